"""From hours and rooms to a published plan: made by the worker, moved by hand, told once; nobody else gets in."""

import re
from datetime import UTC, date, datetime, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from meetings.models import Meeting
from notifications.models import Notice
from planning import actions
from planning.models import MeetingHour, PlannedDate, PlanningWish, Room, TaughtHour, YearPlan
from planning.plan_notices import compose
from planning.tasks import propose_waiting
from plc_platform import clock
from tests.conftest import Personas
from tests.factories import CommunityFactory, MembershipFactory
from tests.factories_leading import MeetingHourFactory, PlanningWishFactory, RoomFactory, TaughtHourFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
YEAR = "2026-2027"


@pytest.fixture(autouse=True)
def at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def ready(personas: Personas) -> Personas:
    """Two groups that share somebody, hours on two days, one room."""
    other = CommunityFactory(school=personas.school, code="tdt-ned", name="Ontwerpteam Nederlands")
    MembershipFactory(community=other, user=personas.teacher)
    for weekday in (1, 3):
        MeetingHourFactory(school=personas.school, weekday=weekday, starts=time(13, 30), ends=time(16, 0))
    RoomFactory(school=personas.school, name="Bib", seats=12)
    return personas


def made(personas: Personas) -> YearPlan:
    actions.ask_for_plan(school=personas.school, year=YEAR, by=personas.leader, now=NOW)
    propose_waiting()
    return YearPlan.objects.get(school=personas.school)


def url(name: str, personas: Personas, *more: object) -> str:
    return reverse(f"planning:{name}", args=[personas.school.slug, *more])


def test_a_plan_is_made_by_the_worker_and_clashes_with_nothing(ready: Personas) -> None:
    plan = made(ready)

    dates = list(plan.dates.all())
    assert plan.asked_at is None
    assert not plan.failure
    assert len(dates) >= 6
    assert {one.community_id for one in dates} == set(ready.school.communities.values_list("pk", flat=True))
    assert len({one.day for one in dates}) == len(dates)  # one room, one person in both, one stretch a day
    assert all(one.day > NOW.date() and one.day.weekday() in (1, 3) and one.room_id for one in dates)


def test_proposing_again_keeps_what_was_moved(ready: Personas, signed_in) -> None:
    plan = made(ready)
    client, planned = signed_in(ready.leader), plan.dates.order_by("day")[0]
    page = client.get(reverse("planning:move", args=[planned.pk]))
    [*others] = re.findall(r'name="choice" value="(2\d\d\d-[^"]+)"', page.content.decode())
    chosen = next(one for one in others if one[:10] != planned.day.isoformat())

    client.post(
        reverse("planning:move", args=[planned.pk]), {"version": plan.version, "choice": chosen, "room": "auto"}
    )
    made(ready)

    planned.refresh_from_db()
    assert planned.day == date.fromisoformat(chosen[:10])
    assert planned.is_moved
    assert YearPlan.objects.get().dates.filter(community=planned.community).count() >= 3


def test_a_day_of_ones_own_says_first_what_it_means(ready: Personas, signed_in) -> None:
    plan = made(ready)
    client, planned = signed_in(ready.leader), plan.dates.order_by("day")[0]
    where = reverse("planning:move", args=[planned.pk])
    sent = {"version": plan.version, "choice": "own", "day": "2026-12-25", "at": "09:00", "room": ""}

    first = client.post(where, sent)
    seen = re.search(r'name="seen" value="([^"]+)"', first.content.decode())
    assert seen
    assert not PlannedDate.objects.filter(day="2026-12-25").exists()
    client.post(where, sent | {"seen": seen[1]})

    assert PlannedDate.objects.get(pk=planned.pk).day == date(2026, 12, 25)


def test_two_screens_notice_each_other(ready: Personas) -> None:
    plan = made(ready)
    planned = plan.dates.order_by("day")[0]
    actions.remove_date(planned=plan.dates.order_by("day")[1], version=plan.version, by=ready.leader, now=NOW)

    with pytest.raises(actions.PlanIsOld):
        actions.remove_date(planned=planned, version=plan.version, by=ready.leader, now=NOW)
    with pytest.raises(actions.PlanIsOld):
        actions.publish_plan(plan=plan, version=plan.version, by=ready.leader, now=NOW)
    assert not Meeting.objects.exists()


def test_publishing_makes_meetings_once_and_tells_each_group_once(ready: Personas, signed_in) -> None:
    plan = made(ready)
    client, number = signed_in(ready.leader), plan.dates.count()
    confirm = client.get(url("publish", ready, YEAR)).content.decode()
    assert f"<b>{number} overlegmoment" in confirm

    for _tap in range(2):
        client.post(url("publish", ready, YEAR), {"version": plan.version})

    meetings = Meeting.objects.filter(status="planned", created_by=ready.leader)
    assert meetings.count() == number
    assert set(meetings.values_list("place", flat=True)) == {"Bib"}
    notices = Notice.objects.filter(kind=actions.PLANNED)
    assert notices.count() == 3  # the teacher for both groups, the coach for one
    answers = compose(list(notices.select_related("recipient")), NOW)
    assert all(len(one.points) >= 3 for one in answers.values())
    assert client.get(url("plan", ready, YEAR)).status_code == 200


def test_a_group_that_plans_itself_and_a_full_week_are_explained(ready: Personas) -> None:
    PlanningWishFactory(community=ready.group, plans_itself=True)
    other = ready.school.communities.exclude(pk=ready.group.pk).get()
    Room.objects.update(seats=1)
    for _ in range(2):
        MembershipFactory(community=other)

    plan = made(ready)

    found = {row["community"]: {reason["code"] for reason in row["reasons"]} for row in plan.left_over}
    assert found == {ready.group.pk: {"plans_itself"}, other.pk: {"no_big_room"}}


def test_nobody_is_taken_out_of_a_lesson(ready: Personas) -> None:
    TaughtHourFactory(school=ready.school, user=ready.teacher, weekday=1, starts=time(8), ends=time(16))

    assert {one.day.weekday() for one in made(ready).dates.all()} == {3}


def test_a_failure_is_said_and_loses_nothing(personas: Personas) -> None:
    actions.ask_for_plan(school=personas.school, year=YEAR, by=personas.leader, now=NOW)
    propose_waiting()

    assert YearPlan.objects.get().failure == "no_hours"


def test_a_lost_worker_does_not_hold_a_plan(ready: Personas) -> None:
    actions.ask_for_plan(school=ready.school, year=YEAR, by=ready.leader, now=NOW)

    assert actions.take_plan(now=NOW)
    assert actions.take_plan(now=NOW) is None
    later = NOW.replace(hour=10)
    taken = actions.take_plan(now=later)
    assert taken
    assert taken.taken_at == later


def test_a_timetable_comes_in_wholly_or_not_at_all(ready: Personas, signed_in) -> None:
    client, where = signed_in(ready.leader), reverse("exchange:timetable", args=[ready.school.slug])
    good = "e-mailadres;dag;van;tot\nteacher@school.example;ma;08:30;09:20\nteacher@school.example;maandag;9.20;10u10\n"

    bad = client.post(where, {"file": SimpleUploadedFile("a.csv", (good + "zoek@x.example;zo;8;7\n").encode())})
    assert bad.status_code == 400
    assert not TaughtHour.objects.exists()
    assert client.post(where, {"file": SimpleUploadedFile("a.csv", good.encode())}).status_code == 302

    row = TaughtHour.objects.get()
    assert (row.user, row.weekday, row.starts, row.ends) == (ready.teacher, 0, time(8, 30), time(10, 10))


def test_a_teacher_says_her_own_hours_and_exact_ones_stay(ready: Personas, signed_in) -> None:
    TaughtHourFactory(school=ready.school, user=ready.teacher, weekday=0, starts=time(8, 25), ends=time(9, 15))
    client = signed_in(ready.teacher)

    client.post(url("my-hours", ready), {"hours": ["0-8", "0-9", "1-10", "1-11"]})

    rows = TaughtHour.objects.filter(user=ready.teacher).order_by("weekday")
    assert [(one.weekday, one.starts, one.ends) for one in rows] == [
        (0, time(8, 25), time(9, 15)),
        (1, time(10), time(12)),
    ]


def test_rooms_and_hours_say_what_is_taken(ready: Personas, signed_in) -> None:
    client = signed_in(ready.leader)

    assert client.post(url("rooms", ready), {"name": "Bib", "seats": 5}).status_code == 400
    crossing = {"weekdays": [1, 2], "starts": "15:00", "ends": "17:00", "in_lesson_time": "on"}
    assert client.post(url("hours", ready), crossing).status_code == 400
    assert Room.objects.count() == 1
    assert MeetingHour.objects.count() == 2


@pytest.mark.parametrize("name", ["rooms", "hours", "plan-now"])
def test_who_does_not_lead_gets_nothing(ready: Personas, signed_in, name: str) -> None:
    for person in (ready.teacher, ready.coach, ready.other_leader):
        assert signed_in(person).get(url(name, ready)).status_code == 404


def test_one_draft_a_year(ready: Personas) -> None:
    made(ready)

    with pytest.raises(IntegrityError):
        YearPlan.objects.create(school=ready.school, year=YEAR, made_at=NOW)


@pytest.mark.parametrize("groups", [1, 3])
def test_the_page_of_a_plan_costs_the_same_for_any_number(
    ready: Personas, signed_in, django_assert_num_queries, groups: int
) -> None:
    for number in range(groups - 1):
        MembershipFactory(community=CommunityFactory(school=ready.school, code=f"g{number}"))
    made(ready)
    client = signed_in(ready.leader)

    with django_assert_num_queries(15):
        client.get(url("plan", ready, YEAR))


@pytest.mark.parametrize(("page", "statements"), [("rooms", 4), ("hours", 4), ("publish", 7)])
@pytest.mark.parametrize("number", [1, 3])
def test_lists_of_the_planner_cost_the_same_for_any_number(
    ready: Personas, signed_in, django_assert_num_queries, page: str, statements: int, number: int
) -> None:
    for nth in range(number - 1):
        RoomFactory(school=ready.school, name=f"Room {nth}")
        MeetingHourFactory(school=ready.school, weekday=1, starts=time(16 + nth, 30), ends=time(17 + nth, 0))
        MembershipFactory(community=CommunityFactory(school=ready.school, code=f"g{nth}"))
    made(ready)
    client = signed_in(ready.leader)

    with django_assert_num_queries(statements):
        client.get(url(page, ready, *([YEAR] if page == "publish" else [])))


KEPT = (Room, MeetingHour, TaughtHour, PlanningWish, YearPlan, PlannedDate)


def rows() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in KEPT]


@pytest.mark.parametrize("who", ["teacher", "coach", "outsider", "other_leader"])
def test_who_does_not_lead_changes_nothing_that_a_plan_reckons_with(ready: Personas, signed_in, who: str) -> None:
    plan = made(ready)
    planned, hour, room = plan.dates.order_by("day")[0], MeetingHour.objects.all()[0], Room.objects.get()
    hours = {"weekdays": [0], "starts": "08:30", "ends": "10:00", "in_lesson_time": "on"}
    choice = {"version": plan.version, "choice": "own", "day": "2027-01-14", "at": "13:30", "room": "auto"}
    asked = {
        url("rooms", ready): {"name": "Aula"},
        url("room", ready, room.pk): {"name": "Aula"},
        url("remove-room", ready, room.pk): {},
        url("hours", ready): hours,
        url("remove-hour", ready, hour.pk): {},
        url("propose", ready, YEAR): {},
        url("stop", ready, YEAR): {},
        url("drop", ready, YEAR): {},
        url("publish", ready, YEAR): {"version": plan.version},
        url("plan-group", ready, YEAR, ready.group.pk): choice,
        reverse("planning:move", args=[planned.pk]): choice,
        reverse("planning:remove-date", args=[planned.pk]): {"version": plan.version},
    }
    before, client = rows(), signed_in(getattr(ready, who))

    assert {client.post(path, data).status_code for path, data in asked.items()} == {404}
    assert rows() == before


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_only_the_group_says_what_it_wishes(ready: Personas, signed_in, who: str) -> None:
    path = reverse("planning:wish", args=[ready.group.pk])

    assert signed_in(getattr(ready, who)).post(path, {"line": "never on Fridays"}).status_code == 404
    assert not PlanningWish.objects.exists()
