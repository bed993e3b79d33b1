"""A mail server on loopback that keeps what it gets, can be down, and can refuse addresses."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Self

MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Got:
    """A mail that was taken: for whom, under which Message-ID, and its bytes."""

    address: str
    message_id: str
    content: bytes


class Session(StreamRequestHandler):
    """One connection."""

    server: "Sink"

    def handle(self) -> None:
        if self.server.is_down:
            self.say("421 down")
            return
        self.say("220 sink")
        addresses: list[str] = []
        for line in self.rfile:
            verb, _space, rest = line.decode("utf-8", "replace").strip().partition(" ")
            match verb.upper():
                case "EHLO" | "HELO":
                    self.say("250 sink")
                case "MAIL" | "RSET":
                    addresses.clear()
                    self.say("250 ok")
                case "RCPT":
                    self.recipient(rest, addresses)
                case "DATA":
                    self.take(addresses)
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 ok")

    def recipient(self, text: str, addresses: list[str]) -> None:
        address = text.partition("<")[2].partition(">")[0].lower()
        if address in self.server.refused:
            self.say("550 5.1.1 user unknown")
            return
        addresses.append(address)
        self.say("250 ok")

    def take(self, addresses: list[str]) -> None:
        self.server.on_data()
        self.say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        content = b"".join(line[1:] if line.startswith(b"..") else line for line in until_end(lines))
        if not content:
            return
        time.sleep(self.server.delay)
        found = MESSAGE_ID.search(content)
        self.server.mails += [Got(address, found[1].decode() if found else "", content) for address in addresses]
        self.say("250 taken")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


def until_end(lines: Iterator[bytes]) -> list[bytes]:
    """The lines of a mail; none when the sender died before the last."""
    found: list[bytes] = []
    for line in lines:
        if not line:
            return []
        found.append(line)
    return found


class Sink(ThreadingTCPServer):
    """`refused` are addresses; `delay` is in seconds; `on_data` is called when a mail begins."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.port: int = self.server_address[1]
        self.mails: list[Got] = []
        self.refused: set[str] = set()
        self.is_down = False
        self.delay = 0.0
        self.on_data: Callable[[], object] = lambda: None

    def handle_error(self, request: object, client_address: object) -> None:
        """A sender that was killed is what all of this is about."""

    def __enter__(self) -> Self:
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.shutdown()
        self.server_close()
