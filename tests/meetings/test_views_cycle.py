"""A cycle on a phone: planned on one page, moved and skipped with a tap; the leader sees dates and steps, no words."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from communities.models import Community
from meetings.models import Cycle, CycleStep, CycleText, Meeting
from tests.factories import CycleFactory, CycleStepFactory, CycleTextFactory, MeetingFactory, QuietPeriodFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ORIENTATION, DESIGN, DESIGN_2, DESIGN_3, LESSON, RETEACH, SHARE = range(7)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def group(personas):
    Community.objects.filter(pk=personas.group.pk).update(regime="cycle", variant="LS")
    personas.group.refresh_from_db()
    return personas.group


@pytest.fixture
def page_path(group):
    return reverse("meetings:cycle", args=[group.pk])


@pytest.fixture
def plan_path(group):
    return reverse("meetings:plan-cycle", args=[group.pk])


@pytest.fixture
def running(group):
    """Held on 12 November; next the lesson on 3 December; the last step has no day."""
    cycle = CycleFactory(community=group, started_on=date(2026, 11, 9))
    CycleTextFactory(cycle=cycle, text="Redeneren met breuken")
    held = MeetingFactory(community=group, day=date(2026, 11, 12), minutes=90, status="held")
    CycleStepFactory(cycle=cycle, position=1, kind="orientation", meeting=held)
    lesson = CycleStepFactory(
        cycle=cycle,
        position=2,
        kind="lesson",
        meeting=MeetingFactory(community=group, day=date(2026, 12, 3), minutes=90),
    )
    CycleTextFactory(cycle=cycle, step=lesson, text="2B in lokaal 8")
    CycleStepFactory(cycle=cycle, position=3, kind="share")
    return cycle


def sent(page, **changes):
    """The plan on the page as a browser would send it."""
    form = page.context["form"]
    fields = {"key": form.frame["key"].value(), "place": form.frame["place"].value(), "theme": "Breuken"}
    fields |= {"step-TOTAL_FORMS": form.lines.total_form_count(), "step-INITIAL_FORMS": form.lines.initial_form_count()}
    for line in form.lines:
        for name in ("kind", "day", "at", "minutes"):
            value = line[name].value()
            fields[f"{line.prefix}-{name}"] = "" if value is None else str(value)
        if line["include"].value():
            fields[f"{line.prefix}-include"] = "on"
    return fields | changes


def codes(page):
    return [[remark.code for remark in advice] for _line, advice in page.context["lines"]]


def states(page):
    return [line.state for line in page.context["page"].lines]


def test_a_cycle_is_planned_on_one_page(plan_path, page_path, personas, signed_in):
    client = signed_in(personas.teacher)
    page = client.get(plan_path)
    assert codes(page) == [[]] * 7

    answer = client.post(plan_path, sent(page, **{f"step-{LESSON}-lesson": "2B", "place": "B12"}))

    assert answer.url == page_path
    steps = CycleStep.objects.order_by("position").values_list("kind", "meeting__day", "meeting__place")
    assert [kind for kind, _day, _place in steps] == ["orientation", "design", "design", "lesson", "share"]
    assert [day for _kind, day, _place in steps] == sorted(Meeting.objects.planned().values_list("day", flat=True))
    assert set(CycleText.objects.values_list("text", flat=True)) == {"Breuken", "2B"}
    page = client.get(page_path)
    assert states(page) == ["next", "coming", "coming", "coming", "coming"]
    assert b"Breuken" in page.content


def test_advice_stands_beside_a_step_and_forbids_nothing(plan_path, personas, signed_in):
    client = signed_in(personas.teacher)
    days = {
        f"step-{DESIGN}-day": "2026-12-01",
        f"step-{DESIGN_2}-day": "2026-12-03",
        f"step-{LESSON}-day": "2027-01-27",
    }
    fields = sent(client.get(plan_path)) | days | {f"step-{ORIENTATION}-day": "2026-11-24", f"step-{SHARE}-day": ""}

    page = client.post(plan_path, fields | {"check": "1"})

    assert codes(page) == [[], [], ["steps_close"], [], ["steps_far"], [], []]
    assert Cycle.objects.count() == 0
    client.post(plan_path, fields)
    assert Meeting.objects.planned().count() == 4


def test_no_step_is_proposed_in_exam_weeks(plan_path, group, personas, signed_in):
    QuietPeriodFactory(school=group.school, first_day=date(2026, 12, 7), last_day=date(2026, 12, 18))

    lines = signed_in(personas.teacher).get(plan_path).context["form"].lines

    days = [line["day"].value() for line in lines if line["day"].value()]
    assert len(days) == 5
    assert [day for day in days if date(2026, 12, 7) <= day <= date(2026, 12, 18)] == []


def test_a_step_needs_an_hour_only_when_it_has_a_day(plan_path, personas, signed_in):
    client = signed_in(personas.teacher)
    fields = sent(client.get(plan_path))

    page = client.post(plan_path, fields | {f"step-{DESIGN}-at": ""})
    assert page.context["form"].lines[DESIGN].errors.keys() == {"at"}

    client.post(plan_path, fields | {f"step-{DESIGN}-at": "", f"step-{DESIGN}-day": ""})
    assert CycleStep.objects.get(position=2).meeting is None


def test_a_cycle_without_a_step_is_none(plan_path, personas, signed_in):
    client = signed_in(personas.teacher)
    fields = {name: value for name, value in sent(client.get(plan_path)).items() if not name.endswith("include")}

    page = client.post(plan_path, fields)

    assert page.context["form"].frame.non_field_errors()
    assert Cycle.objects.count() == 0


def test_while_a_cycle_runs_no_other_is_planned(plan_path, page_path, running, personas, signed_in):
    assert signed_in(personas.teacher).get(plan_path).url == page_path


def test_a_group_of_another_rhythm_is_told_so(personas, signed_in):
    client = signed_in(personas.teacher)

    assert client.get(reverse("meetings:plan-cycle", args=[personas.group.pk])).status_code == 302
    assert client.get(reverse("meetings:cycle", args=[personas.group.pk])).context["is_cyclic"] is False


@pytest.mark.parametrize("who", ["leader"])
def test_others_see_steps_and_dates_and_no_words_of_the_group(page_path, running, personas, signed_in, who):
    page = signed_in(getattr(personas, who)).get(page_path)

    assert states(page) == ["done", "next", "coming"]
    assert b"3 December" in page.content or b"3 december" in page.content
    for words in ("Redeneren", "2B", reverse("meetings:skip-step", args=[running.steps.first().pk])):
        assert words not in page.content.decode()


def test_after_its_day_the_next_step_asks_to_be_logged(page_path, running, personas, signed_in):
    client = signed_in(personas.teacher)
    with time_machine.travel(datetime(2026, 12, 4, 9, 0, tzinfo=UTC), tick=False):
        page = client.get(page_path)

    assert states(page) == ["done", "to_log", "coming"]
    assert reverse("meetings:log", args=[running.steps.get(position=2).meeting_id]) in page.content.decode()


def test_a_step_is_moved_and_the_advice_names_the_step_that_keeps_its_date(page_path, running, personas, signed_in):
    client = signed_in(personas.teacher)
    share = running.steps.get(position=3)
    share.meeting = MeetingFactory(community=running.community, day=date(2026, 12, 15), minutes=90)
    share.save()
    lesson = running.steps.get(position=2)
    path = reverse("meetings:step", args=[lesson.pk])
    fields = {
        "version": 1,
        "day": "2026-12-10",
        "at": "13:00",
        "minutes": "90",
        "lesson": "2B",
        "lesson_on": "2026-12-09",
    }

    page = client.post(path, fields)
    assert [remark.code for remark in page.context["advice"]] == ["steps_far", "lesson_apart", "next_steps_close"]
    answer = client.post(path, fields | {"seen": page.context["seen"]})

    assert answer.url == page_path
    lesson.refresh_from_db()
    assert (lesson.meeting.day, lesson.lesson_on) == (date(2026, 12, 10), date(2026, 12, 9))
    [_, moved, kept] = client.get(page_path).context["page"].lines
    assert [remark.code for remark in moved.remarks] == ["steps_far", "lesson_apart"]
    assert [remark.code for remark in kept.remarks] == ["steps_close"]


def test_a_step_without_a_day_starts_from_a_proposal(running, personas, signed_in):
    path = reverse("meetings:step", args=[running.steps.get(position=3).pk])

    page = signed_in(personas.teacher).get(path)

    assert page.context["form"]["day"].value() is not None
    assert "lesson" not in page.context["form"].fields


def test_a_held_step_leads_to_its_meeting(running, personas, signed_in):
    step = running.steps.get(position=1)

    answer = signed_in(personas.teacher).get(reverse("meetings:step", args=[step.pk]))

    assert answer.url == reverse("meetings:meeting", args=[step.meeting_id])


def test_a_step_is_skipped_and_taken_back_with_a_tap(page_path, running, personas, signed_in):
    client, lesson = signed_in(personas.teacher), running.steps.get(position=2)

    client.post(reverse("meetings:skip-step", args=[lesson.pk]))
    assert states(client.get(page_path)) == ["done", "skipped", "next"]
    client.post(reverse("meetings:take-step-back", args=[lesson.pk]))
    assert states(client.get(page_path)) == ["done", "next", "coming"]


def test_a_cycle_is_ended_and_remembered(page_path, running, personas, signed_in):
    client = signed_in(personas.teacher)

    client.post(reverse("meetings:end-cycle", args=[running.pk]))

    page = client.get(page_path).context["page"]
    assert (page.cycle, page.earlier, page.theme) == (None, [running], "")
    assert Meeting.objects.get(day=date(2026, 12, 3)).status == "cancelled"


@pytest.mark.parametrize("who", ["outsider", "leader", "other_leader"])
@pytest.mark.parametrize("name", ["plan-cycle", "end-cycle", "step", "skip-step", "take-step-back"])
def test_whoever_is_not_of_the_group_changes_nothing(running, personas, signed_in, who, name):
    key = {"plan-cycle": running.community_id, "end-cycle": running.pk}.get(name, running.steps.get(position=2).pk)
    before = list(Meeting.objects.order_by("pk").values_list("day", "status", "version"))

    answer = signed_in(getattr(personas, who)).post(reverse(f"meetings:{name}", args=[key]), {"day": "2026-12-17"})

    assert answer.status_code == 404
    assert list(Meeting.objects.order_by("pk").values_list("day", "status", "version")) == before
    assert Cycle.objects.open().count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_for_any_number_of_steps(
    page_path, group, personas, signed_in, number, django_assert_num_queries
):
    cycle = CycleFactory(community=group)
    for position in range(number):
        step = CycleStepFactory(
            cycle=cycle,
            position=position,
            kind="lesson",
            meeting=MeetingFactory(community=group, day=date(2026, 12, 1 + position)),
        )
        CycleTextFactory(cycle=cycle, step=step)
        CycleFactory(community=group, started_on=date(2026, 9, 1 + position), ended_on=date(2026, 10, 1))
    client = signed_in(personas.teacher)
    client.get(page_path)

    with django_assert_num_queries(13):
        page = client.get(page_path)
    assert len(page.context["page"].lines) == number
