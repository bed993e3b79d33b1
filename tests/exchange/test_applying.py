from datetime import UTC, date, datetime

import pytest

from communities.models import Community, Invitation, Membership
from exchange.applying import apply_workbook
from exchange.faults import Refused
from exchange.reading import read_workbook
from meetings.models import Attendance, Meeting, Minutes, Subtask
from schools.models import AuditEvent, Closure, School, SchoolYear, Staff, StaffRole, User
from tests.exchange.workbooks import Sample
from tests.factories import (
    CommunityFactory,
    MeetingFactory,
    MembershipFactory,
    PartnershipFactory,
    SchoolFactory,
    UserFactory,
    open_school,
    staff_member,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TABLES = (School, SchoolYear, Closure, User, Staff, StaffRole, Community, Membership, Invitation)
TABLES += (Meeting, Minutes, Attendance, Subtask, AuditEvent)


@pytest.fixture
def sample() -> Sample:
    return Sample()


def bring(sample: Sample, **how):
    return apply_workbook(book=read_workbook(sample.content()), by=how.pop("by", None), now=NOW, **how).tallies


def counts(tallies):
    return {name: (tally.created, tally.updated, tally.unchanged) for name, tally in tallies.items()}


def test_workbook_fills_an_empty_installation(db, sample):
    tallies = bring(sample)

    assert {name: tally.created for name, tally in tallies.items()} == {
        "School": 2,
        "Closures": 1,
        "Staff": 3,
        "Communities": 2,
        "Pauses": 1,
        "Members": 3,
        "Meetings": 2,
        "Attendance": 2,
        "Subtasks": 1,
    }
    team = Community.objects.get(code="tdt-wis")
    assert (team.regime, team.target_weeks, team.limit_weeks, team.minimum_per_year, team.gap_weeks) == (
        *("interval", 4, 6, 5),
        2,
    )
    assert Meeting.objects.get(status="held").present_count == 1
    assert not User.objects.get(email="tine@school.example").has_usable_password()
    assert set(StaffRole.objects.filter(staff__user__email="karim@school.example").values_list("role", flat=True)) == {
        "teacher",
        "support",
    }
    assert SchoolYear.objects.filter(school__slug="atheneum").count() >= 8


def test_policy_cells_win_over_the_defaults(db, sample):
    bring(sample)

    group = Community.objects.get(code="cop-zorg")
    assert (group.regime, group.target_weeks, group.minimum_per_year, group.gap_weeks) == ("count", None, 6, 3)


def test_workbook_brought_twice_changes_nothing(db, sample):
    bring(sample)
    before = {table: list(table.objects.order_by("pk").values()) for table in TABLES if table is not AuditEvent}

    tallies = bring(sample)

    assert all(tally.created == tally.updated == 0 for tally in tallies.values())
    assert before == {table: list(table.objects.order_by("pk").values()) for table in before}


def test_workbook_updates_by_natural_keys_and_deletes_nothing(db, sample):
    bring(sample)
    sample.rows["School"][0][1] = "Atheneum Nieuw"
    sample.rows["Communities"][0][3] = "Ontwerpteam B"
    sample.rows["Members"][0][4] = date(2026, 11, 1)
    sample.rows["Members"].append(["tdt-wis", "tine@school.example", "coach", date(2026, 11, 1), None])
    sample.rows["Meetings"][1][3] = "cancelled"
    sample.rows["Meetings"][0][5] = "Andere nota"
    sample.rows["Attendance"][1][3] = True
    sample.rows["Subtasks"][0][5] = date(2026, 11, 19)
    sample.rows["Pauses"], sample.rows["Closures"] = [], []
    sample.rows["Staff"][2][5] = "support"

    tallies = bring(sample)

    assert counts(tallies) == {
        "School": (0, 1, 1),
        "Closures": (0, 0, 0),
        "Staff": (0, 1, 2),
        "Communities": (0, 1, 1),
        "Pauses": (0, 0, 0),
        "Members": (1, 1, 2),
        "Meetings": (0, 2, 0),
        "Attendance": (0, 1, 1),
        "Subtasks": (0, 1, 0),
    }
    called_off = Meeting.objects.get(status="cancelled")
    assert (called_off.version, called_off.sequence) == (2, 1)
    assert Meeting.objects.get(status="held").present_count == 2
    assert Closure.objects.exclude(kind="published").count() == 1
    assert Membership.objects.filter(user__email="tine@school.example", left_on=None).get().role == "coach"


def test_leader_is_never_removed_by_a_workbook(db, sample):
    bring(sample)
    sample.rows["Staff"][0][5] = "teacher"

    bring(sample)

    roles = StaffRole.objects.filter(staff__user__email="lieve@school.example").values_list("role", flat=True)
    assert set(roles) == {"leader", "teacher"}


def test_rehearsal_leaves_nothing_behind(db, sample):
    before = {table: table.objects.count() for table in TABLES}

    tallies = bring(sample, is_rehearsal=True)

    assert tallies["Meetings"].created == 2
    assert before == {table: table.objects.count() for table in TABLES}


def test_other_calendar_for_a_school_with_years_is_refused(db, sample):
    bring(sample)
    sample.rows["School"][1][2] = "BE-FR"

    with pytest.raises(Refused) as refused:
        bring(sample)

    [fault] = refused.value.faults
    assert (fault.sheet, fault.row, fault.column) == ("School", 3, "calendar")
    assert School.objects.get(slug="college").calendar == "BE-VLG"


def test_number_of_queries_does_not_grow_with_rows(db, sample, django_assert_max_num_queries):
    for number in range(30):
        code = f"x{number}"
        sample.rows["Communities"].append(
            [code, "atheneum", "college", code, "LN", "", None, None, None, None, date(2026, 9, 1), None, ""]
        )
        sample.rows["Members"].append([code, "tine@school.example", "member", date(2026, 9, 1), None])
        sample.rows["Meetings"].append([code, "2026-10-15 13:30", 60, "held", "", "Nota"])
        sample.rows["Attendance"].append([code, "2026-10-15 13:30", "tine@school.example", True])
    book = read_workbook(sample.content())

    with django_assert_max_num_queries(90):
        apply_workbook(book=book, by=None, now=NOW)
    with django_assert_max_num_queries(60):
        apply_workbook(book=book, by=None, now=NOW)


# --- a leader's own import -------------------------------------------------------------------------------------------
@pytest.fixture
def host(db) -> School:
    return open_school(slug="atheneum", name="Atheneum Ter Linde")


@pytest.fixture
def leader(host) -> User:
    return staff_member(host, "leader", email="lieve@school.example")


def test_leader_enrols_nobody(host, leader, sample):
    sample.rows["Members"].append(["cop-zorg", "tine@school.example", "member", date(2026, 9, 14), date(2026, 10, 1)])

    tallies = bring(sample, by=leader, host=host)

    assert Membership.objects.count() == 0
    assert set(Invitation.objects.values_list("user__email", "role", "invited_by")) == {
        ("tine@school.example", "member", leader.pk),
        ("karim@school.example", "coach", leader.pk),
        ("gast@elders.example", "expert", leader.pk),
    }
    assert tallies["Members"].skipped == {"past_membership": 1, "other_school": 0}
    assert bring(sample, by=leader, host=host)["Members"].skipped["asked_before"] == 3


def test_leader_brings_history_of_new_groups_only(host, leader, sample):
    group = CommunityFactory(school=host, code="tdt-wis", name="Van ons")
    MembershipFactory(community=group, user=UserFactory(email="tine@school.example"))
    MeetingFactory(community=group, status="held", place="Ons lokaal")
    sample.rows["Meetings"].append(["cop-zorg", "2026-10-15 13:30", 60, "held", "", "Nota"])

    tallies = bring(sample, by=leader, host=host)

    assert {(m.community.code, m.place) for m in Meeting.objects.all()} == {("tdt-wis", "Ons lokaal"), ("cop-zorg", "")}
    assert tallies["Meetings"].skipped["group_owns"] == 2
    assert (Attendance.objects.count(), Subtask.objects.count()) == (0, 0)
    assert Community.objects.get(pk=group.pk).name == "Ontwerpteam wiskunde"
    assert tallies["Members"].unchanged == 1


def test_leader_changes_no_other_school(host, leader, sample):
    college = open_school(slug="college", name="Eigen naam")
    sample.rows["Closures"].append(["college", date(2026, 10, 6), date(2026, 10, 6), "Niet van haar"])
    sample.rows["Communities"].append(
        ["vreemd", "college", "", "Vreemd", "LN", "", None, None, None, None, date(2026, 9, 1), None, ""]
    )

    tallies = bring(sample, by=leader, host=host)

    college.refresh_from_db()
    assert college.name == "Eigen naam"
    assert not college.staff.exists()
    assert not college.closures.exclude(kind="published").exists()
    assert not Community.objects.filter(code="vreemd").exists()
    assert not Community.objects.get(code="tdt-wis").partners.exists()
    assert tallies["School"].skipped == {"known_school": 1}
    assert tallies["Staff"].skipped == {"other_school": 1}
    assert tallies["Communities"].skipped == {"other_school": 1, "partner_code": 1}


def test_partner_that_a_leader_adds_is_a_name(host, leader, sample):
    sample.rows["Staff"][2][5] = "leader"

    bring(sample, by=leader, host=host)

    college = School.objects.get(slug="college")
    assert Community.objects.get(code="tdt-wis").partners.get() == college
    assert not college.staff.exists()


def test_leader_keeps_a_partner_that_took_part_before(host, leader, sample):
    college = open_school(slug="college")
    PartnershipFactory(community=CommunityFactory(school=host), school=college)

    bring(sample, by=leader, host=host)

    assert Community.objects.get(code="tdt-wis").partners.get() == college


def test_leader_makes_no_account_for_who_is_passed_over(host, leader, sample):
    SchoolFactory(slug="college")
    sample.rows["Staff"].append(["college", "nooit@school.example", "N", "", "N", "teacher", ""])

    bring(sample, by=leader, host=host)

    assert not User.objects.filter(email="nooit@school.example").exists()


def test_leader_renames_nobody_outside_her_school(host, leader, sample):
    UserFactory(email="gast@elders.example", first_name="Eigen", last_name="Naam")
    sample.rows["Staff"].append(["", "gast@elders.example", "Valse", "", "Naam", "", ""])

    bring(sample, by=leader, host=host)

    assert User.objects.get(email="gast@elders.example").first_name == "Eigen"


def test_first_filling_by_a_leader_sends_no_reminders(host, leader, sample):
    bring(sample, by=leader, host=host)
    host.refresh_from_db()
    assert not host.has_reminders

    School.objects.update(has_reminders=True)
    bring(sample, by=leader, host=host)
    host.refresh_from_db()
    assert host.has_reminders


def test_workbook_of_another_host_is_refused(host, leader, sample):
    sample.rows["School"].reverse()

    with pytest.raises(Refused) as refused:
        bring(sample, by=leader, host=host)

    assert [(fault.row, fault.column) for fault in refused.value.faults] == [(2, "slug")]
