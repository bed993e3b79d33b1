"""A group of schools: who is in it, who reads, what is asked, released and added up, and what nobody can do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from evidence.actions import roll_ups, school_groups
from evidence.actions.school_groups import LastReader
from evidence.board_links import group_behind_code, group_code
from evidence.models import BoardReader, GroupPlace, Release, RollUp, SchoolGroup
from evidence.queries.release_counts import counts_of
from evidence.tasks import add_up
from notifications.models import Notice
from plc_platform import clock
from schools.models import AuditEvent, StaffRole, User
from tests.factories import (
    CommunityFactory,
    MeetingFactory,
    MembershipFactory,
    PartnershipFactory,
    StaffFactory,
    StageDecisionFactory,
    open_school,
    staff_member,
)
from tests.factories_leading import (
    BoardReaderFactory,
    GroupPlaceFactory,
    ReleaseFactory,
    RollUpFactory,
    SchoolGroupFactory,
)
from tests.factories_learning import OutcomeFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
YEAR = "2026-2027"


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def board(personas):
    """The personas' school in a group of three, with an open question and a reader."""
    group = SchoolGroupFactory(name="Scholen aan de Leie")
    schools = [personas.school, *(open_school() for _ in range(2))]
    for school in schools:
        GroupPlaceFactory(group=group, school=school)
    reader = BoardReaderFactory(group=group)
    row = RollUpFactory(group=group, year=YEAR, closes_on=date(2026, 12, 18), made_on=None)
    return {"group": group, "schools": schools, "reader": reader.user, "row": row}


def place_of(board, at=0):
    return GroupPlace.objects.get(group=board["group"], school=board["schools"][at])


def released(board, people, **figures):
    """Every school releases so many people."""
    for school, number in zip(board["schools"], people, strict=True):
        ReleaseFactory(group=board["group"], school=school, year=YEAR, people=number, figures={"groups": 4, **figures})


# --- starting, joining, leaving --------------------------------------------------------------------------------------
def test_leader_starts_a_group_and_names_a_reader_who_is_told(personas, signed_in):
    said = {"name": "Scholen aan de Leie", "reader_email": "Griet@Koepel.example"}
    answer = signed_in(personas.leader).post(reverse("evidence:new-group", args=["atheneum"]), said)

    group = SchoolGroup.objects.get()
    reader = BoardReader.objects.get(group=group)
    assert answer.url == reverse("evidence:group", args=[group.pk])
    assert (reader.user.email, reader.user.staff.count()) == ("griet@koepel.example", 0)
    assert list(GroupPlace.objects.values_list("school__slug", flat=True)) == ["atheneum"]
    assert Notice.objects.get(recipient=reader.user).kind == "board_reader"


def test_faults_stay_beside_their_field_with_what_was_typed(personas, signed_in):
    answer = signed_in(personas.leader).post(
        reverse("evidence:new-group", args=["atheneum"]), {"name": "Leie", "reader_email": "geen adres"}
    )

    assert answer.status_code == 400
    assert b"geen adres" in answer.content
    assert not SchoolGroup.objects.exists()


def test_school_joins_by_its_own_leader_with_a_code(personas, board, signed_in):
    other = signed_in(personas.other_leader)
    slug = personas.other_leader.staff.get().school.slug
    for _tap in range(2):
        other.post(reverse("evidence:join-group", args=[slug]), {"code": f" {group_code(board['group'])} "})

    assert GroupPlace.objects.filter(group=board["group"], school__slug=slug, left_on=None).count() == 1
    assert not Release.objects.exists()


def test_code_that_was_made_up_or_is_old_lets_nobody_in(personas, board, signed_in, monkeypatch):
    code = group_code(board["group"])
    monkeypatch.setattr("django.core.signing.time.time", lambda: (datetime.now(UTC) + timedelta(days=31)).timestamp())

    assert group_behind_code(code) is None
    assert group_behind_code("1:made:up") is None
    slug = personas.other_leader.staff.get().school.slug
    answer = signed_in(personas.other_leader).post(reverse("evidence:join-group", args=[slug]), {"code": code})
    assert answer.status_code == 400
    assert GroupPlace.objects.count() == 3


def test_nobody_puts_somebody_elses_school_in_a_group(personas, board, signed_in):
    slug = personas.other_leader.staff.get().school.slug
    answer = signed_in(personas.leader).post(
        reverse("evidence:join-group", args=[slug]), {"code": group_code(board["group"])}
    )

    assert answer.status_code == 404
    assert GroupPlace.objects.count() == 3


def test_school_that_leaves_takes_back_what_was_not_added_up_yet(personas, board, signed_in):
    released(board, [12, 12, 12])
    ReleaseFactory(group=board["group"], school=personas.school, year="2025-2026")
    RollUpFactory(group=board["group"], year="2025-2026")

    signed_in(personas.leader).post(reverse("evidence:leave-group", args=["atheneum", place_of(board).pk]))

    assert list(Release.objects.filter(school=personas.school).values_list("year", flat=True)) == ["2025-2026"]
    assert place_of(board).left_on == date(2026, 11, 23)
    assert not SchoolGroup.objects.visible_to(personas.leader).exists()


def test_readers_name_each_other_and_the_last_one_stays(board, signed_in):
    client = signed_in(board["reader"])
    client.post(reverse("evidence:add-reader", args=[board["group"].pk]), {"email": "nog@koepel.example"})
    other = BoardReader.objects.get(user__email="nog@koepel.example")
    client.post(reverse("evidence:remove-reader", args=[other.pk]))

    with pytest.raises(LastReader):
        school_groups.end_reader(reader=BoardReader.objects.get(), by=board["reader"], now=NOW)
    assert BoardReader.objects.get().user == board["reader"]


def test_reader_who_was_taken_off_sees_nothing_from_the_next_request_on(board, signed_in):
    BoardReaderFactory(group=board["group"])
    client, path = signed_in(board["reader"]), reverse("evidence:group", args=[board["group"].pk])
    assert client.get(path).status_code == 200

    client.post(reverse("evidence:remove-reader", args=[board["reader"].board_readings.get().pk]))

    assert client.get(path).status_code == 404


# --- releasing -------------------------------------------------------------------------------------------------------
def test_leader_sees_exactly_what_goes_and_releases_it(personas, board, signed_in):
    MeetingFactory(community=personas.group, status="held", day=date(2026, 10, 8), minutes=120, present_count=5)
    client, path = signed_in(personas.leader), reverse("evidence:release", args=["atheneum", board["row"].pk])
    counts = counts_of(personas.school, YEAR)
    page = client.get(path).content.decode()

    client.post(path, {"seen": counts.mark})

    row = Release.objects.get()
    assert (row.figures, row.people) == (counts.figures, counts.people)
    assert (counts.figures["hours"], counts.people) == (10, 1)
    assert personas.group.name not in page
    assert set(counts.figures) | {"people"} == {
        line.code for part in client.get(path).context["parts"] for line in part.lines
    }


def test_counts_that_changed_since_the_leader_looked_do_not_go(personas, board, signed_in):
    client, path = signed_in(personas.leader), reverse("evidence:release", args=["atheneum", board["row"].pk])
    seen = counts_of(personas.school, YEAR).mark
    CommunityFactory(school=personas.school)

    answer = client.post(path, {"seen": seen}, follow=True)

    assert not Release.objects.exists()
    assert "changed" in answer.content.decode() or "veranderd" in answer.content.decode()


def test_release_is_taken_back_until_the_last_day_and_not_after(personas, board, signed_in, monkeypatch):
    client, args = signed_in(personas.leader), ["atheneum", board["row"].pk]
    seen = {"seen": counts_of(personas.school, YEAR).mark}
    client.post(reverse("evidence:release", args=args), seen)
    client.post(reverse("evidence:withdraw-release", args=args))
    assert not Release.objects.exists()

    client.post(reverse("evidence:release", args=args), seen)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 19, 9, tzinfo=UTC))
    client.post(reverse("evidence:withdraw-release", args=args))
    assert Release.objects.count() == 1


@pytest.mark.parametrize("who", ["coach", "teacher", "outsider", "other_leader"])
def test_nobody_else_releases_or_looks(personas, board, signed_in, who):
    client, path = signed_in(getattr(personas, who)), reverse("evidence:release", args=["atheneum", board["row"].pk])

    assert client.get(path).status_code == 404
    assert client.post(path, {"seen": counts_of(personas.school, YEAR).mark}).status_code == 404
    assert not Release.objects.exists()


def test_leader_of_two_schools_releases_only_for_the_one_that_is_in_it(personas, board, signed_in):
    second = open_school()
    StaffFactory(school=second, user=personas.leader).roles.create(role="leader")

    answer = signed_in(personas.leader).post(
        reverse("evidence:release", args=[second.slug, board["row"].pk]), {"seen": ""}
    )

    assert answer.status_code == 404


def test_reader_never_sees_who_released(personas, board, signed_in):
    client, path = signed_in(board["reader"]), reverse("evidence:group", args=[board["group"].pk])
    client.get(path)
    before = client.get(path).content.decode()
    released(board, [12, 12, 12])

    assert shorn(client.get(path).content.decode()) == shorn(before)
    slug = board["schools"][0].slug
    assert client.get(reverse("evidence:release", args=[slug, board["row"].pk])).status_code == 404


def shorn(page: str) -> str:
    """Without what differs at every look: the token of the forms, and the code with its moment."""
    lines = page.splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line and "group-code" not in line)


# --- counting --------------------------------------------------------------------------------------------------------
def test_counts_are_of_hosted_groups_alone_and_a_group_of_two_schools_counts_once(personas):
    partner = open_school()
    PartnershipFactory(community=personas.group, school=partner)
    guest = staff_member(partner)
    MembershipFactory(community=personas.group, user=guest)
    OutcomeFactory(community=personas.group, reach="school", made_on=date(2026, 10, 1))
    OutcomeFactory(community=personas.group, reach="group", made_on=date(2026, 10, 1))
    StageDecisionFactory(community=personas.group, decided_on=date(2026, 10, 1))
    CommunityFactory(school=personas.school, stage="proposal")

    host, other = counts_of(personas.school, YEAR), counts_of(partner, YEAR)

    assert (host.figures["groups"], other.figures["groups"]) == (1, 0)
    assert (host.people, other.people) == (2, 0)
    assert (host.figures["outcomes"], host.figures["decided"]) == (1, 1)
    assert (other.figures["staff_in"], other.figures["staff"]) == (1, 1)
    assert (host.figures["staff_in"], host.figures["staff"]) == (1, 4)


@pytest.mark.parametrize("number", [1, 3])
def test_counts_take_as_many_statements_whatever_there_is(personas, django_assert_num_queries, number):
    for _ in range(number):
        MembershipFactory(community=CommunityFactory(school=personas.school))
    with django_assert_num_queries(8):
        counts_of(personas.school, YEAR)


# --- adding up -------------------------------------------------------------------------------------------------------
def close(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 19, 3, tzinfo=UTC))
    add_up()


def test_after_the_last_day_it_is_added_up_once_in_fives(board, signed_in, monkeypatch):
    released(board, [12, 13, 14], meetings=11, hours=141, staff=30, staff_in=20, variant_DT=1)
    add_up()
    assert RollUp.objects.get().made_on is None  # not before

    close(monkeypatch)
    Release.objects.update(people=500)
    add_up()

    row = RollUp.objects.get()
    assert (row.is_enough, row.schools) == (True, 3)
    assert row.figures == {
        "groups": 10, "meetings": 35, "hours": 400, "variant_DT": 0, "people": 40, "reach": "half", "average": "under_3"
    }  # fmt: skip
    page = signed_in(board["reader"]).get(reverse("evidence:roll-up", args=[row.pk])).content.decode()
    assert "40" in page
    assert not [school.name for school in board["schools"] if school.name in page]


@pytest.mark.parametrize("people", [[10, 10, 9], [40, 10, 10], [20, 20, 0]])
def test_below_the_thresholds_nothing_is_told_and_nothing_is_kept(board, signed_in, monkeypatch, people):
    released(board, people)
    close(monkeypatch)

    row = RollUp.objects.get()
    assert (row.is_enough, row.schools, row.figures) == (False, 0, {})
    page = signed_in(board["reader"]).get(reverse("evidence:roll-up", args=[row.pk])).content.decode()
    assert not [school.name for school in board["schools"] if school.name in page]


def test_second_group_that_would_leave_a_school_alone_is_told_nothing(board, monkeypatch):
    """A board that has three schools in one group and the same three with a fourth in another."""
    second = SchoolGroupFactory()
    RollUpFactory(group=second, year=YEAR, closes_on=date(2026, 12, 18), made_on=None)
    released(board, [12, 13, 14])
    for school in [*board["schools"], open_school()]:
        ReleaseFactory(group=second, school=school, year=YEAR, people=12, figures={"groups": 4})
    close(monkeypatch)

    assert sorted(RollUp.objects.values_list("is_enough", flat=True)) == [False, True]


def test_year_with_another_school_is_not_shown_beside(board, signed_in, monkeypatch):
    released(board, [12, 13, 14])
    for school in [*board["schools"], open_school()]:
        ReleaseFactory(group=board["group"], school=school, year="2025-2026")
    RollUpFactory(group=board["group"], is_enough=True, schools=4, figures={"groups": 85})
    close(monkeypatch)
    client, path = signed_in(board["reader"]), reverse("evidence:roll-up", args=[board["row"].pk])

    assert "85" not in client.get(path).content.decode()
    Release.objects.exclude(school__in=board["schools"]).delete()  # a school that left was in it
    assert "85" not in client.get(path).content.decode()
    RollUp.objects.filter(schools=4).update(schools=3)
    assert "85" in client.get(path).content.decode()


def test_who_leads_all_schools_but_one_reads_no_sum(board, monkeypatch):
    """She would take her own schools off it."""
    leader = staff_member(board["schools"][0], "leader")
    StaffRole.objects.create(staff=StaffFactory(school=board["schools"][1], user=leader), role="leader")
    released(board, [12, 13, 14])
    close(monkeypatch)

    assert not RollUp.objects.get().is_enough


def test_leaders_read_the_sum_when_their_school_is_in_it(personas, board, signed_in, monkeypatch):
    stayed_out = staff_member(board["schools"][2], "leader")
    board["schools"] = [*board["schools"][:2], open_school(), open_school()]
    released(board, [12, 13, 14, 15])
    close(monkeypatch)
    path = reverse("evidence:roll-up", args=[board["row"].pk])

    assert signed_in(personas.leader).get(path).status_code == 200
    assert signed_in(stayed_out).get(path).status_code == 404


def test_year_is_asked_once_and_the_leaders_are_told(personas, board, signed_in):
    board["row"].delete()
    client, path = signed_in(board["reader"]), reverse("evidence:open-roll-up", args=[board["group"].pk])
    for day in ("2026-12-18", "2026-12-04"):
        client.post(path, {"year": YEAR, "closes_on": day})

    row = RollUp.objects.get()
    assert row.closes_on == date(2026, 12, 18)
    assert Notice.objects.get(kind="roll_up_asked").recipient == personas.leader


@pytest.mark.parametrize("day", ["2026-11-29", "2027-03-24", "", "morgen"])
def test_leaders_get_a_week_to_think(board, signed_in, day):
    board["row"].delete()
    answer = signed_in(board["reader"]).post(
        reverse("evidence:open-roll-up", args=[board["group"].pk]), {"year": YEAR, "closes_on": day}
    )

    assert answer.status_code == 400
    assert not RollUp.objects.exists()


def test_audit_names_acts_and_no_counts(board, monkeypatch):
    leader = staff_member(board["schools"][0], "leader")
    counts = counts_of(board["schools"][0], YEAR)
    roll_ups.release_counts(place=place_of(board), roll_up=board["row"], seen=counts.mark, by=leader, now=NOW)

    assert AuditEvent.objects.get(verb="board.released").detail == {"year": YEAR}


# --- where a reader begins -------------------------------------------------------------------------------------------
def test_reader_begins_at_her_group_and_finds_it_in_the_navigation(board, signed_in):
    client = signed_in(board["reader"])

    assert client.get(reverse("dashboard:home")).url == reverse("evidence:boards")
    page = client.get(reverse("evidence:boards"), follow=True).content.decode()
    assert f'href="{reverse("evidence:boards")}"' in page


@pytest.mark.parametrize("number", [1, 3])
def test_group_page_takes_as_many_statements_whatever_there_is(board, signed_in, django_assert_num_queries, number):
    for n in range(number):
        GroupPlaceFactory(group=board["group"])
        BoardReaderFactory(group=board["group"])
        RollUpFactory(group=board["group"], year=f"201{n}-201{n + 1}")
    client = signed_in(User.objects.get(pk=board["reader"].pk))
    with django_assert_num_queries(8):
        client.get(reverse("evidence:group", args=[board["group"].pk]))
