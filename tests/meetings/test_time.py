"""Time made free: what falls away, hours of the group, and practical matters that people take themselves."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from communities.actions import set_time_made_free
from meetings import actions
from meetings.hours import Minutes
from meetings.models import Chore, Meeting
from meetings.time_page import time_page
from tests.factories import ChoreFactory, MeetingFactory

CANARY = "zq-canary-chore"


@pytest.fixture
def now():
    """Monday 23 November 2026, ten in the morning in Brussels."""
    return datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today, now):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    monkeypatch.setattr("plc_platform.clock.now", lambda: now)


@pytest.fixture
def group(personas):
    return personas.group


@pytest.fixture
def path(group):
    return reverse("meetings:time", args=[group.pk])


@pytest.fixture
def planned(group):
    return MeetingFactory(community=group, day=date(2026, 12, 3))


@pytest.fixture
def chore(planned):
    return ChoreFactory(meeting=planned, text=CANARY)


def at(name, row):
    return reverse(f"meetings:{name}", args=[row.pk])


# --- what falls away -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["teacher", "coach", "leader"])
def test_group_and_leader_say_what_falls_away(personas, signed_in, path, group, who):
    said = {"falls_away": "Het vakoverleg van donderdag", "in_lesson_time": "yes"}
    page = signed_in(getattr(personas, who)).post(path, said, follow=True)

    group.refresh_from_db()
    assert (group.falls_away, group.in_lesson_time) == ("Het vakoverleg van donderdag", True)
    assert "Het vakoverleg van donderdag" in page.text


@pytest.mark.parametrize("who", ["outsider", "other_leader"])
def test_nobody_else_says_or_reads_it(personas, signed_in, path, group, who):
    client = signed_in(getattr(personas, who))

    assert client.get(path).status_code == 404
    assert client.post(path, {"falls_away": "Alles"}).status_code == 404
    group.refresh_from_db()
    assert group.falls_away == ""


def test_too_long_a_text_is_kept_and_explained(personas, signed_in, path):
    answer = signed_in(personas.teacher).post(path, {"falls_away": "a" * 1001})

    assert set(answer.context["form"].errors) == {"falls_away"}
    assert "a" * 1001 in answer.text


# --- hours -----------------------------------------------------------------------------------------------------------
def test_hours_follow_the_meeting_and_else_the_group(personas, group, today, now):
    set_time_made_free(community=group, falls_away="", in_lesson_time=True, by=personas.teacher, now=now)
    group.refresh_from_db()
    MeetingFactory(community=group, status="held", minutes=90)
    MeetingFactory(community=group, status="held", minutes=60, in_lesson_time=False, day=date(2026, 10, 16))
    MeetingFactory(community=group, status="held", minutes=45, day=date(2026, 6, 1))  # another school year
    MeetingFactory(community=group, status="cancelled", minutes=45)
    MeetingFactory(community=group, minutes=120, day=date(2026, 12, 3), place="B12")
    MeetingFactory(community=group, minutes=30, day=date(2026, 12, 10), in_lesson_time=False)

    page = time_page(group, personas.teacher, is_inside=True, today=today)

    assert page.held == Minutes(inside=90, outside=60, number=2)
    assert page.ahead == Minutes(inside=120, outside=30, number=2)
    assert (page.needs_cover, page.without_room, page.year) == (1, 1, "2026-2027")


def test_nobody_said_when_they_meet(personas, group, today):
    MeetingFactory(community=group, status="held", minutes=90)

    page = time_page(group, personas.teacher, is_inside=True, today=today)

    assert page.held == Minutes(unsaid=90, number=1)


# --- on the forms of a meeting ---------------------------------------------------------------------------------------
def planned_on(client, group, **said):
    frame = {"key": "6f5bb4b6-1c8e-4a6c-9d8d-0d6b4a0a2f11", "choice": "own", "day": "2026-12-03", "at": "13:30"}
    client.post(reverse("meetings:plan", args=[group.pk]), frame | {"minutes": "120", "place": "B12"} | said)
    seen = Meeting.objects.first()
    if seen is None:  # the advice was shown first
        signature = "20261203T1230-120"
        frame |= {"seen": signature}
        client.post(reverse("meetings:plan", args=[group.pk]), frame | {"minutes": "120", "place": "B12"} | said)
    return Meeting.objects.get()


@pytest.mark.parametrize(
    ("usual", "said", "stored"),
    [
        (True, {"in_lesson_time": "yes"}, None),  # as usual: follows the group
        (True, {"in_lesson_time": "no"}, False),
        (None, {"in_lesson_time": "no"}, False),
        (None, {}, None),
        (False, {}, None),
    ],
)
def test_plan_stores_only_what_is_unusual(personas, signed_in, group, usual, said, stored):
    group.in_lesson_time = usual
    group.save()

    assert planned_on(signed_in(personas.teacher), group, **said).in_lesson_time is stored


def test_plan_form_has_the_usual_chosen_beforehand(personas, signed_in, group):
    group.in_lesson_time = False
    group.save()

    page = signed_in(personas.teacher).get(reverse("meetings:plan", args=[group.pk]))

    assert page.context["form"]["in_lesson_time"].value() == "no"


def test_moving_a_meeting_leaves_its_answer(personas, planned, now):
    planned.in_lesson_time = False
    planned.save()
    frame = {"starts_at": planned.starts_at, "minutes": 60, "place": "", "note_taker_id": None}

    actions.edit_meeting(meeting=planned, version=1, **frame, by=personas.teacher, now=now)
    assert planned.in_lesson_time is False
    actions.edit_meeting(meeting=planned, version=2, **frame, in_lesson_time=True, by=personas.teacher, now=now)
    assert planned.in_lesson_time is True


# --- practical matters -----------------------------------------------------------------------------------------------
def test_somebody_adds_and_takes_it_in_her_own_name(personas, signed_in, planned):
    client = signed_in(personas.teacher)
    client.post(at("add-chore", planned), {"kind": "catering", "text": "Koffie", "claimed_by": personas.coach.pk})
    client.post(at("add-chore", planned), {"kind": "catering", "text": "Koffie"})
    chore = Chore.objects.get()
    assert (chore.kind, chore.claimed_by) == ("catering", None)

    client.post(at("claim-chore", chore), {"claimed_by": personas.coach.pk, "user": personas.coach.pk})
    chore.refresh_from_db()
    assert chore.claimed_by == personas.teacher


def test_what_a_colleague_took_stays_hers(personas, chore, now):
    actions.claim_chore(chore=chore, by=personas.coach, now=now)

    for act in (actions.claim_chore, actions.release_chore, actions.finish_chore, actions.remove_chore):
        with pytest.raises(actions.TakenAlready):
            act(chore=chore, by=personas.teacher, now=now)
    chore.refresh_from_db()
    assert (chore.claimed_by, chore.is_done) == (personas.coach, False)


def test_it_is_let_go_done_and_done_again(personas, chore, now):
    actions.claim_chore(chore=chore, by=personas.teacher, now=now)
    actions.claim_chore(chore=chore, by=personas.teacher, now=now)
    actions.release_chore(chore=chore, by=personas.teacher, now=now)
    actions.finish_chore(chore=chore, by=personas.coach, now=now)
    actions.finish_chore(chore=chore, by=personas.coach, now=now)

    chore.refresh_from_db()
    assert (chore.claimed_by, chore.is_done) == (personas.coach, True)
    actions.release_chore(chore=chore, by=personas.coach, now=now)
    chore.refresh_from_db()
    assert (chore.claimed_by, chore.is_done) == (None, False)


def test_free_one_that_is_not_needed_goes(personas, chore, now):
    actions.remove_chore(chore=chore, by=personas.teacher, now=now)

    assert Chore.objects.count() == 0


def test_a_list_stays_readable(personas, planned, now):
    for number in range(20):
        actions.add_chore(meeting=planned, kind="other", text=str(number), by=personas.teacher, now=now)
    with pytest.raises(actions.TooManyChores):
        actions.add_chore(meeting=planned, kind="other", text="20", by=personas.teacher, now=now)


@pytest.mark.parametrize("name", ["claim-chore", "release-chore", "finish-chore", "remove-chore"])
@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_practical_matters_are_not_for_outsiders(personas, signed_in, chore, name, who):
    assert signed_in(getattr(personas, who)).post(at(name, chore)).status_code == 404
    chore.refresh_from_db()
    assert chore.claimed_by is None


def test_leader_reads_hours_and_rooms_but_no_practical_matters(personas, signed_in, path, planned, chore):
    client = signed_in(personas.leader)

    assert CANARY not in client.get(path).text + client.get(at("meeting", planned)).text
    assert CANARY in signed_in(personas.teacher).get(path).text
    assert CANARY in signed_in(personas.teacher).get(at("meeting", planned)).text


def test_taken_one_is_said_in_words(personas, signed_in, chore, now, path):
    actions.claim_chore(chore=chore, by=personas.coach, now=now)

    answer = signed_in(personas.teacher).post(at("claim-chore", chore), {"page": "time"}, follow=True)

    assert answer.redirect_chain[-1][0].startswith(path)
    assert b"notice--error" in answer.content


def test_adding_without_a_kind_says_so(personas, signed_in, planned):
    answer = signed_in(personas.teacher).post(at("add-chore", planned), {"text": "Iets"}, follow=True)

    assert b"notice--error" in answer.content
    assert Chore.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_page_needs_eight_statements(personas, signed_in, path, group, django_assert_num_queries, number):
    for day in range(number):
        MeetingFactory(community=group, status="held", day=date(2026, 10, 1 + day))
        ChoreFactory(meeting=MeetingFactory(community=group, day=date(2026, 12, 1 + day)))
    client = signed_in(personas.teacher)

    with django_assert_num_queries(8):
        assert client.get(path).status_code == 200
