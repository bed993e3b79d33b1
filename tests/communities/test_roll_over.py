"""From one school year into the next: in one step, once, with nothing lost and nobody mailed."""

from datetime import date

import pytest
from django.core import mail
from django.urls import reverse

from communities import actions, roll_over
from communities.models import Community
from communities.roll_over import Change
from meetings.models import Cadence, Meeting, Subtask
from meetings.rhythm import refresh_cadence
from notifications.models import Notice
from plc_platform import clock
from schools.models import AuditEvent, Closure, QuietPeriod, SchoolYear
from tests.factories import (
    ClosureFactory,
    CommunityFactory,
    MeetingFactory,
    QuietPeriodFactory,
    SchoolYearFactory,
    SubtaskFactory,
)

JUNE = date(2027, 6, 30)
MAY = date(2027, 5, 10)
CHRISTMAS = (date(2026, 12, 7), date(2026, 12, 18))


@pytest.fixture
def year(personas, now):
    """A school with exams, two study days, and two groups beside the personas' own."""
    QuietPeriodFactory(school=personas.school, reason="Kerstexamens", stops_clock=True)
    QuietPeriodFactory(school=personas.school, first_day=date(2027, 6, 10), last_day=JUNE, reason="Juni")
    for day in (date(2026, 10, 7), date(2027, 3, 10)):
        ClosureFactory(school=personas.school, kind="study_day", first_day=day)
    ClosureFactory(school=personas.school, first_day=date(2027, 5, 3), reason="Brugdag")
    CommunityFactory(school=personas.school, name="Datateam")
    CommunityFactory(school=personas.school, name="Leesgroep")
    return personas.school.years.get()


@pytest.fixture
def in_may(monkeypatch, now):
    """Monday 10 May 2027, in the morning."""
    moment = now.replace(year=2027, month=5, day=10)
    monkeypatch.setattr(clock, "now", lambda: moment)
    monkeypatch.setattr(clock, "today", lambda: MAY)


def path(personas, name="roll-over", label="2027-2028"):
    return reverse(f"communities:{name}", args=[personas.school.slug, label])


def change_of(personas, today=MAY, label="2027-2028"):
    found = Change.into(personas.school, label, today=today)
    assert found
    return found


def shown_on(page):
    """What a browser would send back of the page as it is."""
    form = page.context["form"]
    said = {"shown": sorted(form.shown), "goes_on": sorted(form.going_on)}
    for row in form.quiet:
        said |= {
            row.add_prefix("include"): "on",
            row.add_prefix("first_day"): row["first_day"].value().isoformat(),
            row.add_prefix("last_day"): row["last_day"].value().isoformat(),
        }
    return said


def everything():
    """Rows that a second submit must leave as they are."""
    models = (SchoolYear, Closure, QuietPeriod, Community, Meeting, Subtask, AuditEvent, Notice)
    return {model: list(model.objects.order_by("pk").values()) for model in models}


def test_page_shows_the_year_exams_in_the_same_weeks_and_every_group(personas, year, in_may, signed_in):
    page = signed_in(personas.leader).get(path(personas))

    change, form = page.context["change"], page.context["form"]
    assert change.span == (date(2027, 9, 1), JUNE.replace(year=2028))
    assert len(page.context["days"]) > 175
    assert [(row.suggestion.first_day, row.suggestion.last_day) for row in form.quiet] == [
        (date(2027, 12, 13), date(2027, 12, 24)),  # again the two weeks before Christmas, which come a week later
        (date(2028, 6, 8), date(2028, 6, 30)),
    ]
    assert [(group.name, group.rhythm) for group in page.context["groups"]] == [
        (name, page.context["groups"][0].rhythm) for name in ("Datateam", "Leesgroep", "Ontwerpteam wiskunde")
    ]
    assert [closure.reason for closure in page.context["local_days"]] == ["", "", "Brugdag"]


def test_one_submit_sets_everything_and_a_second_changes_nothing(personas, year, in_may, signed_in):
    group = Community.objects.get(name="Datateam")
    leaving = Community.objects.get(name="Leesgroep")
    meeting = MeetingFactory(community=leaving, day=date(2027, 9, 16))
    subtask = SubtaskFactory(meeting=meeting)
    client = signed_in(personas.leader)
    said = shown_on(client.get(path(personas)))
    said["goes_on"].remove(leaving.pk)

    answer = client.post(path(personas), said)

    assert answer.headers["Location"] == path(personas, "rolled-over")
    new = personas.school.years.get(label="2027-2028")
    assert new.taken_over_at == clock.now()
    assert personas.school.closures.filter(first_day=date(2027, 11, 1), kind="published").exists()
    assert list(
        personas.school.quiet_periods.filter(first_day__gte=new.first_day)
        .order_by("first_day")
        .values_list("reason", "first_day", "stops_clock")
    ) == [("Kerstexamens", date(2027, 12, 13), True), ("Juni", date(2028, 6, 8), False)]
    leaving.refresh_from_db()
    group.refresh_from_db()
    assert (leaving.ended_on, group.ended_on, personas.group.ended_on) == (JUNE, None, None)
    assert (group.regime, group.target_weeks, group.limit_weeks) == ("interval", 4, 6)
    meeting.refresh_from_db()
    subtask.refresh_from_db()
    assert (meeting.status, subtask.done_on, subtask.dropped_on) == ("planned", None, None)
    assert mail.outbox == []
    assert not Notice.objects.exists()

    before = everything()
    assert client.post(path(personas), said).status_code == 302
    assert everything() == before


def test_everything_stands_in_the_audit_trail(personas, year, now):
    leaving = Community.objects.get(name="Leesgroep")

    actions.roll_over(
        change=change_of(personas),
        quiet=[actions.QuietDays("exams", date(2027, 12, 13), date(2027, 12, 24), "Examens", stops_clock=False)],
        finished=[leaving.pk],
        by=personas.leader,
        now=now,
    )

    events = AuditEvent.objects.order_by("pk").values_list("verb", "target")
    school = f"school:{personas.school.pk}"
    assert list(events) == [
        ("open_school_year", school),
        ("quiet_period.added", school),
        ("community.finished", f"community:{leaving.pk}"),
        ("school.rolled_over", school),
    ]
    assert AuditEvent.objects.get(verb="school.rolled_over").detail == {
        "label": "2027-2028",
        "quiet_periods": 1,
        "finished": [leaving.pk],
    }


def test_group_that_goes_on_is_counted_in_the_new_year(personas, year, now):
    actions.roll_over(change=change_of(personas), quiet=[], finished=[], by=personas.leader, now=now)

    refresh_cadence(community_ids=[personas.group.pk], today=date(2027, 9, 1))

    row = Cadence.objects.get(community=personas.group)
    assert (row.year, row.is_calendar_known, row.due_on) == ("2027-2028", True, date(2027, 10, 12))


def test_a_group_that_came_after_the_page_was_read_is_not_finished(personas, year, in_may, signed_in):
    client = signed_in(personas.leader)
    said = shown_on(client.get(path(personas)))
    newcomer = CommunityFactory(school=personas.school)
    said["goes_on"] = []

    client.post(path(personas), said)

    newcomer.refresh_from_db()
    assert newcomer.ended_on is None
    assert set(personas.school.communities.exclude(ended_on=None).values_list("pk", flat=True)) == set(said["shown"])


def test_groups_of_another_school_are_never_finished(personas, year, in_may, signed_in):
    other = CommunityFactory()

    signed_in(personas.leader).post(path(personas), {"shown": [other.pk]})

    other.refresh_from_db()
    assert other.ended_on is None


def test_dates_are_changed_before_they_are_carried_over(personas, year, in_may, signed_in):
    client = signed_in(personas.leader)
    page = client.get(path(personas))
    first, second = page.context["form"].quiet
    said = shown_on(page) | {first.add_prefix("first_day"): "2027-12-15"}
    said.pop(second.add_prefix("include"))

    client.post(path(personas), said)

    carried = personas.school.quiet_periods.filter(first_day__year__gte=2027, first_day__month__gte=9)
    assert list(carried.values_list("first_day", "last_day")) == [(date(2027, 12, 15), date(2027, 12, 24))]


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ({"first_day": ""}, {"first_day"}),
        ({"first_day": "2027-12-30"}, {"last_day"}),
        ({"first_day": "2026-12-07"}, {"first_day"}),
        ({"last_day": "soon"}, {"last_day"}),
    ],
)
def test_impossible_dates_change_nothing(personas, year, in_may, signed_in, said, faults):
    client = signed_in(personas.leader)
    page = client.get(path(personas))
    row = page.context["form"].quiet[0]
    before = everything()

    answer = client.post(path(personas), shown_on(page) | {row.add_prefix(name): value for name, value in said.items()})

    assert set(answer.context["form"].quiet[0].errors) == faults
    assert everything() == before


def test_result_tells_what_was_set_and_what_waits(personas, year, now, in_may, signed_in):
    leaving = Community.objects.get(name="Leesgroep")
    actions.roll_over(change=change_of(personas), quiet=[], finished=[leaving.pk], by=personas.leader, now=now)
    ClosureFactory(school=personas.school, kind="study_day", first_day=date(2027, 10, 6))

    page = signed_in(personas.leader).get(path(personas, "rolled-over"))
    for next_step in (
        reverse("planning:plan", args=[personas.school.slug, "2027-2028"]),
        reverse("evidence:reports", args=[personas.school.slug]),
        reverse("dashboard:dossier", args=[personas.school.slug]),
    ):
        assert f'href="{next_step}"' in page.text

    assert (page.context["waiting"].study_days, page.context["waiting"].free_days) == (1, 1)
    assert [group.name for group in page.context["going_on"]] == ["Datateam", "Ontwerpteam wiskunde"]
    assert page.context["ended"] == ["Leesgroep"]


def test_group_lets_itself_go_on_after_all(personas, year, now, in_may, signed_in):
    actions.roll_over(change=change_of(personas), quiet=[], finished=[personas.group.pk], by=personas.leader, now=now)

    signed_in(personas.teacher).post(reverse("communities:reopen", args=[personas.group.pk]))

    personas.group.refresh_from_db()
    assert personas.group.ended_on is None


def test_year_that_nobody_decided_is_said_to_be_unknown(personas, monkeypatch, signed_in):
    personas.school.years.update(label="2029-2030", first_day=date(2029, 8, 20), last_day=date(2030, 7, 5))
    personas.school.calendar = "NL-N"
    personas.school.save()
    monkeypatch.setattr(clock, "today", lambda: date(2030, 5, 10))
    client, target = signed_in(personas.leader), path(personas, label="2030-2031")

    assert client.get(target).context["form"] is None
    assert client.post(target, {"shown": [personas.group.pk]}).status_code == 200
    assert client.get(path(personas, "rolled-over", "2030-2031")).headers["Location"] == target
    assert personas.school.years.count() == 1
    change = change_of(personas, date(2030, 5, 10), "2030-2031")
    with pytest.raises(actions.NotDecidedYet):
        actions.roll_over(change=change, quiet=[], finished=[], by=personas.leader, now=clock.now())


@pytest.mark.parametrize(
    ("label", "today", "is_open"),
    [
        ("2027-2028", date(2026, 9, 1), True),
        ("2027-2028", date(2026, 8, 31), False),
        ("2027-2028", date(2027, 8, 20), True),
        ("2027-2028", date(2027, 10, 1), True),
        ("2027-2028", date(2027, 10, 2), False),
        ("2028-2029", date(2027, 5, 10), True),
        ("2026-2027", date(2026, 11, 23), False),
        ("2027-2029", date(2027, 5, 10), False),
        ("nonsense", date(2027, 5, 10), False),
    ],
)
def test_when_it_is_the_time(personas, label, today, is_open):
    SchoolYearFactory(school=personas.school, label="2027-2028", first_day=date(2027, 9, 1), last_day=date(2028, 6, 30))
    if label == "2028-2029":
        assert Change.into(personas.school, label, today=date(2027, 9, 1))
        return

    assert (Change.into(personas.school, label, today=today) is not None) is is_open


@pytest.mark.parametrize("who", ["coach", "teacher", "outsider", "other_leader"])
def test_nobody_but_the_leader_rolls_a_school_over(personas, year, in_may, signed_in, who):
    client, before = signed_in(getattr(personas, who)), everything()

    assert client.get(path(personas)).status_code == 404
    assert client.post(path(personas), {"shown": [personas.group.pk]}).status_code == 404
    assert client.get(path(personas, "rolled-over")).status_code == 404
    assert everything() == before


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_the_same_for_any_number(personas, in_may, signed_in, django_assert_num_queries, rows):
    for number in range(rows):
        QuietPeriodFactory(school=personas.school, first_day=date(2026, 12, 1 + number))
        ClosureFactory(school=personas.school, first_day=date(2026, 10, 5 + number))
        CommunityFactory(school=personas.school)
    client = signed_in(personas.leader)

    with django_assert_num_queries(9):
        client.get(path(personas))


def test_days_that_overlap_what_is_entered_are_not_proposed_again(personas, year, now):
    actions.roll_over(change=change_of(personas), quiet=[], finished=[], by=personas.leader, now=now)
    QuietPeriodFactory(school=personas.school, first_day=date(2027, 12, 20), last_day=date(2027, 12, 22))

    found = roll_over.suggestions(change_of(personas))

    assert [one.quiet.reason for one in found] == ["Juni"]
