"""Every figure of a yearly report, recomputed from the raw rows by a second path that shares no code with the first."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import timezone

from evidence.queries.figures import figures_of, frozen, thawed
from evidence.report_sections import FIGURES, may_be_told
from pulse.models import Round
from schools.models import SchoolYear, User
from tests.factories import (
    CharterVersionFactory,
    CommunityFactory,
    ConditionAnswerFactory,
    ExperimentFactory,
    MeetingFactory,
    MembershipFactory,
    OtherScanFactory,
    PartnershipFactory,
    PurposeNoteFactory,
    ReadinessRoundFactory,
    ReadinessStepFactory,
    RenewalFactory,
    StageDecisionFactory,
    open_school,
    staff_member,
)
from tests.factories_leading import LeaderRequestFactory, PeopleGainsFactory, YearReportFactory
from tests.factories_learning import OutcomeFactory, OutcomeUseFactory, SchoolPulseFactory
from tests.measure.report_second_path import second_path

TODAY = date(2026, 11, 23)
LATER = date(2027, 7, 10)


@pytest.fixture
def rich(personas):
    """A host with three groups, one of another school, meetings in and beside the year, and questions."""
    host, people = personas.school, [personas.teacher, personas.coach, personas.outsider]
    other = open_school(slug="partner", name="Partnerschool")
    second = CommunityFactory(
        school=host, name="Datateam", variant="DT", falls_away="de werkgroep", in_lesson_time=True
    )
    ended = CommunityFactory(school=host, name="Oud", started_on=date(2025, 10, 1), ended_on=date(2026, 8, 1))
    elsewhere = CommunityFactory(school=other, name="Lerend netwerk")
    PartnershipFactory(community=elsewhere, school=host)
    MembershipFactory(community=elsewhere, user=people[2])
    MembershipFactory(community=second, user=people[0])
    MembershipFactory(community=second, user=staff_member(other))
    MembershipFactory(community=second, left_on=date(2026, 9, 20))
    for community, day, minutes, present, inside in (
        (personas.group, date(2026, 9, 10), 120, 4, None),
        (personas.group, date(2026, 10, 15), 90, None, True),
        (second, date(2026, 11, 5), 60, 5, None),
        (second, date(2026, 11, 12), 45, 2, False),
        (second, date(2026, 5, 12), 75, 6, None),  # last year
        (ended, date(2026, 6, 2), 30, 2, None),
        (elsewhere, date(2026, 10, 1), 100, 9, None),
    ):
        MeetingFactory(
            community=community, day=day, status="held", minutes=minutes, present_count=present, in_lesson_time=inside
        )
    MeetingFactory(community=second, day=date(2026, 12, 3), minutes=60)
    MeetingFactory(community=second, day=date(2026, 11, 2), minutes=60)  # planned, passed, not logged
    for days in (1, 4, 4, 9):
        LeaderRequestFactory(
            community=second,
            asked_at=datetime(2026, 10, 5, 9, tzinfo=UTC),
            answered_at=datetime(2026, 10, 12, 9, tzinfo=UTC),
            outcome="yes",
            answer_days=days,
        )
    LeaderRequestFactory(community=personas.group, asked_at=datetime(2026, 11, 2, 9, tzinfo=UTC))
    made(personas.group, second, ended, elsewhere, other)
    said_of_conditions(personas.group, second, elsewhere)
    decided(personas.group, second, ended, elsewhere)
    asked_of_staff(host)
    return YearReportFactory(school=host)


def made(group, second, ended, elsewhere, other):
    """Outcomes that count, and beside each one that does not: kept in the group, removed, of last year, elsewhere."""
    shared = OutcomeFactory(community=group, made_on=date(2026, 10, 1), reach="all")
    used = OutcomeFactory(community=second, made_on=date(2026, 9, 1), reach="school")
    OutcomeFactory(community=second, made_on=date(2026, 11, 20), reach="school")
    OutcomeFactory(community=group, made_on=date(2026, 10, 1), reach="group")
    OutcomeFactory(community=group, made_on=date(2026, 10, 1), reach="all", removed_on=date(2026, 11, 1))
    OutcomeFactory(community=ended, made_on=date(2026, 5, 1), reach="all")
    OutcomeFactory(community=elsewhere, made_on=date(2026, 10, 1), reach="all")
    for outcome, school in ((shared, other), (used, other), (used, group.school), (shared, None)):
        OutcomeUseFactory(outcome=outcome, school=school)


def said_of_conditions(group, second, elsewhere):
    """Before and in the year, both sides and one, changed and not."""
    for community, code, side, status, day in (
        (group, "time", "leader", "no", date(2026, 8, 20)),
        (group, "time", "leader", "yes", date(2026, 10, 20)),
        (group, "time", "group", "yes", date(2026, 9, 20)),
        (group, "time", "group", "partly", date(2026, 11, 2)),
        (group, "room", "group", "yes", date(2026, 9, 20)),  # the leader has not answered
        (second, "time", "leader", "yes", date(2026, 9, 1)),
        (second, "room", "leader", "yes", date(2026, 9, 5)),
        (second, "room", "group", "yes", date(2026, 9, 6)),
        (second, "room", "leader", "partly", date(2026, 12, 5)),  # after today
        (elsewhere, "time", "leader", "yes", date(2026, 9, 5)),
    ):
        at = datetime(day.year, day.month, day.day, 23, 30, tzinfo=UTC)  # the next day in Brussels
        ConditionAnswerFactory(community=community, code=code, side=side, status=status, at=at)


def decided(group, second, ended, elsewhere):
    """Decisions, experiments, renewals and charters in and beside the year."""
    for community, kind, day in (
        (group, "embed", date(2026, 10, 1)),
        (second, "stop", date(2026, 9, 1)),
        (second, "change", date(2026, 11, 23)),
        (second, "embed", date(2026, 11, 24)),  # tomorrow
        (ended, "stop", date(2026, 8, 1)),
        (elsewhere, "embed", date(2026, 10, 1)),
    ):
        StageDecisionFactory(community=community, kind=kind, decided_on=day)
    ExperimentFactory(community=group)
    ExperimentFactory(community=second, closed_on=date(2026, 10, 10))
    ExperimentFactory(community=elsewhere)
    for community, day, goes_on in (
        (group, date(2026, 11, 10), True),
        (second, date(2026, 11, 12), False),
        (second, date(2026, 5, 1), True),
        (second, None, None),
        (elsewhere, date(2026, 11, 10), True),
    ):
        RenewalFactory(community=community, closed_on=day, goes_on=goes_on)
    CharterVersionFactory(community=group, number=1, content={"plan_goal": ""})
    CharterVersionFactory(community=group, number=2, content={"plan_goal": "Taal in elk vak"})
    CharterVersionFactory(community=second, number=1, content={"plan_goal": "Taal"})
    CharterVersionFactory(community=second, number=2, content={"plan_goal": ""})


def asked_of_staff(host):
    """Rounds, scans, notes, steps and five words of the school: of this year, of another, still open."""
    ReadinessRoundFactory(school=host, closed_on=date(2026, 10, 2))
    ReadinessRoundFactory(school=host)
    OtherScanFactory(school=host)
    OtherScanFactory(school=host, taken_on=date(2026, 9, 12))
    PurposeNoteFactory(school=host)
    PurposeNoteFactory(school=host, at=datetime(2026, 6, 1, 8, tzinfo=UTC))
    ReadinessStepFactory(school=host, done_on=date(2026, 11, 23))
    ReadinessStepFactory(school=host)
    SchoolPulseFactory(school=host, released_on=date(2026, 11, 1))
    SchoolPulseFactory(school=host)


def figures(report, today=TODAY):
    return figures_of(report, SchoolYear.objects.get(school=report.school, label=report.year), today=today)


def test_every_figure_is_what_the_raw_rows_say(rich):
    assert dict(figures(rich).values) == second_path(rich.school.slug, "2026-2027", TODAY)


def test_the_same_once_the_year_is_over(rich):
    found = figures(rich, LATER)

    assert found.is_whole_year
    assert dict(found.values) == second_path(rich.school.slug, "2026-2027", LATER)


def test_the_two_paths_are_compared_where_something_is_to_be_counted(rich):
    values = figures(rich).values

    assert not [code for code, number in values.items() if number == 0]
    assert {code for code, number in values.items() if number is None} == {"measured", "discussed"}


def test_groups_elsewhere_count_for_their_host(rich):
    found = figures(rich)

    assert (found.values["groups"], found.values["joined"], found.values["held"]) == (2, 1, 4)
    assert [row["held"] for row in found.tables["joined"]] == [1]
    assert found.values["time"] == 315
    assert found.values["together"] == 120 * 4 + 60 * 5 + 45 * 2


def test_a_number_is_as_long_as_its_list(rich):
    found = figures(rich)

    for figure in FIGURES:
        if not figure.special and not figure.column:
            assert found.values[figure.code] == len(figure.records(found.tables[figure.table]))


def test_nobody_stands_in_the_records(rich):
    names = {word for user in User.objects.all() for word in (user.first_name, user.last_name, user.email) if word}
    told = repr(figures(rich).tables)

    assert not [name for name in names if name in told]


def test_what_is_finished_stands_still(rich, django_assert_num_queries):
    before = figures(rich)
    rich.figures, rich.finished_at = frozen(before), timezone.now()
    MeetingFactory(community=CommunityFactory(school=rich.school), status="held", day=date(2026, 10, 2))

    with django_assert_num_queries(1):  # the year
        after = figures(rich)

    assert after == thawed(frozen(before))
    assert after.values == before.values


def test_gains_that_are_told_later_do_not_enter_what_is_finished(rich):
    rich.figures, rich.finished_at = frozen(figures(rich)), timezone.now()
    PeopleGainsFactory(school=rich.school, year=rich.year, words={"practice": "most"})

    assert figures(rich).gains == {}
    rich.finished_at = None
    assert figures(rich).gains == {"practice": "most"}


@pytest.mark.parametrize(
    ("groups", "is_over", "told"), [(0, True, False), (2, True, False), (3, True, True), (9, False, False)]
)
def test_below_the_surface_is_told_late_and_of_many(groups, is_over, told):
    assert may_be_told(groups, is_over=is_over) is told


def measured(report: Any, number: int) -> None:
    for _group in range(number):
        Round.objects.create(
            community=CommunityFactory(school=report.school),
            instrument="1",
            opened_on=date(2026, 10, 1),
            closes_on=date(2026, 10, 15),
            closed_on=date(2026, 10, 16),
            size="4-5",
        )


def test_pulse_is_a_number_of_times_or_nothing(rich):
    measured(rich, 2)
    assert figures(rich, LATER).values["measured"] is None

    measured(rich, 1)
    assert figures(rich).values["measured"] is None
    assert figures(rich, LATER).values["measured"] == 3
