"""Mails that come back later: a delivery status notification (RFC 3464) read into what it says of one mail. Pure.

Everything else that a mailbox gets (holiday answers, delays, loops, spam) is nothing to us and gives None.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

MAX_BYTES = 1_000_000  # of a report; what a mail server adds beyond is the mail that came back


@dataclass(frozen=True, slots=True)
class Bounce:
    """One address that will not take one of our mails.

    message_id: of our mail, "" where the report returns no headers. text: code and words, as "550 5.1.1 unknown user".
    """

    recipient: str
    message_id: str
    text: str


def read_bounce(raw: bytes) -> Bounce | None:
    """What a report says failed for good; None for everything else."""
    message = message_from_bytes(raw[:MAX_BYTES], policy=policy.default)
    if not is_report(message):
        return None
    for fields in recipients_of(message):
        if str(fields.get("Action", "")).strip().lower() == "failed":
            recipient = address_in(fields.get("Final-Recipient")) or address_in(fields.get("Original-Recipient"))
            return Bounce(recipient, returned_id(message), words_of(fields))
    return None


def is_report(message: EmailMessage) -> bool:
    """A delivery report; no holiday answer and no receipt. (Postfix marks its reports as replies too.)"""
    kind = str(message.get_param("report-type") or "").lower()
    return message.get_content_type() == "multipart/report" and kind == "delivery-status"


def recipients_of(message: EmailMessage) -> Iterator[Message]:
    """The groups of fields of a report that speak of one address each; the first group speaks of the mail."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            if isinstance(blocks, list):
                yield from (block for block in blocks if isinstance(block, Message) and block.get("Action"))


def address_in(field: object) -> str:
    """The address in "rfc822; tine@school.example"."""
    address = str(field or "").rpartition(";")[2].strip().strip("<>").lower()
    return address if "@" in address else ""


def returned_id(message: EmailMessage) -> str:
    """The Message-ID of the mail that came back, from its headers."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            original = inner[0] if isinstance(inner, list) and inner else None
            found = original.get("Message-ID") if isinstance(original, Message) else None
        elif part.get_content_type() == "text/rfc822-headers":
            headers = part.get_payload(decode=True)
            found = message_from_bytes(headers if isinstance(headers, bytes) else b"").get("Message-ID")
        else:
            continue
        if found:
            return str(found).strip()
    return ""


def words_of(fields: Message) -> str:
    """ "550 5.1.1 <tine@school.example>: user unknown", from the code of the server or at least the status."""
    status = str(fields.get("Status", "")).split("(")[0].strip()
    diagnostic = " ".join(str(fields.get("Diagnostic-Code", "")).split())
    said = diagnostic.partition(";")[2].strip() or diagnostic
    return said if status in said else f"{status} {said}".strip()
