"""Mail servers on loopback: one that keeps what it gets and may be told to be difficult, and two that nobody wants."""

import asyncio
import logging
import socket
import threading
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope

logging.getLogger("mail.log").setLevel(logging.WARNING)  # every line of every session otherwise
CUT_KEPT, CUT_LOST = "cut after taking it", "cut without taking it"


class CountingSMTP(SMTP):
    """Counts how many connections are open at one time."""

    def connection_made(self, transport: Any) -> None:
        self.event_handler.open += 1
        self.event_handler.most = max(self.event_handler.most, self.event_handler.open)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.event_handler.open -= 1
        super().connection_lost(error)


class CountingController(Controller):
    def factory(self) -> SMTP:
        return CountingSMTP(self.handler, **self.SMTP_kwargs)


class Sink:
    """Takes every mail, after `delay` seconds in DATA; `mails` are (recipient, message).

    `refused`: answers to an address instead of 250. `answers`: to the next mails, one each; also CUT_KEPT, CUT_LOST.
    `is_held`: no mail is answered as long as it is true. `most`: connections at one time.
    """

    def __init__(self) -> None:
        self.clear()
        self.open = 0
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.controller = CountingController(self, hostname="127.0.0.1", port=self.port)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]) -> str:
        if answer := self.refused.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        self.begun += 1
        await asyncio.sleep(self.delay)
        while self.is_held:
            await asyncio.sleep(0.02)
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer in ("250 OK", CUT_KEPT):
            content = envelope.content if isinstance(envelope.content, bytes) else b""
            message = message_from_bytes(content, policy=policy.default)
            self.mails += [(recipient, message) for recipient in envelope.rcpt_tos]
        if answer in (CUT_KEPT, CUT_LOST):
            server.transport.abort()
        return answer

    def __enter__(self) -> Self:
        self.controller.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.controller.stop()

    @property
    def recipients(self) -> list[str]:
        return sorted(recipient for recipient, _message in self.mails)

    @property
    def copies(self) -> list[int]:
        """How often each Message-ID came, where more than once."""
        return [n for n in Counter(str(message["Message-ID"]) for _who, message in self.mails).values() if n > 1]

    @property
    def told_anew(self) -> list[str]:
        """Who got more than one mail, copies counted once."""
        ids = {(recipient, str(message["Message-ID"])) for recipient, message in self.mails}
        return [who for who, number in Counter(who for who, _message_id in ids).items() if number > 1]

    def clear(self) -> None:
        self.mails: list[tuple[str, EmailMessage]] = []
        self.refused: dict[str, str] = {}
        self.answers: list[str] = []
        self.begun, self.delay, self.most, self.is_held = 0, 0.0, 0, False


class Loopback:
    """A server of our own, a thread a connection."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.seen = 0
        self.is_over = threading.Event()

    def __enter__(self) -> Self:
        threading.Thread(target=self.listen, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.is_over.set()
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()

    def listen(self) -> None:
        while not self.is_over.is_set():
            try:
                connection, _address = self.socket.accept()
            except OSError:
                return
            self.seen += 1
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection: socket.socket) -> None:
        raise NotImplementedError


class Tarpit(Loopback):
    """Greets with a byte every half second, and never comes to an end."""

    def serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                while not self.is_over.wait(0.5):
                    connection.sendall(b"2")
            except OSError:
                pass


class Scissors(Loopback):
    """Passes on what goes to a mail server and cuts after so many bytes of each of the first `cuts` connections."""

    def __init__(self, port: int, *, after: int, cuts: int = 1) -> None:
        super().__init__()
        self.behind, self.after, self.cuts = port, after, cuts

    def serve(self, connection: socket.socket) -> None:
        left = self.after if self.seen <= self.cuts else 10**9
        with connection, socket.create_connection(("127.0.0.1", self.behind)) as server:
            threading.Thread(target=self.answer, args=(server, connection), daemon=True).start()
            try:
                while left > 0 and (some := connection.recv(min(left, 65536))):
                    server.sendall(some)
                    left -= len(some)
            except OSError:
                pass
            for one in (connection, server):
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    @staticmethod
    def answer(server: socket.socket, connection: socket.socket) -> None:
        try:
            while some := server.recv(65536):
                connection.sendall(some)
        except OSError:
            pass
