"""A meeting that is led from a screen: steps, time, what is parked, the questions at its end (R63, R68, F36)."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from communities.models import CoachRole
from meetings import actions
from meetings.models import AgendaBlock, ExitCheck, Meeting, ModelCheck, ParkedItem, Run
from meetings.rhythm import refresh_cadence
from tests.factories import AgendaBlockFactory, MeetingFactory, MembershipFactory
from tests.factories_learning import ExitCheckFactory, ParkedItemFactory, RoleTurnFactory, RunFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 12)
NOW = datetime(2026, 11, 12, 13, tzinfo=UTC)


@pytest.fixture
def at(time_machine):
    """Moves the clock; it stands still between two moves."""

    def move(moment: datetime) -> None:
        time_machine.move_to(moment, tick=False)

    return move


@pytest.fixture
def started(at) -> None:
    at(NOW)


@pytest.fixture
def meeting(personas, started) -> Meeting:
    row = MeetingFactory(community=personas.group, day=DAY, starts_at=NOW, minutes=60)
    for position, (title, minutes) in enumerate((("Ronde", 10), ("Ontwerpen", 40), ("Afspraken", 10))):
        AgendaBlockFactory(meeting=row, position=position, title=title, minutes=minutes, focus="")
    return row


@pytest.fixture
def path(meeting):
    return reverse("meetings:run", args=[meeting.pk])


def blocks(meeting) -> list[AgendaBlock]:
    return list(AgendaBlock.objects.filter(meeting=meeting).order_by("position"))


@pytest.fixture
def run(meeting, personas) -> Run:
    return actions.start_run(meeting=meeting, by=personas.teacher, now=NOW)


# --- the course of a meeting ------------------------------------------------------------------------------------------
def test_start_opens_the_first_step_and_a_second_start_changes_nothing(meeting, path, personas, signed_in):
    client = signed_in(personas.teacher)
    assert client.get(path).context["can_start"]

    assert client.post(path, {"do": "start"}).url == path
    signed_in(personas.coach).post(path, {"do": "start"})

    row = Run.objects.get()
    assert (row.block, row.started_at.date()) == (blocks(meeting)[0], DAY)
    assert client.get(path).context["page"].current.title == "Ronde"


def test_meeting_without_agenda_starts_from_a_script(personas, started, signed_in):
    row = MeetingFactory(community=personas.group, day=DAY, starts_at=NOW, minutes=120)
    client, address = signed_in(personas.teacher), reverse("meetings:run", args=[row.pk])

    client.post(address, {"do": "start"})
    assert not Run.objects.exists()
    client.post(address, {"do": "start", "script": "scrum"})

    assert sum(block.minutes for block in blocks(row)) == 120
    assert blocks(row)[0].purpose == "share"
    assert Run.objects.get().block == blocks(row)[0]


@pytest.mark.parametrize(("day", "status"), [(date(2026, 11, 13), "planned"), (DAY, "held"), (DAY, "cancelled")])
def test_only_a_planned_meeting_starts_from_its_day_on(day, status, personas, started, signed_in):
    row = MeetingFactory(community=personas.group, day=day, status=status)
    AgendaBlockFactory(meeting=row)

    signed_in(personas.teacher).post(reverse("meetings:run", args=[row.pk]), {"do": "start"})

    assert not Run.objects.exists()


def test_time_is_kept_for_every_step_also_after_going_back(meeting, run, personas):
    first, second, _third = blocks(meeting)
    steps = [(second, 1, 12), (first, 2, 20), (second, 3, 23)]
    for block, version, minutes in steps:
        run.refresh_from_db()
        moment = NOW + timedelta(minutes=minutes)
        assert actions.move_run(run=run, block=block, version=version, by=personas.teacher, now=moment)
    run.refresh_from_db()
    assert actions.end_run(run=run, version=4, by=personas.teacher, now=NOW + timedelta(minutes=50))

    assert [block.spent_seconds for block in blocks(meeting)] == [15 * 60, 35 * 60, None]
    run.refresh_from_db()
    assert run.ended_at == NOW + timedelta(minutes=50)


def test_second_tap_on_next_skips_nothing(meeting, run, path, personas, signed_in):
    client = signed_in(personas.teacher)
    _first, second, third = blocks(meeting)

    client.post(path, {"do": "go", "block": second.pk, "version": 1})
    client.post(path, {"do": "go", "block": third.pk, "version": 1})

    run.refresh_from_db()
    assert (run.block, run.version) == (second, 2)


def test_block_of_another_meeting_is_no_step(meeting, run, path, personas, signed_in):
    foreign = AgendaBlockFactory(meeting=MeetingFactory(community=personas.group))

    signed_in(personas.teacher).post(path, {"do": "go", "block": foreign.pk, "version": 1})

    run.refresh_from_db()
    assert run.block == blocks(meeting)[0]


def test_five_minutes_more_come_from_a_later_step(meeting, run, path, personas, signed_in):
    client = signed_in(personas.teacher)

    client.post(path, {"do": "extend", "version": 1, "from": blocks(meeting)[1].pk})
    client.post(path, {"do": "extend", "version": 2})

    assert [block.minutes for block in blocks(meeting)] == [20, 35, 10]


def test_run_that_is_over_goes_on_when_the_group_goes_back(meeting, run, personas):
    actions.end_run(run=run, version=1, by=personas.teacher, now=NOW + timedelta(minutes=30))
    run.refresh_from_db()

    again = NOW + timedelta(minutes=35)
    assert actions.move_run(run=run, block=blocks(meeting)[2], version=2, by=personas.teacher, now=again)

    run.refresh_from_db()
    assert (run.ended_at, run.block_began_at) == (None, again)
    assert blocks(meeting)[0].spent_seconds == 30 * 60


@pytest.mark.parametrize("minutes", [13, 30])
def test_over_run_is_said_gently(minutes, meeting, run, path, personas, signed_in, at):
    at(NOW + timedelta(minutes=minutes))

    page = signed_in(personas.teacher).get(path).context["page"]

    assert (page.pace.left_minutes, page.pace.over_minutes > 0, page.giver.title) == (0, True, "Ontwerpen")


# --- several devices --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", ["cancelled", "held"])
def test_meeting_that_is_over_or_cancelled_is_led_no_more(status, meeting, run, path, personas, signed_in):
    client = signed_in(personas.teacher)
    Meeting.objects.filter(pk=meeting.pk).update(status=status)
    first, second, _last = blocks(meeting)

    for do in ({"do": "go", "block": second.pk}, {"do": "extend"}, {"do": "end"}):
        client.post(path, do | {"version": run.version})
    if status == "cancelled":
        client.post(reverse("meetings:park", args=[meeting.pk]), {"text": "Later"})
        client.post(reverse("meetings:closing", args=[meeting.pk]), {"exit": "closer"})

    run.refresh_from_db()
    first.refresh_from_db()
    assert (run.block, run.version, first.minutes) == (first, 1, 10)
    assert (ParkedItem.objects.count(), ExitCheck.objects.count()) == (0, 0)
    follower = client.get(path, headers={"hx-request": "true"})
    assert follower.headers["HX-Refresh"] == "true"  # and not a page inside the page


def test_device_that_follows_gets_only_what_changed(meeting, run, path, personas, signed_in):
    client = signed_in(personas.coach)
    stamp = client.get(path).context["page"].stamp
    htmx = {"hx-request": "true"}

    assert client.get(path, {"stamp": stamp}, headers=htmx).status_code == 204
    actions.move_run(run=run, block=blocks(meeting)[1], version=1, by=personas.teacher, now=NOW)
    part = client.get(path, {"stamp": stamp}, headers=htmx)
    assert (part.status_code, b"<html" in part.content, b"Ontwerpen" in part.content) == (200, False, True)

    run.refresh_from_db()
    actions.end_run(run=run, version=2, by=personas.teacher, now=NOW)
    assert client.get(path, {"stamp": stamp}, headers=htmx)["HX-Refresh"] == "true"


def test_roles_of_this_time_stand_before_those_of_the_period(meeting, run, path, personas, signed_in):
    usual = MembershipFactory(community=personas.group, user__first_name="Nele", user__last_name="Nijs")
    for kind in ("facilitating", "supporting"):
        CoachRole.objects.create(membership=usual, kind=kind, started_on=date(2026, 9, 1))
    RoleTurnFactory(meeting=meeting, kind="facilitating", user=personas.coach)

    roles = signed_in(personas.teacher).get(path).context["roles"]

    assert [names for _label, names in roles] == [[personas.coach.get_full_name()], ["Nele Nijs"]]


# --- for later --------------------------------------------------------------------------------------------------------
def test_line_is_parked_once_and_taken_to_the_next_agenda(meeting, run, personas, signed_in):
    client = signed_in(personas.teacher)
    address = reverse("meetings:park", args=[meeting.pk])
    for _ in range(2):
        client.post(address, {"text": "Toetsrooster?"})
    client.post(address, {"text": ""})
    item = ParkedItem.objects.get()

    client.post(reverse("meetings:parked", args=[item.pk]), {"take": "1"})
    item.refresh_from_db()
    assert item.taken_to is None  # nothing is planned yet
    following = MeetingFactory(community=personas.group, day=date(2026, 12, 3), starts_at=NOW + timedelta(days=21))
    for _ in range(2):
        client.post(reverse("meetings:parked", args=[item.pk]), {"take": "1"})

    item.refresh_from_db()
    assert item.taken_to == following
    assert [block.title for block in blocks(following)] == ["Toetsrooster?"]


def test_parked_line_waits_on_the_page_of_the_next_meeting(meeting, personas, signed_in):
    item = ParkedItemFactory(meeting=meeting)
    following = MeetingFactory(community=personas.group, day=date(2026, 12, 3), starts_at=NOW + timedelta(days=21))
    client, page = signed_in(personas.teacher), reverse("meetings:meeting", args=[following.pk])

    assert client.get(page).context["waiting"].parked == [item]
    client.post(reverse("meetings:parked", args=[item.pk]), {"drop": "1"})
    assert not client.get(page).context["waiting"]
    client.post(reverse("meetings:parked", args=[item.pk]), {"keep": "1"})
    answer = client.post(reverse("meetings:parked", args=[item.pk]), {"take": "1", "meeting": following.pk})

    assert answer.url == page
    assert blocks(following)[0].title == item.text


# --- two questions ----------------------------------------------------------------------------------------------------
def test_group_says_whether_it_came_closer(meeting, run, personas, signed_in):
    client, address = signed_in(personas.teacher), reverse("meetings:closing", args=[meeting.pk])

    answer = client.post(address, {"exit": "little", "exit_line": "De rubric staat.", "helps": "helps", "log": "1"})
    assert answer.url == reverse("meetings:log", args=[meeting.pk])
    assert (ExitCheck.objects.get().answer, ModelCheck.objects.get().answer) == ("little", "helps")
    client.post(address, {"exit": "closer", "helps": ""})

    assert [(row.answer, row.line) for row in ExitCheck.objects.all()] == [("closer", "")]
    assert not ModelCheck.objects.exists()


@pytest.mark.parametrize(("held", "asks"), [(0, False), (1, False), (2, True), (3, False), (5, True)])
def test_way_of_working_is_asked_about_every_third_meeting(held, asks, meeting, run, path, personas, signed_in):
    for number in range(held):
        day = date(2026, 9, 3) + timedelta(days=number)
        MeetingFactory(community=personas.group, day=day, status="held")
    refresh_cadence(community_ids=[personas.group.pk], today=DAY)
    actions.end_run(run=run, version=1, by=personas.teacher, now=NOW)

    assert signed_in(personas.teacher).get(path).context["asks_model"] is asks


# --- the log ----------------------------------------------------------------------------------------------------------
def sent(page) -> dict[str, object]:
    """The log form as it was drawn."""
    sheet = page.context["sheet"]
    fields = {name: value for name, value in sheet.form.initial.items() if value is not None and name != "ended"}
    fields |= {"base": json.dumps(fields["base"]), "present": [str(pk) for pk in fields["present"]]}
    for lines in (sheet.decisions, sheet.subtasks):
        fields |= {f"{lines.prefix}-TOTAL_FORMS": len(lines.forms), f"{lines.prefix}-INITIAL_FORMS": 0}
        for form in lines.forms:
            fields |= {form.add_prefix(name): form[name].value() or "" for name in form.fields}
    return fields


def test_log_starts_from_what_really_happened(meeting, run, personas, signed_in):
    AgendaBlock.objects.filter(title="Ontwerpen").update(focus="curriculum")
    AgendaBlock.objects.filter(title="Afspraken").update(focus="school")
    actions.move_run(run=run, block=blocks(meeting)[1], version=1, by=personas.teacher, now=NOW + timedelta(minutes=9))
    run.refresh_from_db()
    proposal = actions.propose(meeting=meeting, text="Zo doen we het.", by=personas.teacher, now=NOW)
    actions.agree(proposal=proposal, review_on=date(2027, 1, 21), by=personas.teacher, now=NOW)
    actions.end_run(run=run, version=2, by=personas.teacher, now=NOW + timedelta(minutes=73))

    page = signed_in(personas.teacher).get(reverse("meetings:log", args=[meeting.pk]))

    state = page.context["sheet"].context.state()
    assert (state["minutes"], state["focuses"]) == (75, ["curriculum"])
    assert [row["text"] for row in state["decisions"]] == ["Zo doen we het."]


def test_log_keeps_the_answers_of_the_group_and_one_list_of_decisions(meeting, run, personas, signed_in):
    proposal = actions.propose(meeting=meeting, text="Zo doen we het.", by=personas.teacher, now=NOW)
    actions.agree(proposal=proposal, review_on=None, by=personas.teacher, now=NOW)
    ExitCheckFactory(meeting=meeting, answer="little", line="Goed begin")
    client, address = signed_in(personas.teacher), reverse("meetings:log", args=[meeting.pk])

    fields = sent(client.get(address))
    assert (fields["exit"], fields["exit_line"]) == ("little", "Goed begin")
    client.post(address, fields | {"exit": "closer", "helps": "partly", "helps_line": "Kortere ronde"})

    meeting.refresh_from_db()
    assert meeting.status == "held"
    assert (ExitCheck.objects.get().answer, ModelCheck.objects.get().line) == ("closer", "Kortere ronde")
    assert [row.text for row in meeting.decisions.all()] == ["Zo doen we het."]


@pytest.mark.parametrize("rows", [1, 3])
def test_log_of_a_run_costs_two_statements_more(rows, meeting, run, personas, signed_in, django_assert_num_queries):
    for _ in range(rows):
        AgendaBlockFactory(meeting=meeting)
        actions.propose(meeting=meeting, text=f"Voorstel {rows}", by=personas.teacher, now=NOW)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(10):
        client.get(reverse("meetings:log", args=[meeting.pk]))


# --- doors and costs --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("persona", ["leader", "outsider", "other_leader"])
def test_nobody_else_follows_or_leads(persona, meeting, run, path, personas, signed_in):
    item = ParkedItemFactory(meeting=meeting)
    client = signed_in(getattr(personas, persona))

    assert client.get(path).status_code == 404
    assert client.post(path, {"do": "end", "version": 1}).status_code == 404
    assert client.post(reverse("meetings:park", args=[meeting.pk]), {"text": "x"}).status_code == 404
    assert client.post(reverse("meetings:parked", args=[item.pk]), {"drop": "1"}).status_code == 404
    assert client.post(reverse("meetings:closing", args=[meeting.pk]), {"exit": "not"}).status_code == 404
    item.refresh_from_db()
    run.refresh_from_db()
    assert (run.ended_at, item.dropped_on, ExitCheck.objects.count()) == (None, None, 0)


def test_leader_sees_nothing_of_it_on_the_page_of_a_meeting(meeting, personas, signed_in):
    ExitCheckFactory(meeting=meeting, line="Geheim van de groep")
    RunFactory(meeting=MeetingFactory(community=personas.group))

    page = signed_in(personas.leader).get(reverse("meetings:meeting", args=[meeting.pk]))

    assert (page.context["runs"], page.context["waiting"]) == ("", None)
    assert reverse("meetings:run", args=[meeting.pk]) not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_screen_costs_eight_queries(rows, meeting, run, path, personas, signed_in, django_assert_num_queries):
    for _ in range(rows):
        AgendaBlockFactory(meeting=meeting, leader=personas.coach)
        ParkedItemFactory(meeting=meeting)
        RoleTurnFactory(meeting=meeting, user=MembershipFactory(community=personas.group).user)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(8):
        client.get(path)
