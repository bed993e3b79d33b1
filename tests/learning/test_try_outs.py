"""Try-outs in class: two taps and a line, done in one, mended and removed by who wrote them, read by the group."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from learning.models import TryOut
from learning.try_out_page import barriers_of, intervals
from meetings.models import AgendaBlock
from tests.factories import MeetingFactory, MembershipFactory, SubtaskFactory
from tests.factories_learning import TryOutFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def path(personas):
    return reverse("learning:try-outs", args=[personas.group.pk])


@pytest.fixture
def coming(personas):
    return MeetingFactory(
        community=personas.group, day=date(2026, 12, 3), starts_at=datetime(2026, 12, 3, 12, tzinfo=UTC)
    )


def test_a_line_and_an_effect_note_a_try_out_of_today_once(path, personas, signed_in):
    client = signed_in(personas.teacher)
    key = client.get(path).context["form"]["key"].value()

    for _ in range(2):
        answer = client.post(path, {"key": key, "what": "Exitkaartje", "class_name": "3B", "effect": "worked"})

    assert answer.url == path
    assert list(TryOut.objects.values_list("what", "class_name", "effect", "tried_on", "noted_on", "by")) == [
        ("Exitkaartje", "3B", "worked", TODAY, TODAY, personas.teacher.pk)
    ]


def test_the_class_of_last_time_is_chosen_already_and_another_can_be_typed(path, personas, signed_in):
    TryOutFactory(community=personas.group, by=personas.teacher, class_name="3B")
    client = signed_in(personas.teacher)

    assert client.get(path).context["form"]["known_class"].value() == "3B"
    client.post(path, {"key": uuid4(), "what": "Denktijd", "known_class": "3B", "class_name": "4A"})

    assert TryOut.objects.latest("pk").class_name == "4A"


def test_a_planned_one_becomes_done_in_one_tap(path, personas, signed_in):
    client = signed_in(personas.teacher)
    client.post(path, {"key": uuid4(), "what": "Denktijd", "effect": "plan"})
    row = TryOut.objects.get()
    assert (row.tried_on, row.effect) == (None, "")

    client.post(reverse("learning:try-out-done", args=[row.pk]), {"effect": "partly"})

    row.refresh_from_db()
    assert (row.tried_on, row.effect) == (TODAY, "partly")


@pytest.mark.parametrize(
    "said",
    [
        {"what": ""},
        {"what": "x" * 201},
        {"effect": "great"},
        {"barriers": ["laziness"]},
        {"link": "javascript:alert(1)"},
        {"tried_on": "2026-11-24"},
        {"happened": "x" * 501},
    ],
)
def test_nonsense_is_not_noted(path, personas, signed_in, said):
    answer = signed_in(personas.teacher).post(path, {"key": uuid4(), "what": "Exitkaartje", **said})

    assert (answer.status_code, TryOut.objects.count()) == (400, 0)


def test_what_looks_like_a_pupils_name_is_asked_about_once(path, personas, signed_in):
    client, said = (
        signed_in(personas.teacher),
        {"key": uuid4(), "what": "Samen lezen", "happened": "Leerling Tim hielp."},
    )

    asked = client.post(path, said)
    assert (asked.context["name"], TryOut.objects.count()) == ("Tim", 0)
    client.post(path, said | {"seen": "Tim"})

    assert TryOut.objects.count() == 1


def test_a_subtask_of_mine_fills_in_the_line_and_is_linked(path, personas, signed_in):
    meeting = MeetingFactory(community=personas.group, status="held", day=date(2026, 11, 5))
    task = SubtaskFactory(meeting=meeting, text="Exitkaartje proberen", owner=personas.teacher)
    other = SubtaskFactory(meeting=meeting, text="Van Karim", owner=personas.coach)
    client = signed_in(personas.teacher)

    page = client.get(f"{path}?subtask={task.pk}")
    assert page.context["form"]["what"].value() == "Exitkaartje proberen"
    assert [one.pk for one in page.context["page"].subtasks] == [task.pk]
    for subtask in (task.pk, other.pk):
        client.post(path, {"key": uuid4(), "what": "Gedaan", "subtask": subtask})

    assert list(TryOut.objects.order_by("pk").values_list("subtask", flat=True)) == [task.pk, None]


def test_own_line_is_changed_and_removed_by_nobody_else(personas, signed_in):
    row = TryOutFactory(community=personas.group, by=personas.teacher, tried_on=TODAY)
    page, remove = reverse("learning:try-out", args=[row.pk]), reverse("learning:try-out-remove", args=[row.pk])
    for other in (personas.coach, personas.leader, personas.outsider):
        client = signed_in(other)
        assert (client.get(page).status_code, client.post(remove).status_code) == (404, 404)

    client = signed_in(personas.teacher)
    client.post(page, {"key": uuid4(), "what": "Anders", "known_class": "3B", "effect": "not"})
    row.refresh_from_db()
    assert (row.what, row.class_name, row.effect) == ("Anders", "3B", "not")
    client.post(remove)

    assert not TryOut.objects.exists()


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_nobody_outside_the_group_finds_the_page_or_notes_anything(path, personas, signed_in, who):
    client = signed_in(getattr(personas, who))

    assert client.get(path).status_code == client.post(path, {"what": "x", "key": uuid4()}).status_code == 404
    assert not TryOut.objects.exists()


def test_since_the_last_meeting_goes_on_the_next_agenda_once(path, personas, coming, signed_in):
    MeetingFactory(community=personas.group, status="held", day=date(2026, 11, 5))
    TryOutFactory(community=personas.group, what="Oud", noted_on=date(2026, 10, 20), tried_on=date(2026, 10, 20))
    TryOutFactory(community=personas.group, what="Exitkaartje", class_name="3B", tried_on=date(2026, 11, 12))
    client = signed_in(personas.teacher)

    for _ in range(2):
        answer = client.post(reverse("learning:try-outs-talk", args=[personas.group.pk]))

    assert answer.url == reverse("meetings:agenda", args=[coming.pk])
    assert [one.title.rpartition("? ")[2] for one in AgendaBlock.objects.filter(meeting=coming)] == ["Exitkaartje (3B)"]


def test_a_point_needs_a_coming_meeting(personas, signed_in):
    answer = signed_in(personas.teacher).post(reverse("learning:try-outs-talk", args=[personas.group.pk]), follow=True)

    assert (answer.status_code, AgendaBlock.objects.count()) == (200, 0)


def test_a_course_becomes_a_try_out_or_a_point_and_never_twice(personas, coming, signed_in):
    client, path = signed_in(personas.teacher), reverse("learning:course", args=[personas.group.pk])
    said = {"key": uuid4(), "course": "Studiedag", "thing": "Denktijd"}

    for way in ("class", "class", "agenda", "agenda"):
        client.post(path, said | {"way": way})

    assert list(TryOut.objects.values_list("what", "course", "tried_on")) == [("Denktijd", "Studiedag", None)]
    assert [("Studiedag" in one.title, "Denktijd" in one.title) for one in coming.agenda.all()] == [(True, True)]


def test_a_course_cannot_go_to_an_agenda_that_is_not_there(personas, signed_in):
    said = {"key": uuid4(), "course": "Studiedag", "thing": "Denktijd", "way": "agenda"}

    answer = signed_in(personas.teacher).post(reverse("learning:course", args=[personas.group.pk]), said)

    assert "way" in answer.context["form"].errors


def test_try_outs_are_cut_at_the_meetings():
    rows = [TryOut(pk=n, tried_on=date(2026, 11, day)) for n, day in enumerate((20, 12, 12, 3, 1))]

    found = intervals(rows, [date(2026, 11, 12), date(2026, 11, 2)])

    assert [(one.since, one.until, len(one.rows)) for one in found] == [
        (date(2026, 11, 12), None, 3),
        (date(2026, 11, 2), date(2026, 11, 12), 1),
        (None, date(2026, 11, 2), 1),
    ]


@pytest.mark.parametrize(
    ("by", "shown"), [((1, 2, 3), []), ((1, 1, 2, 2), []), ((1, 2, 3, 3), [4]), ((1, 2, 3, None), [4])]
)
def test_barriers_are_counted_from_four_try_outs_of_three_people_on(by, shown):
    rows = [TryOut(by_id=one, barriers=["busy", "busy"]) for one in by]

    assert [one.number for one in barriers_of(rows)] == shown


def test_no_line_says_who_met_which_barrier(path, personas, signed_in):
    TryOutFactory(community=personas.group, by=personas.teacher, barriers=["support"], tried_on=TODAY)

    answer = signed_in(personas.coach).get(path)

    rows = answer.content.decode().partition('class="rows"')[2]
    assert str(TryOut.Barrier.UNSUPPORTED.label) not in rows


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_with_more(path, personas, signed_in, django_assert_num_queries, number):
    for _ in range(number):
        member = MembershipFactory(community=personas.group).user
        meeting = MeetingFactory(community=personas.group, status="held", day=date(2026, 11, 5))
        task = SubtaskFactory(meeting=meeting, owner=personas.teacher)
        TryOutFactory(community=personas.group, by=member, tried_on=TODAY, meeting=meeting, subtask=task)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(14):
        client.get(path)
