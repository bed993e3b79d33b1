"""A research lesson: words of two people stay both, teaching waits for the case pupils, notes go, decisions stay."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from learning.actions import lessons as actions
from learning.actions.lessons import Said
from learning.models import CasePupil, LessonTalk, Observation, Prediction
from learning.tasks import forget
from meetings.models import Cycle
from schools.models import AuditEvent
from tests.factories import CommunityFactory, CycleFactory, CycleStepFactory, MeetingFactory, UserFactory
from tests.factories_learning import CasePupilFactory, LessonTalkFactory, ObservationFactory, PredictionFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def step():
    return CycleStepFactory(kind="lesson")


def pupil_of(step, code="A"):
    return CasePupilFactory(cycle=step.cycle, code=code)


def test_letters_are_named_and_renamed_and_go(step, by):
    said = {"A": Said("rekent vlot"), "B": Said("")}
    actions.name_case_pupils(cycle=step.cycle, labels=said, by=by, now=NOW)
    actions.name_case_pupils(cycle=step.cycle, labels={"A": Said("", "rekent vlot")}, by=by, now=NOW)
    assert not CasePupil.objects.exists()


def test_letter_with_notes_stays(step, by):
    pupil = pupil_of(step)
    ObservationFactory(step=step, pupil=pupil)
    actions.name_case_pupils(cycle=step.cycle, labels={"A": Said("", pupil.label)}, by=by, now=NOW)
    assert CasePupil.objects.get().label == pupil.label


def test_page_that_did_not_touch_a_letter_leaves_what_a_colleague_wrote(step, by):
    actions.name_case_pupils(cycle=step.cycle, labels={"A": Said("nieuw")}, by=by, now=NOW)
    actions.name_case_pupils(cycle=step.cycle, labels={"A": Said("", ""), "B": Said("traag")}, by=by, now=NOW)
    assert list(CasePupil.objects.order_by("code").values_list("code", "label")) == [("A", "nieuw"), ("B", "traag")]


def test_two_people_predict_at_once(step, by):
    pupil = pupil_of(step)
    actions.predict(step=step, said={pupil: Said("Tekent eerst")}, by=by, now=NOW)
    actions.predict(step=step, said={pupil: Said("Vraagt hulp")}, by=by, now=NOW)
    assert Prediction.objects.get().text == "Tekent eerst · Vraagt hulp"
    actions.predict(step=step, said={pupil: Said("", "Tekent eerst · Vraagt hulp")}, by=by, now=NOW)
    assert not Prediction.objects.exists()


def test_second_tap_observes_once(step, by):
    key = uuid4()
    for _ in range(2):
        actions.observe(step=step, pupil=None, text="Leest luidop", key=key, by=by, now=NOW)
    assert Observation.objects.get().text == "Leest luidop"
    assert AuditEvent.objects.filter(verb="observe").count() == 1


def test_own_note_is_changed_and_removed(by):
    row = ObservationFactory()
    actions.change_observation(observation=row, pupil=pupil_of(row.step), text="Anders", by=by, now=NOW)
    row.refresh_from_db()
    assert (row.text, row.pupil.code) == ("Anders", "A")
    actions.remove_observation(observation=row, by=by, now=NOW)
    assert not Observation.objects.exists()


def test_teaching_is_locked_until_every_case_pupil_was_talked_about(step, by):
    for code in "AB":
        pupil_of(step, code)
    said = {"decision": Said("Langer zelf laten zoeken")}
    actions.talk_about(step=step, code="B", is_done=True, by=by, now=NOW)
    with pytest.raises(actions.TalkIsLocked):
        actions.write_talk(step=step, said=said, by=by, now=NOW)
    assert LessonTalk.objects.get().decision == ""
    actions.talk_about(step=step, code="A", is_done=True, by=by, now=NOW)
    actions.write_talk(step=step, said=said, by=by, now=NOW)
    talk = LessonTalk.objects.get()
    assert (talk.discussed, talk.decision) == (["B", "A"], "Langer zelf laten zoeken")


def test_without_case_pupils_nothing_opens(step, by):
    with pytest.raises(actions.TalkIsLocked):
        actions.write_talk(step=step, said={"others": Said("x")}, by=by, now=NOW)


def test_two_people_write_the_discussion_at_once(step, by):
    pupil_of(step)
    actions.talk_about(step=step, code="A", is_done=True, by=by, now=NOW)
    for text in ("Meer tijd", "Minder uitleg"):
        actions.write_talk(step=step, said={"teaching": Said(text)}, by=by, now=NOW)
    assert LessonTalk.objects.get().teaching == "Meer tijd\nMinder uitleg"


def lesson_that_ended(**of_cycle):
    step = CycleStepFactory(kind="lesson", cycle=CycleFactory(started_on=date(2026, 1, 12), **of_cycle))
    pupil = CasePupilFactory(cycle=step.cycle)
    PredictionFactory(step=step, pupil=pupil)
    ObservationFactory(step=step, pupil=pupil)
    LessonTalkFactory(step=step, others="Stil", teaching="Rustig", decision="Anders", discussed=["A"])
    return step


def test_notes_go_after_six_months_and_decisions_stay():
    lesson_that_ended(ended_on=date(2026, 5, 23))
    young = lesson_that_ended(ended_on=date(2026, 5, 24))
    assert actions.forget_observations(today=TODAY, now=NOW) == 4
    assert actions.forget_observations(today=TODAY, now=NOW) == 0
    assert set(Observation.objects.values_list("step", flat=True)) == {young.pk}
    assert set(CasePupil.objects.values_list("cycle", flat=True)) == {young.cycle_id}
    gone = LessonTalk.objects.exclude(step=young).get()
    assert (gone.others, gone.teaching, gone.decision) == ("", "Rustig", "Anders")


def test_cycle_that_nobody_ended_ends_with_its_group():
    lesson_that_ended(community=CommunityFactory(started_on=date(2026, 1, 5), ended_on=date(2026, 5, 1)))
    lesson_that_ended()
    assert actions.forget_observations(today=TODAY, now=NOW) == 4


@pytest.mark.parametrize(("last_day", "goes"), [(date(2025, 11, 23), 4), (date(2025, 11, 24), 0), (None, 4)])
def test_cycle_that_nobody_ends_lets_go_a_year_after_its_last_meeting(last_day, goes):
    step = lesson_that_ended()
    Cycle.objects.update(started_on=date(2025, 9, 1))
    if last_day:
        step.meeting = MeetingFactory(community=step.cycle.community, day=last_day)
        step.save()
    assert actions.forget_observations(today=TODAY, now=NOW) == goes


def test_task_forgets_by_the_clock_of_the_product():
    lesson_that_ended(ended_on=date(2026, 2, 1))
    forget()
    assert not Observation.objects.exists()


def test_audit_holds_no_words(step, by):
    pupil_of(step)
    actions.observe(step=step, pupil=None, text="Geheim", key=uuid4(), by=by, now=NOW)
    actions.talk_about(step=step, code="A", is_done=True, by=by, now=NOW)
    actions.write_talk(step=step, said={"decision": Said("Geheim")}, by=by, now=NOW)
    assert "Geheim" not in "".join(str(row.detail) + row.target for row in AuditEvent.objects.all())
