"""One mail to one person: the sections of all that there is to tell today, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications import links
from notifications.models import Notice
from notifications.registry import Section, is_optional


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with its section."""

    notice: Notice
    section: Section


def build(told: Sequence[Told], *, now: datetime) -> EmailMultiAlternatives:
    """The mail with all sections of one recipient; the same notices always make the same Message-ID."""
    recipient = told[0].notice.recipient
    sections = [one.section for one in told]
    stop = stop_url(told)
    with translation.override(recipient.language):
        context = {
            "subject": subject_of(sections),
            "name": recipient.get_short_name(),
            "sections": sections,
            "reasons": list(dict.fromkeys(section.why for section in sections)),
            "groups": list({section.group_path: section for section in sections}.values()),
            "site": settings.SITE_URL.rstrip("/"),
            "language": recipient.language,
            "stop_url": stop,
            "stops_kinds": bool(optional_in(told)),
            "settings_path": reverse("notifications:settings"),
        }
        message = EmailMultiAlternatives(
            subject=context["subject"],
            body=render_to_string("emails/notice.txt", context),
            to=[recipient.email],
            headers=headers_of(told, now) | stop_headers(stop),
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


def stop_headers(address: str) -> dict[str, str]:
    """RFC 8058: the mail program offers to stop, and posts to the address without opening it."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def optional_in(told: Sequence[Told]) -> list[str]:
    """The kinds in this mail that its reader may do without."""
    return sorted({one.notice.kind for one in told if is_optional(one.notice.kind)})


def stop_url(told: Sequence[Told]) -> str:
    """Where one click ends the mail of these kinds; for invitations alone: of every kind that is not one."""
    token = links.stop_token(told[0].notice.recipient_id, optional_in(told))
    return f"{settings.SITE_URL.rstrip('/')}{reverse('notifications:stop', args=[token])}"


def attach_calendar(message: EmailMultiAlternatives, sections: Sequence[Section]) -> None:
    """Calendar entries as files; a single one also as an alternative, which is what Outlook and Google act upon."""
    entries = [entry for section in sections for entry in section.attachments]
    if len(entries) == 1:
        message.attach_alternative(entries[0].content, f"text/calendar; method={entries[0].method}")
    for number, entry in enumerate(entries, 1):
        name = entry.name if len(entries) == 1 else f"{number}-{entry.name}"
        message.attach(name, entry.content.encode(), "application/ics")
