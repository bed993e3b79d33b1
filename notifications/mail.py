"""One mail to one person: the sections of all that there is to tell today, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.models import Notice
from notifications.registry import Section

INVITATION = "text/calendar; method=REQUEST"


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with its section."""

    notice: Notice
    section: Section


def build(told: Sequence[Told], *, now: datetime) -> EmailMultiAlternatives:
    """The mail with all sections of one recipient; the same notices always make the same Message-ID."""
    recipient = told[0].notice.recipient
    sections = [one.section for one in told]
    with translation.override(recipient.language):
        context = {
            "subject": subject_of(sections),
            "name": recipient.get_short_name(),
            "sections": sections,
            "reasons": list(dict.fromkeys(section.why for section in sections)),
            "groups": list({section.group_path: section for section in sections}.values()),
            "site": settings.SITE_URL.rstrip("/"),
            "language": recipient.language,
        }
        message = EmailMultiAlternatives(
            subject=context["subject"],
            body=render_to_string("emails/notice.txt", context),
            to=[recipient.email],
            headers=headers_of(told, now),
        )
        message.attach_alternative(render_to_string("emails/notice.html", context), "text/html")
    attach_calendar(message, sections)
    return message


def subject_of(sections: Sequence[Section]) -> str:
    """Group and act; with more to tell, how much more."""
    first, more = " ".join(sections[0].subject.split()), len(sections) - 1
    if not more:
        return first
    return _("%(first)s (and %(more)s)") % {
        "first": first,
        "more": ngettext("%(count)d more thing", "%(count)d more things", more) % {"count": more},
    }


def message_id_of(told: Sequence[Told]) -> str:
    """The one that a first try had, or one that the same notices always get."""
    notices = [one.notice for one in told]
    if kept := notices[0].message_id:
        return kept
    keys = sorted(f"{n.kind} {n.subject} {n.occasion} {n.recipient_id}" for n in notices)
    number = salted_hmac("notifications.mail", "\n".join(keys), algorithm="sha256").hexdigest()[:40]
    return f"<{number}@{host_name()}>"


def host_name() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def headers_of(told: Sequence[Told], now: datetime) -> dict[str, str]:
    return {
        "Message-ID": message_id_of(told),
        "Date": format_datetime(timezone.localtime(now, timezone.get_default_timezone())),
        "Auto-Submitted": "auto-generated",
        "List-Id": f"PLC Platform <notices.{host_name()}>",
    }


def attach_calendar(message: EmailMultiAlternatives, sections: Sequence[Section]) -> None:
    """Calendar entries as files; a single one also as an alternative, which is what Outlook and Google act upon."""
    entries = [entry for section in sections for entry in section.attachments]
    if len(entries) == 1:
        message.attach_alternative(entries[0].content, INVITATION)
    for number, entry in enumerate(entries, 1):
        name = entry.name if len(entries) == 1 else f"{number}-{entry.name}"
        message.attach(name, entry.content.encode(), "application/ics")
