"""Yes, no or maybe from the mail: opening a link changes nothing, one tap answers, and the group sees who comes."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse

from meetings import actions, reminders
from meetings.log_context import context_for
from meetings.models import AgendaBlock, Meeting, Reply
from meetings.queries import for_writer
from meetings.replies import Link
from notifications import outbox
from plc_platform import clock
from schools.models import AuditEvent
from schools.permissions import rules
from tests.factories import MeetingFactory, ReplyFactory, SubtaskFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def meeting(personas):
    return MeetingFactory(community=personas.group, day=date(2026, 11, 26), place="B12")


def address(meeting, person, answer="yes"):
    return reverse("meetings:answer", args=[Link(meeting.pk, person.pk, answer).token])


def said(answer="yes", **more):
    return {"answer": answer, "key": str(uuid4()), "item": "", **more}


def answers():
    return dict(Reply.objects.values_list("user__first_name", "answer"))


# --- from the mail ---------------------------------------------------------------------------------------------------
def test_answer_is_kept_after_one_tap_without_signing_in(personas, client, meeting):
    page = client.get(address(meeting, personas.teacher))
    response = client.post(address(meeting, personas.teacher), said("yes"), follow=True)

    assert page.status_code == 200
    assert "Tine" in response.content.decode()
    assert answers() == {"Tine": "yes"}


def test_answer_page_works_with_the_csrf_cookie_alone(personas, meeting):
    client = Client(enforce_csrf_checks=True)
    page = client.get(address(meeting, personas.teacher))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]

    without = client.post(address(meeting, personas.teacher), said("no"))
    with_it = client.post(address(meeting, personas.teacher), said("no", csrfmiddlewaretoken=token))

    assert (without.status_code, with_it.status_code) == (403, 302)
    assert set(client.cookies) == {"csrftoken"}


def test_tapped_answer_is_the_button_that_enter_presses(personas, client, meeting):
    text = client.get(address(meeting, personas.teacher, "maybe")).content.decode()

    buttons = re.findall(r'<button class="([^"]*)" name="answer" value="(\w+)"( autofocus)?', text)
    assert buttons == [("btn btn--wide btn--primary", "maybe", " autofocus"), ("btn", "yes", ""), ("btn", "no", "")]


def test_answering_again_replaces_and_repeating_changes_nothing(personas, client, meeting):
    for answer in ("yes", "no", "no", "maybe", "maybe"):
        client.post(address(meeting, personas.teacher, "yes"), said(answer))

    assert answers() == {"Tine": "maybe"}


def test_answer_that_is_none_of_the_three_is_refused(personas, client, meeting):
    client.post(address(meeting, personas.teacher), said("perhaps"))
    client.post(address(meeting, personas.teacher), {})

    assert answers() == {}


def test_page_shows_own_open_subtasks_of_this_group_only(personas, client, meeting):
    SubtaskFactory(meeting=meeting, owner=personas.teacher, text="Les 3 uitschrijven")
    SubtaskFactory(meeting=meeting, owner=personas.teacher, text="Al klaar", done_on=date(2026, 11, 1))
    SubtaskFactory(meeting=meeting, owner=personas.coach, text="Van een ander")
    SubtaskFactory(owner=personas.teacher, text="Van een andere groep")

    text = client.get(address(meeting, personas.teacher)).content.decode()

    everything = ("Les 3 uitschrijven", "Al klaar", "Van een ander", "Van een andere groep")
    assert [words for words in everything if words in text] == ["Les 3 uitschrijven"]


def test_point_for_the_agenda_goes_along_once(personas, client, meeting):
    actions.set_agenda(meeting=meeting, version=1, blocks=[actions.Block("Welkom", 10)], by=personas.coach, now=NOW)
    form = said("yes", item="Toets van december")

    client.post(address(meeting, personas.teacher), form)
    client.post(address(meeting, personas.teacher), form)

    points = AgendaBlock.objects.order_by("position").values_list("title", flat=True)
    assert list(points) == ["Welkom", "Toets van december"]


def test_full_agenda_keeps_the_answer(personas, client, meeting):
    blocks = [actions.Block(str(number), 5) for number in range(actions.MAX_BLOCKS)]
    actions.set_agenda(meeting=meeting, version=1, blocks=blocks, by=personas.coach, now=NOW)

    client.post(address(meeting, personas.teacher), said("yes", item="Nog een punt"))

    assert answers() == {"Tine": "yes"}
    assert AgendaBlock.objects.count() == actions.MAX_BLOCKS


@pytest.mark.parametrize("token", ["forged", "", "x" * 200])
def test_forged_link_is_not_found(client, token):
    path = reverse("meetings:answer", args=[token or "."])

    assert (client.get(path).status_code, client.post(path, said()).status_code) == (404, 404)


def test_link_signed_for_something_else_is_not_found(personas, client, meeting):
    token = signing.dumps([meeting.pk, personas.teacher.pk, "yes"], salt="schools.welcome")

    assert client.get(reverse("meetings:answer", args=[token])).status_code == 404


def over(meeting, personas):
    Meeting.objects.update(starts_at=NOW - timedelta(minutes=1))


def cancelled(meeting, personas):
    actions.cancel_meeting(meeting=meeting, by=personas.coach, now=NOW)


def left(meeting, personas):
    personas.group.memberships.filter(user=personas.teacher).update(left_on=NOW.date())


def held(meeting, personas):
    Meeting.objects.update(status="held")


@pytest.mark.parametrize("change", [over, cancelled, left, held])
def test_link_that_is_worth_nothing_any_more_gives_a_calm_page(personas, client, meeting, change):
    SubtaskFactory(meeting=meeting, owner=personas.teacher, text="zq-canary")
    change(meeting, personas)

    page = client.get(address(meeting, personas.teacher))
    client.post(address(meeting, personas.teacher), said("yes", item="Punt"))

    assert page.status_code == 200
    assert "zq-canary" not in page.content.decode()
    assert "B12" not in page.content.decode()
    assert (answers(), AgendaBlock.objects.count()) == ({}, 0)


@pytest.mark.parametrize("change", [{"status": "draft"}, None])
def test_link_to_what_is_not_there_is_not_found(personas, client, meeting, change):
    path = address(meeting, personas.teacher)
    if change:
        Meeting.objects.update(**change)
    else:
        type(personas.teacher).objects.filter(pk=personas.teacher.pk).update(is_active=False)

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("persona", ["leader", "outsider", "other_leader"])
def test_link_for_somebody_who_is_not_of_the_group_answers_nothing(personas, client, meeting, persona):
    path = address(meeting, getattr(personas, persona))

    client.post(path, said())

    assert "B12" not in client.get(path).content.decode()
    assert answers() == {}


def test_page_leads_to_the_calendar_without_signing_in(personas, client, meeting):
    token = Link(meeting.pk, personas.teacher.pk, "yes").token

    response = client.get(reverse("meetings:answer-file", args=[token]))
    forged = client.get(reverse("meetings:answer-file", args=["forged"]))

    assert (response.headers["Content-Type"], forged.status_code) == ("text/calendar; charset=utf-8", 404)


def test_page_speaks_the_language_of_its_reader(personas, client, meeting):
    type(personas.teacher).objects.update(language="en")

    assert "What you promised" not in client.get(address(meeting, personas.teacher)).content.decode()
    assert "You answer as Tine" in client.get(address(meeting, personas.teacher)).content.decode()


def test_trail_does_not_tell_what_was_answered(personas, client, meeting):
    client.post(address(meeting, personas.teacher), said("no"))

    event = AuditEvent.objects.get(verb="reply")
    assert (event.actor, event.target, event.detail) == (f"user:{personas.teacher.pk}", f"meeting:{meeting.pk}", {})


# --- scanners --------------------------------------------------------------------------------------------------------
def test_scanner_that_opens_every_link_of_a_mail_changes_nothing(personas, meeting, settings):
    settings.SITE_URL = "http://testserver"
    morning = datetime(2026, 11, 23, 8, tzinfo=UTC)
    reminders.look_at([personas.group.pk], now=morning)
    outbox.deliver_due(now=morning)
    message = next(one for one in mail.outbox if one.to == [personas.teacher.email])
    text = message.body + message.alternatives[0].content
    links = set(re.findall(r"http://testserver(/[^\s\"<]*)", text))
    before = snapshot()

    for link in sorted(links):
        for method in ("get", "head", "options"):
            getattr(Client(), method)(link)

    assert sum("/answer/" in link for link in links) == 3
    assert snapshot() == before


def snapshot():
    return [list(model.objects.order_by("pk").values()) for model in (Meeting, Reply, AgendaBlock, AuditEvent)]


# --- on the page of the meeting --------------------------------------------------------------------------------------
def test_member_answers_on_the_page_of_the_meeting(personas, signed_in, meeting):
    signed_in(personas.teacher).post(reverse("meetings:reply", args=[meeting.pk]), {"answer": "maybe"})

    assert answers() == {"Tine": "maybe"}


@pytest.mark.parametrize("persona", ["leader", "outsider", "other_leader"])
def test_nobody_else_answers(personas, signed_in, meeting, persona):
    client = signed_in(getattr(personas, persona))

    assert client.post(reverse("meetings:reply", args=[meeting.pk]), {"answer": "yes"}).status_code == 404
    assert answers() == {}


def test_group_sees_who_comes(personas, signed_in, meeting):
    ReplyFactory(meeting=meeting, user=personas.teacher, answer="no")
    ReplyFactory(meeting=meeting, user=personas.outsider, answer="yes")  # has left the group meanwhile

    coming = signed_in(personas.coach).get(reverse("meetings:meeting", args=[meeting.pk])).context["coming"]

    names = (personas.teacher.get_full_name(),), (personas.coach.get_full_name(),)
    assert (coming.yes, coming.no, coming.unknown, coming.own) == ((), *names, "")


@pytest.mark.parametrize("persona", ["leader"])
def test_leader_sees_nothing_of_it(personas, signed_in, meeting, persona):
    ReplyFactory(meeting=meeting, user=personas.teacher, answer="no")

    response = signed_in(getattr(personas, persona)).get(reverse("meetings:meeting", args=[meeting.pk]))

    assert response.context["coming"] is None
    assert "Tine" not in response.content.decode()


def test_answer_to_another_hour_is_no_answer_any_more(personas, signed_in, meeting):
    ReplyFactory(meeting=meeting, user=personas.teacher, answer="yes")
    actions.edit_meeting(
        meeting=meeting, version=1, starts_at=meeting.starts_at + timedelta(days=1), minutes=120, place="B12",
        note_taker_id=None, by=personas.coach, now=NOW,
    )  # fmt: skip

    coming = signed_in(personas.teacher).get(reverse("meetings:meeting", args=[meeting.pk])).context["coming"]

    assert (coming.yes, coming.own) == ((), "")


def test_new_place_leaves_the_answers(personas, meeting):
    ReplyFactory(meeting=meeting, user=personas.teacher, answer="yes")
    actions.edit_meeting(
        meeting=meeting, version=1, starts_at=meeting.starts_at, minutes=120, place="B13",
        note_taker_id=None, by=personas.coach, now=NOW,
    )  # fmt: skip

    assert Reply.objects.still_meant().count() == 1


def test_log_starts_with_who_said_no_as_absent(personas, meeting):
    ReplyFactory(meeting=meeting, user=personas.teacher, answer="no")
    ReplyFactory(meeting=meeting, user=personas.coach, answer="maybe")

    context = context_for(for_writer(personas.teacher).get(pk=meeting.pk), today=meeting.day)

    assert {person.name.split()[0]: person.is_present for person in context.people} == {
        "Tine": False,
        "Karim": True,
    }


def test_file_gives_replies_to_nobody_but_the_group():
    readers = {rule.role for rule in rules() if rule.object == "reply" and rule.is_allowed and rule.action == "read"}

    assert readers == {"coach", "teacher", "external"}
