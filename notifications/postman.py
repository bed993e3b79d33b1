"""Carries mails over one connection and says of each whether it arrived, never will, or may go another time."""

import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from notifications import smtp

logger = logging.getLogger(__name__)

CLOSED_AFTER = 2  # failures of the way in a row: the rest waits for the next tick
FINAL = range(500, 600)
BUSY = (421, 432, 452)  # the server wants us to go away for a while; 432 is Exchange's "too many connections"
OWN_BACKEND = "notifications.smtp.Backend"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a mail did not arrive, or is not known to have.

    `is_final`: this mail will never; else the way to it was closed for now. `is_address`: the server refuses whatever
    goes to this address. `is_uncertain`: the connection broke while the server had the mail.
    """

    text: str
    is_final: bool = False
    is_address: bool = False
    is_uncertain: bool = False


def nothing() -> None:
    """Nobody wants to know."""


class Postman:
    """A context with one connection to the mail server, opened at the first mail."""

    def __init__(self) -> None:
        self.connection = self.connect()
        self.failures = 0
        self.is_handing_over = False

    def connect(self) -> Any:
        is_smtp = settings.EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend"
        return get_connection(OWN_BACKEND if is_smtp else None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.hang_up()
        else:
            self.drop()
        if isinstance(self.connection, smtp.Backend):
            self.connection.patience.end()

    @property
    def is_stopped(self) -> bool:
        return self.failures >= CLOSED_AFTER

    def send(self, message: EmailMessage, before_data: Callable[[], None] = nothing) -> Failure | None:
        """Hand over one mail; None when the server took it.

        `before_data` is called when the server has said yes to the address, before it gets the mail; what it raises
        ends the connection and comes through.
        """
        self.is_handing_over = False
        try:
            self.hand_over(message, before_data)
        except smtplib.SMTPRecipientsRefused as error:
            return self.refused(*next(iter(error.recipients.values())), is_address=True)
        except smtplib.SMTPDataError as error:
            return self.refused(error.smtp_code, error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            # No connection, no sign-in, or our own address refused: nothing is wrong with this mail.
            return self.broken(repr(error), is_uncertain=self.is_handing_over)
        self.failures = 0
        return None

    def hand_over(self, message: EmailMessage, before_data: Callable[[], None]) -> None:
        def announced() -> None:
            before_data()
            self.is_handing_over = True

        self.give_time()
        self.connection.open()
        if isinstance(self.connection, smtp.Backend):
            self.connection.announce = announced
        else:
            announced()
        self.give_time()
        self.connection.send_messages([message])
        self.rest()

    def give_time(self) -> None:
        """The next step may take as long as the settings say, in all."""
        if isinstance(self.connection, smtp.Backend):
            self.connection.patience.give(settings.EMAIL_TIMEOUT)

    def rest(self) -> None:
        if isinstance(self.connection, smtp.Backend):
            self.connection.patience.rest()

    def refused(self, code: int, answer: bytes | str, *, is_address: bool = False) -> Failure:
        """The server said no to this mail: for good (5xx) or for now; a server that is busy is left alone."""
        self.rest()
        text = f"{code} {answer.decode(errors='replace') if isinstance(answer, bytes) else answer}"
        if code in BUSY:
            return self.broken(text)
        self.failures = 0
        is_final = code in FINAL
        return Failure(text, is_final=is_final, is_address=is_final and is_address)

    def broken(self, text: str, *, is_uncertain: bool = False) -> Failure:
        logger.warning("mail server: %s", text)
        self.failures += 1
        self.drop()
        return Failure(text, is_uncertain=is_uncertain)

    def drop(self) -> None:
        """End the connection without a word."""
        self.rest()
        if isinstance(self.connection, smtp.Backend):
            self.connection.drop()
        else:
            self.hang_up()

    def hang_up(self) -> None:
        """Close without a fuss: the other side may have gone already."""
        try:
            self.give_time()
            self.connection.close()
        except (OSError, smtplib.SMTPException):
            pass
        self.rest()
