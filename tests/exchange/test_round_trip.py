"""Out, into an empty installation, out again: equal, cell by cell."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from communities.models import Community, Membership
from exchange.applying import apply_workbook
from exchange.assignment import join_answers, split_answers
from exchange.cells import clean_lines, clean_text
from exchange.collecting import collect
from exchange.reading import read_workbook
from exchange.writing import write_workbook
from meetings.models import Attendance, Cadence, Meeting, Minutes, Subtask
from schools.models import Closure, QuietPeriod, School, SchoolYear, Staff, User
from tests.exchange.workbooks import rows_of
from tests.factories import (
    AttendanceFactory,
    CharterVersionFactory,
    ClosureFactory,
    CommunityFactory,
    ConditionAnswerFactory,
    ExperimentFactory,
    MeetingFactory,
    MembershipFactory,
    MinutesFactory,
    PartnershipFactory,
    PauseFactory,
    QuietPeriodFactory,
    SchoolVariantFactory,
    StaffFactory,
    SubtaskFactory,
    UserFactory,
    VariantVersionFactory,
    open_school,
    staff_member,
)
from tests.factories_learning import CoachMandateFactory

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EVERYTHING = (
    Attendance,
    Subtask,
    Minutes,
    Meeting,
    Cadence,
    Membership,
    Community,
    Closure,
    QuietPeriod,
    SchoolYear,
    Staff,
)


def empty_installation() -> None:
    for model in (*EVERYTHING, School, User):
        model.objects.all().delete()


def there_and_back(school: School) -> tuple[dict, dict]:
    """Every cell of the first and of the second workbook."""
    first = write_workbook(collect(school))
    empty_installation()
    apply_workbook(book=read_workbook(first), by=None, now=NOW)
    second = write_workbook(collect(School.objects.get(slug=school.slug)))
    return rows_of(first), rows_of(second)


def rich_school() -> School:
    """A school with whatever a workbook can hold, and what it cannot hold beside it."""
    host = open_school(slug="atheneum", name="=Atheneum", level="secundair", language="en")
    partner, other = open_school(slug="college"), open_school(slug="lyceum")
    leader = staff_member(host, "leader", "teacher", email="lieve@school.example", prefix="van den")
    teacher = staff_member(host, email="tine@school.example")
    StaffFactory(school=host, user__email="zonder-rol@school.example", subjects="+fysica")
    StaffFactory(school=host, user=UserFactory(email="weg@school.example"), left_on=date(2026, 10, 1))
    partner_teacher = staff_member(partner, "support", email="karim@college.example")
    staff_member(partner, email="niet-genoemd@college.example")
    far_away = staff_member(other, email="ver@lyceum.example")
    for reason in ("Pedagogische studiedag", "Feest", ""):
        ClosureFactory(school=host, reason=reason)
    QuietPeriodFactory(school=host, reason="Kerstexamens\t=1", stops_clock=True)
    QuietPeriodFactory(school=partner, kind="other", first_day=date(2027, 6, 14), last_day=date(2027, 6, 30))
    ClosureFactory(school=partner, first_day=date(2026, 12, 7), last_day=date(2026, 12, 8), reason="@plaatselijk")

    team = CommunityFactory(school=host, code="b-team", purpose="Wat\r\n willen we?", task="- lijst\n- van taken")
    PartnershipFactory(community=team, school=partner)
    CommunityFactory(school=host, code="a-los", variant="OLC", regime="none", task="Eén\n\n\nTwee", target_weeks=None)
    CommunityFactory(school=host, code="c", variant="COP", regime="count", minimum_per_year=None, gap_weeks=None)
    PauseFactory(community=team, first_day=date(2027, 1, 11), last_day=date(2027, 1, 15), reason="Stage")
    for person, role in ((leader, "member"), (partner_teacher, "coach"), (far_away, "expert")):
        MembershipFactory(community=team, user=person, role=role)
    MembershipFactory(community=team, user=teacher, left_on=date(2026, 10, 5))
    MembershipFactory(community=team, user=teacher, role="coach", joined_on=date(2026, 10, 5))
    for coach in (partner_teacher, teacher):
        CoachMandateFactory(community=team, user=coach)
    MembershipFactory(community=team, user__email="gast@elders.example", user__last_name="Öz", role="expert")

    held = MeetingFactory(community=team, status="held", place="-1 verdieping", present_count=2)
    midnight = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)
    MeetingFactory(community=team, starts_at=midnight, day=date(2026, 12, 1), status="planned", minutes=1440)
    MeetingFactory(community=team, day=held.day, status="cancelled", minutes=60)
    MeetingFactory(community=team, day=date(2027, 1, 5), status="draft")
    MinutesFactory(meeting=held, note="=1+1\r\nRegel 2\t\x07<b>")
    for person, is_present in ((leader, True), (teacher, False), (partner_teacher, True)):
        AttendanceFactory(meeting=held, user=person, is_present=is_present)
    SubtaskFactory(meeting=held, owner=teacher, due_on=date(2026, 11, 20))
    SubtaskFactory(meeting=held, owner=teacher, done_on=date(2026, 11, 1))
    SubtaskFactory(meeting=held, owner=None, text="Van niemand")
    SubtaskFactory(meeting=held, owner=None, text="Laten vallen", dropped_on=date(2026, 11, 1))
    return host


def test_round_trip_changes_no_cell(db):
    first, second = there_and_back(rich_school())

    assert second == first
    assert [row[0] for row in first["School"][1:]] == ["atheneum", "college"]
    assert [row[:2] for row in first["Staff"][1:]] == [
        ["atheneum", "lieve@school.example"],
        ["atheneum", "tine@school.example"],
        ["atheneum", "zonder-rol@school.example"],
        ["college", "karim@college.example"],
        ["", "gast@elders.example"],
        ["", "ver@lyceum.example"],
    ]
    assert [row[3] for row in first["Meetings"][1:]] == ["cancelled", "held", "planned"]
    assert len(first["Subtasks"]) == 4


def test_round_trip_keeps_what_a_cell_means(db):
    there_and_back(rich_school())

    team = Community.objects.get(code="b-team")
    held = Meeting.objects.get(status="held")
    assert (team.purpose, team.contribution, team.task) == ("Wat\n willen we?", "", "- lijst\n- van taken")
    assert (held.present_count, held.day, held.noted.note) == (2, date(2026, 10, 15), "=1+1\nRegel 2\t<b>")
    assert held.subtasks.count() == 3
    assert not Staff.objects.filter(user__email="gast@elders.example").exists()
    assert User.objects.get(email="gast@elders.example").last_name == "Öz"
    assert set(Closure.objects.exclude(kind="published").values_list("school__slug", "kind")) == {
        ("atheneum", "study_day"),
        ("college", "free_day"),
    }
    assert list(QuietPeriod.objects.order_by("first_day").values_list("school__slug", "kind", "stops_clock")) == [
        ("atheneum", "exams", True),
        ("college", "other", False),
    ]


def test_imported_school_knows_its_rhythm(db):
    there_and_back(rich_school())

    assert SchoolYear.objects.filter(school__slug="college", label="2026-2027").exists()
    assert Cadence.objects.get(community__code="b-team").last_held_on == date(2026, 10, 15)


TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=50
)  # what a database can hold
STARTS = st.sampled_from(["=", "+", "-", "@", "", " ", "'", "_x0041_", "\r\n", "\t"])


@given(start=STARTS, text=TEXT, lines=TEXT)
@example(start="", text="", lines="\x1b\n0")  # what is not seen goes before the answers are put together
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_survives_the_round_trip(db, start, text, lines):
    empty_installation()
    school = open_school(slug="atheneum", name=f"A{text}", level=start + text)
    group = CommunityFactory(school=school, code="c1", name=f"N{start}{text}", purpose=lines, task=start + lines)
    meeting = MeetingFactory(community=group, place=start + text)
    MinutesFactory(meeting=meeting, note=start + lines)
    SubtaskFactory(meeting=meeting, text=f"T{start}{text}")
    ExperimentFactory(community=group, question=start + lines)
    content = {"need": lines, "school_weight": 2, "odd": [text], start: {"x": lines}}
    CharterVersionFactory(community=group, content=content)
    ConditionAnswerFactory(community=group, note=start + text, next_step=text)
    form = SchoolVariantFactory(school=school, name=f"F{text}")
    parts = {"keywords": [text, start + text], "cautions": [{"when": lines, "first": text, "code": ""}]}
    VariantVersionFactory(variant=form, content={"purpose": start + lines, "phases": [text], **parts})

    first, second = there_and_back(school)

    assert second == first
    assert first["Meetings"][1][4] == clean_text(start + text)
    assert first["Meetings"][1][5] == clean_lines(start + lines)


@given(text=TEXT)
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@pytest.mark.parametrize(
    "answers", [("", "", "Taak"), ("Wat", "Hoe", "Taak"), ("", "Hoe", ""), ("Wat\nen waarom", "", "Taak"), ("", "", "")]
)
def test_assignment_comes_back_as_three_answers(answers):
    assert split_answers(join_answers(*answers)) == answers


@pytest.mark.parametrize("text", ["Eén\n\nTwee", "Eén", "A\n\nB\n\nC\n\nD"])
def test_assignment_of_other_parts_is_the_task(text):
    assert split_answers(text) == ("", "", text)


@given(st.tuples(TEXT, TEXT, TEXT).map(lambda texts: tuple(clean_lines(text) for text in texts)))
def test_assignment_cell_stays_the_same(answers):
    cell = clean_lines(join_answers(*answers))

    assert clean_lines(join_answers(*split_answers(cell))) == cell
