"""Carries mails over one connection and says of each whether it arrived, never will, or may go another time."""

import logging
import smtplib
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from django.core.mail import EmailMessage, get_connection

logger = logging.getLogger(__name__)

CLOSED_AFTER = 2  # failures of the way in a row: the rest waits for the next tick
FINAL = range(500, 600)
SERVICE_CLOSING = 421


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a mail did not arrive. `is_final`: this mail will never; else the way to it was closed for now."""

    text: str
    is_final: bool = False


class Postman:
    """A context with one connection to the mail server, opened at the first mail."""

    def __init__(self) -> None:
        self.connection = get_connection()
        self.failures = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hang_up()

    @property
    def is_stopped(self) -> bool:
        return self.failures >= CLOSED_AFTER

    def send(self, message: EmailMessage) -> Failure | None:
        """Hand over one mail; None when the server took it."""
        try:
            self.connection.open()
            self.connection.send_messages([message])
        except smtplib.SMTPRecipientsRefused as error:
            return self.refused(*next(iter(error.recipients.values())))
        except smtplib.SMTPDataError as error:
            return self.refused(error.smtp_code, error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            # No connection, no sign-in, or our own address refused: nothing is wrong with this mail.
            return self.broken(repr(error))
        self.failures = 0
        return None

    def refused(self, code: int, answer: bytes | str) -> Failure:
        """The server said no to this mail: for good (5xx) or for now; 421 closes the way as a whole."""
        text = f"{code} {answer.decode(errors='replace') if isinstance(answer, bytes) else answer}"
        if code == SERVICE_CLOSING:
            return self.broken(text)
        self.failures = 0
        return Failure(text, is_final=code in FINAL)

    def broken(self, text: str) -> Failure:
        logger.warning("mail server: %s", text)
        self.failures += 1
        self.hang_up()
        return Failure(text)

    def hang_up(self) -> None:
        """Close without a fuss: the other side may have gone already."""
        try:
            self.connection.close()
        except (OSError, smtplib.SMTPException):
            self.connection = get_connection()
