"""A connection to the mail server that says when a mail is about to be handed over, and that never waits for ever.

The time-out of a socket starts anew at every byte: a server that drips one byte in ten seconds would hold a worker for
hours. Here a step as a whole has an end.
"""

import smtplib
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from django.core.mail.backends.smtp import EmailBackend


class Patience:
    """Cuts the connection of the moment when `until` has passed; looks once a second, in a thread of its own."""

    def __init__(self) -> None:
        self.until = float("inf")
        self.line: smtplib.SMTP | None = None
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True, name="patience")

    def give(self, seconds: float) -> None:
        """The next step may take this long."""
        self.until = time.monotonic() + seconds
        if not self.thread.is_alive() and not self.is_over.is_set():
            self.thread.start()

    def rest(self) -> None:
        self.until = float("inf")

    def end(self) -> None:
        self.is_over.set()

    def watch(self) -> None:
        while not self.is_over.wait(1):
            if time.monotonic() > self.until and self.line is not None and self.line.sock is not None:
                try:
                    self.line.sock.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass


class Announcing(smtplib.SMTP):
    """Calls `backend.announce` between the server's yes to the address and the mail itself."""

    def __init__(self, *args: Any, backend: "Backend", **options: Any) -> None:
        self.backend = backend
        backend.patience.line = self  # a server may be slow in its very first word
        super().__init__(*args, **options)

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.backend.announce()
        return super().data(msg)


class AnnouncingOverTLS(Announcing, smtplib.SMTP_SSL):
    pass


class Backend(EmailBackend):
    """Django's own way of sending over one connection, with patience and an announcement."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.patience = Patience()
        self.announce: Callable[[], None] = lambda: None

    @property
    def connection_class(self) -> Callable[..., Announcing]:  # type: ignore[override]
        kind = AnnouncingOverTLS if self.use_ssl else Announcing
        return lambda *args, **options: kind(*args, backend=self, **options)

    def drop(self) -> None:
        """Let go without a word: the other side does not listen."""
        line, self.connection = self.connection or self.patience.line, None
        if line is not None:
            line.close()
