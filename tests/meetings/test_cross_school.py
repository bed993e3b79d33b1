"""Groups of several schools and calendars: open when every school is, unknown when one is, silent in the summer."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override

from communities.models import Community
from dashboard.queries.group import group_page
from dashboard.queries.leader import school_overview
from meetings import reminders
from meetings.cadence import FREE_END
from meetings.known import known_on
from meetings.models import Cadence
from meetings.planning import planner_for
from meetings.rhythm import refresh_cadence
from notifications import outbox
from notifications.models import Notice
from plc_platform import clock
from schools.calendar import SUMMER
from schools.models import School
from schools.published import published_years
from schools.years import open_published_years
from tests.conftest import Personas
from tests.factories import (
    ClosureFactory,
    CommunityFactory,
    MeetingFactory,
    MembershipFactory,
    PartnershipFactory,
    QuietPeriodFactory,
    SchoolFactory,
    staff_member,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 8, 1, 9, tzinfo=UTC)
DAY = date(2027, 1, 20)
UNKNOWN = "The school calendar of this time has not been decided yet, so no rhythm can be counted."


def school_with(calendar: str) -> School:
    """A school with every year that is published for its calendar."""
    school = SchoolFactory(calendar=calendar)
    open_published_years(school=school, by=None, now=NOW)
    return school


def group_of(*calendars: str) -> Community:
    host, *partners = (school_with(calendar) for calendar in calendars)
    group = CommunityFactory(school=host)
    for partner in partners:
        PartnershipFactory(community=group, school=partner)
    return group


def is_open(school: School, day: date) -> bool:
    """Slowly and plainly: a weekday inside a school year of this school, on which nothing closes it."""
    in_a_year = any(year.first_day <= day <= year.last_day for year in school.years.all())
    shut = any(one.first_day <= day <= one.last_day for one in school.closures.all())
    return day.weekday() < 5 and in_a_year and not shut


# --- open only when every school is ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "calendars",
    [("BE-VLG", "BE-FR"), ("BE-FR", "BE-VLG"), ("BE-VLG", "NL-N"), ("NL-N", "BE-VLG"), ("BE-FR", "NL-N", "BE-VLG")],
)
def test_a_group_has_a_school_day_when_every_school_is_open(calendars: tuple[str, ...]) -> None:
    group = group_of(*calendars)
    schools = [group.school, *group.partners.all()]
    ClosureFactory(school=schools[-1], first_day=date(2027, 3, 16))
    for school in schools:
        school.cached = School.objects.prefetch_related("years", "closures").get(pk=school.pk)  # type: ignore[attr-defined]

    [known] = known_on([group], day=DAY)

    assert known.days is not None
    assert known.year is not None
    span = [known.days.begin + timedelta(days=n) for n in range((known.days.end - known.days.begin).days + 1)]
    assert list(known.days.days) == [day for day in span if all(is_open(school.cached, day) for school in schools)]  # type: ignore[attr-defined]
    assert (known.year.first_day, known.year.last_day) == (known.days.begin, known.days.end)
    assert date(2027, 3, 16) not in known.days


def test_proposals_and_dates_of_a_mixed_group_are_open_and_free_in_every_school() -> None:
    group = group_of("BE-VLG", "BE-FR", "NL-N")
    MeetingFactory(community=group, day=date(2027, 1, 14), status="held")
    schools = [group.school, *group.partners.all()]
    exams = QuietPeriodFactory(school=schools[-1], first_day=date(2027, 3, 8), last_day=date(2027, 3, 12))

    planner = planner_for(group, today=DAY)

    days = planner.known.days
    assert days is not None
    found = [proposal.day for proposal in (*planner.next(), *planner.year())]
    assert len(planner.next()) == 3
    assert len(planner.year()) >= 2
    assert all(is_open(school, day) for day in found for school in schools)
    assert not any(exams.first_day <= day <= exams.last_day for day in found)
    assert not set(found) & set(days.days[-FREE_END:])
    rhythm = planner.known.rhythm
    dates = (rhythm.opens_on, rhythm.due_on, rhythm.stalled_on, rhythm.last_reachable_on)
    assert all(day in days for day in dates if day)


# --- not decided yet -------------------------------------------------------------------------------------------------
def test_nothing_dutch_is_published_after_2029_2030() -> None:
    for calendar in ("NL-N", "NL-M", "NL-S"):
        assert published_years(calendar)[-1].label == "2029-2030"


@pytest.mark.parametrize("calendar", ["NL-N", "NL-M", "NL-S"])
def test_dutch_groups_are_not_counted_after_2029_2030(calendar: str) -> None:
    group = group_of(calendar)
    last = published_years(calendar)[-1].last_day

    [inside], [summer], [after] = (
        known_on([group], day=day) for day in (last, last + SUMMER, last + SUMMER + timedelta(days=1))
    )

    assert (inside.is_calendar_known, inside.days is not None) == (True, True)
    assert (summer.is_calendar_known, summer.days) == (True, None)
    assert (after.is_calendar_known, after.days, after.rhythm.due_on) == (False, None, None)


def test_a_flemish_group_with_a_dutch_partner_is_not_counted_in_2030_2031() -> None:
    group = group_of("BE-VLG", "NL-N")
    MeetingFactory(community=group, day=date(2030, 10, 1), status="held")
    day = date(2030, 11, 20)

    [known] = known_on([group], day=day)

    assert known.is_calendar_known is False
    assert (known.days, known.year, known.rhythm.due_on, known.rhythm.required) == (None, None, None, None)
    assert planner_for(group, today=day).next() == []
    assert planner_for(group, today=day).year() == []


@pytest.fixture
def unknown(personas: Personas, today: date, monkeypatch: pytest.MonkeyPatch) -> Personas:
    """The personas' group, overdue by its own calendar, with a partner school that has none."""
    monkeypatch.setattr(clock, "today", lambda: today)
    MeetingFactory(community=personas.group, day=date(2026, 9, 3), status="held")
    PartnershipFactory(community=personas.group, school=SchoolFactory())
    refresh_cadence(community_ids=[personas.group.pk], today=today)
    return personas


def test_rhythm_tells_nothing_but_that_it_is_unknown(unknown: Personas) -> None:
    told, table = StringIO(), StringIO()

    call_command("rhythm", "--as-of", "2026-11-23", "--json", stdout=told)
    with override("en"):
        call_command("rhythm", "--as-of", "2026-11-23", stdout=table)

    [facts] = json.loads(told.getvalue())
    nothing = ("year", "opens_on", "due_on", "stalled_on", "last_held_on", "required", "remaining", "last_reachable_on")
    assert [facts[name] for name in nothing] == [None] * len(nothing)
    assert (facts["state"], facts["held"], facts["reasons"]) == ("on_track", 0, [])
    assert table.getvalue().splitlines()[-1].endswith("has not been decided yet for: tdt-wis")


def test_rhythm_misses_no_calendar_in_a_summer_that_is_known(personas: Personas) -> None:
    table = StringIO()

    call_command("rhythm", "--as-of", "2027-07-10", stdout=table)

    assert len(table.getvalue().splitlines()) == 2


def test_leader_and_group_read_that_the_calendar_is_not_decided(unknown: Personas, today: date) -> None:
    MeetingFactory(community=unknown.group, day=date(2026, 12, 10))
    refresh_cadence(community_ids=[unknown.group.pk], today=today)

    with override("en"):
        [row] = school_overview(unknown.leader, unknown.school.slug, today=today).rows
        page = group_page(unknown.teacher, unknown.group.pk, today=today)

    assert row.note == page.row.note == f"{UNKNOWN} Next meeting on Thu 10 December."
    assert (row.reachable, row.window, row.counted) == ("", "", "")


@pytest.mark.parametrize("name", ["plan", "plan-year"])
def test_plan_pages_propose_nothing_and_say_why(unknown: Personas, signed_in: Callable[..., object], name: str) -> None:
    unknown.teacher.language = "en"
    unknown.teacher.save()

    page = signed_in(unknown.teacher).get(reverse(f"meetings:{name}", args=[unknown.group.pk]))  # type: ignore[attr-defined]

    assert "The school calendar of this time is not known, so no days can be proposed." in page.text


@pytest.mark.parametrize("name", ["plan", "plan-year"])
def test_in_the_summer_no_days_are_proposed_but_nothing_is_called_unknown(
    personas: Personas, signed_in: Callable[..., object], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2027, 7, 10))
    personas.teacher.language = "en"
    personas.teacher.save()

    page = signed_in(personas.teacher).get(reverse(f"meetings:{name}", args=[personas.group.pk]))  # type: ignore[attr-defined]

    assert "Between two school years no days are proposed." in page.text


# --- summer ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("calendars", [("BE-VLG",), ("BE-VLG", "BE-FR"), ("NL-N", "BE-VLG")])
def test_in_a_whole_summer_nothing_is_sent_and_nothing_is_wanted(calendars: tuple[str, ...]) -> None:
    group = group_of(*calendars)
    schools = [group.school, *group.partners.all()]
    people = [staff_member(school) for school in schools] + [staff_member(group.school, "leader")]
    for user in people[:-1]:
        MembershipFactory(community=group, user=user)
    MembershipFactory(community=group, user=staff_member(group.school), role="coach")
    MeetingFactory(community=group, day=date(2027, 3, 1), status="held")
    MeetingFactory(community=group, day=date(2027, 6, 24))  # planned, and never logged
    begin = max(year.last_day for school in schools for year in school.years.filter(label="2026-2027"))
    end = min(year.first_day for school in schools for year in school.years.filter(label="2027-2028"))
    last = group.school.years.get(label="2026-2027").last_day
    evening = datetime(last.year, last.month, last.day, 17, tzinfo=UTC)  # seven o'clock: too late to tell
    refresh_cadence(community_ids=[group.pk], today=date(2027, 6, 1))
    reminders.look(now=evening)
    assert Notice.objects.filter(state="queued").exists()

    day = begin + timedelta(days=1)
    while day < end:
        for hour in (6, 12, 16):
            moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
            reminders.look(now=moment)
            outbox.deliver_due(now=moment)
        day += timedelta(days=1)

    assert mail.outbox == []
    assert not Notice.objects.filter(state="sent").exists()
    assert Notice.objects.filter(created_at__gt=evening).count() == 0
    assert not Cadence.objects.filter(next_look_on__lt=end - timedelta(days=1)).exists()
