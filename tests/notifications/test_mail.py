"""The mail itself: one language, honest headers, a calendar that clients accept."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from django.conf import settings
from django.test import override_settings

from notifications import links, registry
from notifications.mail import Told, build
from notifications.registry import Attachment, Choice, Kind
from tests.factories import NoticeFactory, UserFactory
from tests.notifications.conftest import section

pytestmark = pytest.mark.django_db
ICS = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def mail_of(now, *changes, **person):
    reader = UserFactory(first_name="Tine", **person)
    notices = [NoticeFactory(kind="test", occasion=f"{n}", recipient=reader) for n in range(len(changes))]
    return build([Told(n, section(n, **one)) for n, one in zip(notices, changes, strict=True)], now=now)


def parts(message):
    return [part for part in message.message().walk() if not part.is_multipart()]


@override_settings(SITE_URL="https://plc.example")
def test_build_writes_text_and_html_with_the_whole_address(now):
    message = mail_of(now, {})

    html = message.alternatives[0].content
    assert "https://plc.example/communities/1/plan/" in message.body
    assert 'href="https://plc.example/communities/1/plan/"' in html
    assert html.count('class="button"') == 1
    assert "Je doet mee." in message.body
    assert "Je doet mee." in html


def test_build_says_group_and_act_and_how_much_more(now):
    one = mail_of(now, {"subject": "Datateam: plan"}, language="en")
    three = mail_of(now, {"subject": "Datateam: plan"}, {}, {}, language="en")

    assert one.subject == "Datateam: plan"
    assert three.subject == "Datateam: plan (and 2 more things)"


def test_build_keeps_the_subject_on_one_line(now):
    assert mail_of(now, {"subject": "Datateam\r\nBcc: x@y.example"}).subject == "Datateam Bcc: x@y.example"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_build_speaks_the_language_of_the_reader(now, language):
    message = mail_of(now, {}, language=language)

    assert f'<html lang="{language}">' in message.alternatives[0].content


@override_settings(SITE_URL="https://plc.example")
def test_build_marks_the_mail_as_written_by_a_machine(now):
    headers = mail_of(now, {}).message()

    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Id"] == "PLC Platform <notices.plc.example>"
    assert headers["Date"] == "Mon, 23 Nov 2026 08:00:00 +0100"


def test_build_gives_the_same_notices_the_same_message_id(now):
    reader = UserFactory()
    one, two = (NoticeFactory(kind="test", recipient=reader) for _ in range(2))
    told = [Told(one, section(one)), Told(two, section(two))]
    later = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    first, again = build(told, now=now), build(told[::-1], now=later)

    assert first.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]
    assert build(told[:1], now=now).extra_headers["Message-ID"] != first.extra_headers["Message-ID"]


def test_build_escapes_what_people_wrote(now):
    message = mail_of(now, {"group": "<b>R&D</b>", "points": ["<script>"]})

    assert "<b>R&D</b>: Doe iets" in message.body
    assert "&lt;b&gt;R&amp;D&lt;/b&gt;" in message.alternatives[0].content
    assert "<script>" not in message.alternatives[0].content


def test_build_with_one_invitation_offers_it_as_alternative_and_as_file(now):
    message = mail_of(now, {"attachments": [Attachment("meeting.ics", ICS)]})

    kinds = [(part.get_content_type(), part.get_param("method"), part.get_filename()) for part in parts(message)]
    assert kinds == [
        ("text/plain", None, None),
        ("text/html", None, None),
        ("text/calendar", "REQUEST", None),
        ("application/ics", None, "meeting.ics"),
    ]
    assert parts(message)[2].get_payload(decode=True).decode().replace("\n", "\r\n").replace("\r\r", "\r") == ICS


def test_build_with_two_invitations_attaches_both(now):
    one = {"attachments": [Attachment("meeting.ics", ICS)]}

    files = [part.get_filename() for part in parts(mail_of(now, one, one))]

    assert files == [None, None, "1-meeting.ics", "2-meeting.ics"]


def test_build_gives_every_entry_its_own_method(now):
    cancelled = Attachment("meeting.ics", ICS, method="CANCEL")

    alone = mail_of(now, {"attachments": [cancelled]})
    beside = mail_of(now, {"attachments": [cancelled]}, {"attachments": [Attachment("meeting.ics", ICS)]})

    assert [part.get_param("method") for part in parts(alone)] == [None, None, "CANCEL", None]
    assert [part.get_content_type() for part in parts(beside)] == [
        "text/plain",
        "text/html",
        "application/ics",
        "application/ics",
    ]


def test_build_offers_choices_as_buttons_and_as_lines(now):
    choices = [Choice("Ja", "/answer/a/"), Choice("Nee", "/answer/b/")]

    message = mail_of(now, {"choices": choices, "choices_title": "Ben je erbij?"})

    site = settings.SITE_URL
    assert f"Ben je erbij?\n- Ja: {site}/answer/a/\n- Nee: {site}/answer/b/\n" in message.body
    assert [f'href="{site}{one.path}"' in message.alternatives[0].content for one in choices] == [True, True]


# --- one click -------------------------------------------------------------------------------------------------------
@override_settings(SITE_URL="https://plc.example")
def test_build_offers_to_stop_with_one_click(now):
    message = mail_of(now, {})
    headers = message.message()

    address = headers["List-Unsubscribe"].strip("<>")
    assert address.startswith("https://plc.example/notices/stop/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in message.body
    assert f'href="{address}"' in message.alternatives[0].content
    assert "https://plc.example/notices/settings/" in message.body
    received = message_from_bytes(message.message().as_bytes(linesep="\r\n"), policy=policy.default)
    assert received["List-Unsubscribe"].strip() == f"<{address}>"  # however the line was folded on its way


def test_build_names_only_the_optional_kinds_in_the_link(now, monkeypatch):
    monkeypatch.setitem(registry._kinds, "invite", Kind("invite", is_optional=False))
    reader = UserFactory()
    told = [Told(n, section(n)) for n in (NoticeFactory(kind=kind, recipient=reader) for kind in ("test", "invite"))]

    with_invitation = build(told, now=now)
    only_invitation = build(told[1:], now=now)

    assert kinds_behind(with_invitation) == (reader.pk, ["test"])
    assert kinds_behind(only_invitation) == (reader.pk, registry.optional_kinds())


def kinds_behind(message):
    return links.behind_token(message.extra_headers["List-Unsubscribe"].strip("<>").split("/")[-2])
