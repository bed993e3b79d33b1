"""The demo's mail: kept as files instead of sent, and read back for the mailbox page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMessage
from email.utils import format_datetime, parsedate_to_datetime
from itertools import count
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from plc_platform import clock

NAME = re.compile(r"^\d{8}T\d{6}-\d{4}$")
LINK = re.compile(r"https?://[^\s<>\"')\]]+")


class KeptMailBackend(BaseEmailBackend):
    """Writes every message as one .eml file, named by its moment in UTC, so that names sort as mail does."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            if "Date" not in message.extra_headers:  # mail that knows no story has the demo's own moment
                message.extra_headers["Date"] = format_datetime(clock.now().astimezone(clock.LOCAL_ZONE))
            moment = parsedate_to_datetime(message.extra_headers["Date"]).astimezone(UTC)
            _write_new(folder, f"{moment:%Y%m%dT%H%M%S}", message.message().as_bytes(linesep="\r\n"))  # type: ignore[call-arg]
        return len(email_messages)


def _write_new(folder: Path, stem: str, content: bytes) -> None:
    """Never writes over a message: two of the same second get the next number."""
    for number in count():
        try:
            with (folder / f"{stem}-{number:04}.eml").open("xb") as file:
                file.write(content)
            return
        except FileExistsError:
            continue


@dataclass(frozen=True, slots=True)
class KeptMail:
    """One kept message. `links` are the addresses in its text, in order."""

    name: str
    sent_at: datetime
    sender: str
    recipients: str
    subject: str
    text: str
    html: str
    links: tuple[str, ...]
    attachments: tuple[str, ...]


def kept_names() -> list[str]:
    """Names of all kept messages, the newest first."""
    folder = Path(settings.MAIL_DIR)
    return sorted((path.stem for path in folder.glob("*.eml") if NAME.match(path.stem)), reverse=True)


def read_mail(name: str) -> KeptMail | None:
    """The message of this name; None where there is none."""
    path = Path(settings.MAIL_DIR) / f"{name}.eml"
    if not NAME.match(name) or not path.is_file():
        return None
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    text = _body(message, "plain")
    return KeptMail(
        name=name,
        sent_at=parsedate_to_datetime(str(message["Date"])),
        sender=str(message["From"] or ""),
        recipients=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=text,
        html=_body(message, "html"),
        links=tuple(dict.fromkeys(LINK.findall(text))),
        attachments=tuple(_attachments(message)),
    )


def _body(message: ParsedMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part is not None else ""


def _attachments(message: ParsedMessage) -> Iterator[str]:
    for part in message.iter_attachments():
        yield part.get_filename() or part.get_content_type()
