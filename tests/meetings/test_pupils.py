"""Pupils as guests: how many, when, and whether they agree. Nobody outside the group sees it, not even the number."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from meetings import actions
from meetings.models import PupilGuests
from schools.models import AuditEvent
from tests.factories import FeedbackAnswerFactory, FeedbackCardFactory, MeetingFactory, PupilGuestsFactory

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
OUTSIDE = ["leader", "outsider", "other_leader"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def guests(personas):
    return PupilGuestsFactory(community=personas.group)


def page(group):
    return reverse("meetings:pupils", args=[group.pk])


def said(**fields):
    return {"number": "4", "meeting": "", "first_day": "2026-11-23", "last_day": "2027-06-30"} | fields


# --- the page --------------------------------------------------------------------------------------------------------
def test_empty_page_says_why_and_asks_nothing(personas, signed_in):
    text = signed_in(personas.teacher).get(page(personas.group)).content.decode()

    assert "moet nooit" in text
    assert "over tijd" not in text


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_for_any_number(personas, signed_in, number, django_assert_num_queries):
    for _ in range(number):
        PupilGuestsFactory(community=personas.group)
        FeedbackAnswerFactory(card=FeedbackCardFactory(community=personas.group))
    client = signed_in(personas.teacher)

    with django_assert_num_queries(5):
        client.get(page(personas.group))


@pytest.mark.parametrize("who", OUTSIDE)
def test_others_find_nothing(personas, guests, signed_in, who):
    client = signed_in(getattr(personas, who))
    row, group = [guests.pk], [personas.group.pk]
    gets = [("pupils", group), ("pupil-guests-new", group), ("pupil-guests", row)]
    posts = [
        *(("pupil-guests-new", group), ("pupil-guests", row)),
        *((f"pupil-guests-{verb}", row) for verb in ("agree", "end", "remove")),
    ]

    answers = [client.get(reverse(f"meetings:{name}", args=args)) for name, args in gets]
    answers += [client.post(reverse(f"meetings:{name}", args=args), said()) for name, args in posts]

    assert {answer.status_code for answer in answers} == {404}
    guests.refresh_from_db()
    assert (guests.number, guests.consent_seen_on, guests.last_day) == (3, None, date(2027, 6, 30))


def test_leader_reads_no_number_of_pupils_anywhere(personas, signed_in):
    meeting = MeetingFactory(community=personas.group, day=date(2026, 12, 3))
    PupilGuestsFactory(community=personas.group, number=197)
    client = signed_in(personas.leader)

    for name, args in [("meetings:meeting", meeting.pk), ("dashboard:community", personas.group.pk)]:
        text = client.get(reverse(name, args=[args])).content.decode()
        assert not re.search(r"\b197\b", text)  # an address may hold 2740197
        assert page(personas.group) not in text


# --- noting ----------------------------------------------------------------------------------------------------------
def test_guests_for_a_while_are_a_number_and_days(personas, signed_in):
    client = signed_in(personas.teacher)
    path = reverse("meetings:pupil-guests-new", args=[personas.group.pk])

    for _ in range(2):  # a second tap does no harm
        assert client.post(path, said()).headers["Location"] == page(personas.group)

    rows = PupilGuests.objects.values_list("number", "meeting", "first_day", "last_day", "created_by")
    assert list(rows) == [(4, None, date(2026, 11, 23), date(2027, 6, 30), personas.teacher.pk)]
    assert AuditEvent.objects.get(verb="note_pupil_guests").detail == {"number": 4}


def test_guests_at_one_meeting_need_no_days(personas, signed_in):
    meeting = MeetingFactory(community=personas.group, day=date(2026, 12, 3))
    client = signed_in(personas.teacher)
    path = reverse("meetings:pupil-guests-new", args=[personas.group.pk])

    assert client.get(path, {"meeting": meeting.pk}).context["form"]["meeting"].value() == meeting.pk
    client.post(path, said(meeting=meeting.pk, first_day="", last_day=""))

    row = PupilGuests.objects.get()
    assert (row.meeting, row.first_day, row.last_day) == (meeting, meeting.day, meeting.day)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"number": "0"}, {"number"}),
        ({"number": "veel"}, {"number"}),
        ({"first_day": ""}, {"first_day"}),
        ({"last_day": "2026-11-22"}, {"last_day"}),
        ({"first_day": "", "last_day": ""}, {"first_day", "last_day"}),
    ],
)
def test_form_keeps_what_was_typed_and_says_what_is_wrong(personas, signed_in, fields, wrong):
    path = reverse("meetings:pupil-guests-new", args=[personas.group.pk])
    answer = signed_in(personas.teacher).post(path, said(**fields))

    assert set(answer.context["form"].errors) == wrong
    assert not PupilGuests.objects.exists()


def test_meeting_of_another_group_is_no_choice(personas, signed_in):
    path = reverse("meetings:pupil-guests-new", args=[personas.group.pk])
    answer = signed_in(personas.teacher).post(path, said(meeting=MeetingFactory(day=date(2026, 12, 3)).pk))

    assert set(answer.context["form"].errors) == {"meeting"}


def test_no_field_takes_a_name(personas, signed_in):
    client = signed_in(personas.teacher)
    form = client.get(reverse("meetings:pupil-guests-new", args=[personas.group.pk])).context["form"]

    assert {type(field).__name__ for field in form.fields.values()} == {"IntegerField", "TypedChoiceField", "DateField"}


# --- changing, ending, agreeing --------------------------------------------------------------------------------------
def test_more_pupils_are_asked_anew_and_fewer_are_not(personas, guests, signed_in):
    guests.consent_seen_on = date(2026, 9, 10)
    guests.save()
    path = reverse("meetings:pupil-guests", args=[guests.pk])
    client = signed_in(personas.teacher)

    client.post(path, said(number="2"))
    guests.refresh_from_db()
    assert (guests.number, guests.consent_seen_on) == (2, date(2026, 9, 10))
    client.post(path, said(number="5"))
    guests.refresh_from_db()
    assert (guests.number, guests.consent_seen_on) == (5, None)


def test_ending_makes_today_their_last_day_once(personas, guests, signed_in):
    client = signed_in(personas.teacher)
    for _ in range(2):
        client.post(reverse("meetings:pupil-guests-end", args=[guests.pk]))

    guests.refresh_from_db()
    assert guests.last_day == date(2026, 11, 23)
    assert AuditEvent.objects.filter(verb="end_pupil_guests").count() == 1


def test_removing_leaves_nothing(personas, guests, signed_in):
    signed_in(personas.teacher).post(reverse("meetings:pupil-guests-remove", args=[guests.pk]))

    assert not PupilGuests.objects.exists()


def test_consent_is_asked_quietly_until_it_is_noted(personas, guests, signed_in):
    meeting = MeetingFactory(community=personas.group, day=date(2026, 12, 3))
    client = signed_in(personas.teacher)
    at_meeting = reverse("meetings:meeting", args=[meeting.pk])
    agree = reverse("meetings:pupil-guests-agree", args=[guests.pk])
    assert [agree in client.get(path).content.decode() for path in (page(personas.group), at_meeting)] == [True, True]

    assert client.post(agree, {"meeting": meeting.pk}).headers["Location"] == at_meeting
    assert client.post(agree).headers["Location"] == page(personas.group)

    assert [agree in client.get(path).content.decode() for path in (page(personas.group), at_meeting)] == [False, False]
    guests.refresh_from_db()
    assert guests.consent_seen_on == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("fields", "is_there"),
    [
        ({}, True),
        ({"last_day": date(2026, 11, 30)}, False),
        ({"first_day": date(2026, 12, 4)}, False),
    ],
)
def test_meeting_shows_who_is_a_guest_on_its_day(personas, signed_in, fields, is_there):
    meeting = MeetingFactory(community=personas.group, day=date(2026, 12, 3))
    PupilGuestsFactory(community=personas.group, **fields)

    context = signed_in(personas.teacher).get(reverse("meetings:meeting", args=[meeting.pk])).context

    assert [line.row.number for line in context["guests"]] == ([3] if is_there else [])


def test_guests_of_one_meeting_are_not_at_the_next(personas, signed_in):
    first, second = (MeetingFactory(community=personas.group, day=date(2026, 12, day)) for day in (3, 17))
    guests = actions.Guests(2, first.day, first.day, first)
    actions.note_pupil_guests(community=personas.group, guests=guests, by=personas.teacher, now=NOW)
    client = signed_in(personas.teacher)

    seen = [len(client.get(reverse("meetings:meeting", args=[one.pk])).context["guests"]) for one in (first, second)]

    assert seen == [1, 0]
