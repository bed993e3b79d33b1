"""A research lesson on a phone: letters, predictions, notes under one's name, and a talk that begins with pupils."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from learning.models import CasePupil, LessonTalk, Observation, Prediction
from tests.factories import CycleFactory, CycleStepFactory
from tests.factories_learning import CasePupilFactory, LessonTalkFactory, ObservationFactory, PredictionFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def step(personas):
    """A lesson of a cycle that runs, with two case pupils."""
    row = CycleStepFactory(cycle=CycleFactory(community=personas.group), kind="lesson", position=3)
    for code in "AB":
        CasePupilFactory(cycle=row.cycle, code=code, label=f"staat voor {code}")
    return row


def at(name, row):
    return reverse(f"learning:{name}", args=[row.pk])


def test_letters_get_a_meaning_and_no_name(personas, signed_in):
    cycle = CycleFactory(community=personas.group)
    client = signed_in(personas.teacher)
    page = client.post(at("case-pupils", cycle), {"A": "leerling Jonas leest vlot"}).content.decode()
    assert "Jonas" in page
    assert not CasePupil.objects.exists()
    client.post(at("case-pupils", cycle), {"A": "leest vlot", "B": "zoekt woorden op"})
    assert CasePupil.objects.count() == 2


def test_case_pupils_of_the_cycle_before_are_offered_and_kept_by_saving(personas, signed_in):
    for begun, label in ((date(2026, 3, 2), "lang geleden"), (date(2026, 6, 1), "leest vlot")):
        old = CycleFactory(community=personas.group, started_on=begun, ended_on=date(2026, 6, 20))
        CasePupilFactory(cycle=old, code="A", label=label)
    CasePupilFactory(cycle=CycleFactory(started_on=date(2026, 6, 2)), code="A", label="van een andere groep")
    cycle = CycleFactory(community=personas.group, started_on=date(2026, 11, 2))
    client = signed_in(personas.teacher)

    form = client.get(at("case-pupils", cycle)).context["form"]
    assert (form["A"].value(), form["was-A"].value(), form["B"].value()) == ("leest vlot", "", "")
    assert not cycle.case_pupils.exists()
    client.post(at("case-pupils", cycle), {"A": "leest vlot", "was-A": ""})

    assert list(cycle.case_pupils.values_list("code", "label")) == [("A", "leest vlot")]
    assert "Overgenomen" not in client.get(at("case-pupils", cycle)).content.decode()


def test_group_predicts_a_line_a_pupil(personas, step, signed_in):
    client = signed_in(personas.coach)
    client.post(at("predict", step), {"A": "Onderlijnt alles", "B": ""})
    assert Prediction.objects.get().text == "Onderlijnt alles"
    assert "Onderlijnt alles" in client.get(at("lesson", step)).content.decode()


def test_without_case_pupils_predicting_begins_there(personas, signed_in):
    row = CycleStepFactory(cycle=CycleFactory(community=personas.group), kind="lesson")
    assert signed_in(personas.teacher).get(at("predict", row)).url == at("case-pupils", row.cycle)


def test_note_is_saved_once_and_the_next_is_of_the_same_pupil(personas, step, signed_in):
    client, said = signed_in(personas.teacher), {"key": uuid4(), "who": "B", "text": "Slaat de titel over"}
    for _ in range(2):
        answer = client.post(at("observe", step), said)
    assert answer.url == f"{at('observe', step)}?who=B"
    assert answer.cookies["draft_saved"].value == f"observe-{step.pk}"
    row = Observation.objects.get()
    assert (row.by, row.pupil.code, row.at) == (personas.teacher, "B", NOW)
    assert "checked" in client.get(answer.url).content.decode()


def test_note_of_the_others_stands_apart(personas, step, signed_in):
    client = signed_in(personas.teacher)
    client.post(at("observe", step), {"key": uuid4(), "who": "", "text": "Halve klas wacht"})
    assert Observation.objects.get().pupil is None


def test_group_reads_whose_note_it_is_and_only_she_changes_it(personas, step, signed_in):
    row = ObservationFactory(step=step, by=personas.teacher, text="Begint te tekenen")
    page = signed_in(personas.coach).get(at("lesson", step)).content.decode()
    assert "Begint te tekenen" in page
    assert personas.teacher.get_full_name() in page
    assert at("observation", row) not in page
    said = {"key": uuid4(), "who": "A", "text": "Anders"}
    assert signed_in(personas.coach).post(at("observation", row), said).status_code == 404
    assert signed_in(personas.coach).post(at("remove-observation", row)).status_code == 404
    assert signed_in(personas.teacher).post(at("observation", row), said).url == at("lesson", step)
    row.refresh_from_db()
    assert row.text == "Anders"


def test_talk_of_teaching_is_not_on_the_page_and_not_taken_before_the_case_pupils(personas, step, signed_in):
    client = signed_in(personas.teacher)
    assert 'name="decision"' not in client.get(at("lesson", step)).content.decode()
    client.post(at("lesson-talk", step), {"decision": "Stiekem"})
    assert not LessonTalk.objects.exclude(decision="").exists()
    for code in "AB":
        client.post(at("talked", step), {"code": code, "done": "yes"})
    client.post(at("talked", step), {"code": "F", "done": "yes"})
    assert LessonTalk.objects.get().discussed == ["A", "B"]
    assert 'name="decision"' in client.get(at("lesson", step)).content.decode()
    client.post(at("lesson-talk", step), {"others": "", "teaching": "", "decision": "Eerst de kop lezen"})
    assert LessonTalk.objects.get().decision == "Eerst de kop lezen"


def test_decision_stands_on_the_page_of_the_next_lesson(personas, step, signed_in):
    LessonTalkFactory(step=step, decision="Eerst de kop lezen")
    again = CycleStepFactory(cycle=step.cycle, kind="reteach", position=4)
    assert "Eerst de kop lezen" in signed_in(personas.teacher).get(at("lesson", again)).content.decode()


def test_lesson_of_an_ended_cycle_is_read_and_says_when_notes_go(personas, step, signed_in):
    step.cycle.ended_on = date(2026, 11, 20)
    step.cycle.save()
    LessonTalkFactory(step=step, decision="Eerst de kop lezen")
    client = signed_in(personas.teacher)
    page = client.get(at("lesson", step), headers={"accept-language": "en"}).content.decode()
    assert "2027" in page
    assert "Eerst de kop lezen" in page
    assert client.get(at("observe", step)).status_code == 404
    assert client.post(at("lesson-talk", step), {"decision": "Later"}).status_code == 404


def test_cycle_page_leads_to_charter_case_pupils_and_lesson(personas, step, signed_in):
    path = reverse("meetings:cycle", args=[personas.group.pk])
    page = signed_in(personas.teacher).get(path).content.decode()
    ways = [reverse("communities:charter", args=[personas.group.pk]), at("case-pupils", step.cycle), at("lesson", step)]
    assert [way in page for way in ways] == [True] * 3
    leader = signed_in(personas.leader).get(path).content.decode()
    assert [way in leader for way in ways] == [False] * 3


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_nobody_else_finds_a_lesson(personas, step, signed_in, who):
    client = signed_in(getattr(personas, who))
    for name in ("lesson", "predict", "observe"):
        assert client.get(at(name, step)).status_code == 404
    assert client.get(at("case-pupils", step.cycle)).status_code == 404
    assert client.post(at("observe", step), {"key": uuid4(), "who": "A", "text": "x"}).status_code == 404
    assert client.post(at("talked", step), {"code": "A", "done": "yes"}).status_code == 404
    assert not Observation.objects.exists()


def test_step_without_a_lesson_has_no_such_page(personas, signed_in):
    row = CycleStepFactory(cycle=CycleFactory(community=personas.group), kind="design")
    assert signed_in(personas.teacher).get(at("lesson", row)).status_code == 404


@pytest.mark.parametrize("notes", [1, 3])
def test_page_costs_the_same_for_any_number_of_notes(personas, step, signed_in, notes, django_assert_num_queries):
    pupil = CasePupil.objects.get(code="A")
    PredictionFactory(step=step, pupil=pupil)
    ObservationFactory.create_batch(notes, step=step, pupil=pupil, by=personas.teacher)
    client = signed_in(personas.teacher)
    client.get(at("lesson", step))
    with django_assert_num_queries(9):
        client.get(at("lesson", step))


@pytest.mark.parametrize("notes", [1, 3])
def test_watching_costs_the_same_for_any_number_of_notes(personas, step, signed_in, notes, django_assert_num_queries):
    ObservationFactory.create_batch(notes, step=step, by=personas.teacher, pupil=CasePupil.objects.get(code="A"))
    client = signed_in(personas.teacher)
    with django_assert_num_queries(5):
        client.get(at("observe", step))
