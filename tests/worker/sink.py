"""A real SMTP server on loopback that keeps what it gets."""

import asyncio
import logging
import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

logging.getLogger("mail.log").setLevel(logging.WARNING)  # every line of every session otherwise


class Sink:
    """Takes every mail, after `delay` seconds in DATA; `mails` are (recipient, message)."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, EmailMessage]] = []
        self.delay = 0.0
        self.begun = 0
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        self.begun += 1
        await asyncio.sleep(self.delay)
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        message = message_from_bytes(content, policy=policy.default)
        self.mails += [(recipient, message) for recipient in envelope.rcpt_tos]
        return "250 OK"

    def __enter__(self) -> "Sink":
        self.controller.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.controller.stop()

    @property
    def recipients(self) -> list[str]:
        return sorted(recipient for recipient, _message in self.mails)

    def clear(self) -> None:
        self.mails, self.begun, self.delay = [], 0, 0.0
