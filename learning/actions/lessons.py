"""A research lesson from close by (R26): case pupils, predictions, what was seen, and the discussion in its order.

Words that two people wrote at once stay both: each text comes with what it was when its page was drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from learning import case_pupils as rules
from learning.actions.errors import LearningError
from learning.models import CasePupil, LessonTalk, Observation, Prediction
from meetings.merge import merge_text
from meetings.models import Cycle, CycleStep
from schools import audit
from schools.models import User

LONGEST = 300  # of a prediction
TALK = ("others", "teaching", "decision")


class LessonError(LearningError):
    """Something in a research lesson is not as it was when the page was drawn."""


class TalkIsLocked(LessonError):
    """Somebody writes of teaching before every case pupil was talked about."""

    message = _("First talk about every case pupil: what you expected and what you saw.")


@dataclass(frozen=True, slots=True)
class Said:
    """A text as sent, and as it stood when its page was drawn."""

    text: str
    was: str = ""

    def with_theirs(self, theirs: str) -> str:
        return merge_text(self.was, self.text, theirs)


@transaction.atomic
def name_case_pupils(*, cycle: Cycle, labels: Mapping[str, Said], by: User, now: datetime) -> None:
    """What each letter stands for. A letter without words goes, unless something was expected or seen of it."""
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    for code, said in labels.items():
        if said.text == said.was:
            continue
        if said.text:
            CasePupil.objects.update_or_create(cycle=cycle, code=code, defaults={"label": said.text})
        else:
            CasePupil.objects.filter(cycle=cycle, code=code, predictions=None, observations=None).delete()
    audit.record(by=by, verb="name_case_pupils", target=f"cycle:{cycle.pk}", at=now)


@transaction.atomic
def predict(*, step: CycleStep, said: Mapping[CasePupil, Said], by: User, now: datetime) -> None:
    """What the group expects of each case pupil in this lesson; no words is no row."""
    Cycle.objects.select_for_update().get(pk=step.cycle_id)
    there = {row.pupil_id: row.text for row in step.predictions.all()}
    for pupil, words in said.items():
        text = words.with_theirs(there.get(pupil.pk, "")).replace("\n", " · ")[:LONGEST]
        if text:
            Prediction.objects.update_or_create(step=step, pupil=pupil, defaults={"text": text})
        else:
            Prediction.objects.filter(step=step, pupil=pupil).delete()
    audit.record(by=by, verb="predict", target=f"cycle_step:{step.pk}", at=now)


@transaction.atomic
def observe(*, step: CycleStep, pupil: CasePupil | None, text: str, key: UUID, by: User, now: datetime) -> None:
    """What somebody sees, of a case pupil or of the others. The same form once more adds nothing."""
    said = {"step": step, "pupil": pupil, "text": text, "by": by, "at": now}
    row, is_new = Observation.objects.get_or_create(form_key=key, defaults=said)
    if is_new:
        audit.record(by=by, verb="observe", target=f"observation:{row.pk}", at=now)


@transaction.atomic
def change_observation(
    *, observation: Observation, pupil: CasePupil | None, text: str, by: User, now: datetime
) -> None:
    """Other words, or of another pupil."""
    Observation.objects.filter(pk=observation.pk).update(text=text, pupil=pupil)
    audit.record(by=by, verb="change_observation", target=f"observation:{observation.pk}", at=now)


@transaction.atomic
def remove_observation(*, observation: Observation, by: User, now: datetime) -> None:
    target = f"observation:{observation.pk}"
    if Observation.objects.filter(pk=observation.pk).delete()[0]:
        audit.record(by=by, verb="remove_observation", target=target, at=now)


@transaction.atomic
def talk_about(*, step: CycleStep, code: str, is_done: bool, by: User, now: datetime) -> None:
    """A case pupil was talked about, or not after all. A second time changes nothing."""
    talk = _talk_of(step)
    discussed = rules.with_discussed(talk.discussed, code, is_done=is_done)
    if discussed != talk.discussed:
        talk.discussed = discussed
        talk.save(update_fields=["discussed"])
        audit.record(by=by, verb="talk_about", target=f"cycle_step:{step.pk}", at=now, code=code, done=is_done)


@transaction.atomic
def write_talk(*, step: CycleStep, said: Mapping[str, Said], by: User, now: datetime) -> None:
    """Other pupils, then teaching, then the decision. said: by name of the field. Raises TalkIsLocked."""
    talk = _talk_of(step)
    pupils = list(step.cycle.case_pupils.order_by("code").values_list("code", flat=True))
    if not rules.is_open(pupils, talk.discussed):
        raise TalkIsLocked
    for name in TALK:
        if name in said:
            setattr(talk, name, said[name].with_theirs(getattr(talk, name)))
    talk.version += 1
    talk.save(update_fields=[*TALK, "version"])
    audit.record(by=by, verb="write_talk", target=f"cycle_step:{step.pk}", at=now)


@transaction.atomic
def forget_observations(*, today: date, now: datetime) -> int:
    """Deletes what was expected and seen in cycles that ended six months ago; what was decided stays.

    A cycle that nobody ended ends with its group, or a year after its last meeting. Returns how many notes went; again
    and again without harm.
    """
    last, silent = rules.ended_by(today), rules.silent_since(today)
    meets = CycleStep.objects.filter(cycle=OuterRef("pk"), meeting__day__gt=silent)
    over = Q(ended_on__lte=last) | Q(ended_on=None, community__ended_on__lte=last)
    cycles = Cycle.objects.filter(over | Q(~Exists(meets), ended_on=None, started_on__lte=silent))
    gone = Observation.objects.filter(step__cycle__in=cycles).delete()[0]
    gone += Prediction.objects.filter(step__cycle__in=cycles).delete()[0]
    gone += CasePupil.objects.filter(cycle__in=cycles).delete()[0]
    gone += LessonTalk.objects.filter(step__cycle__in=cycles).exclude(others="").update(others="")
    if gone:
        audit.record(by=None, verb="forget_observations", target="system:0", at=now, number=gone)
    return gone


def _talk_of(step: CycleStep) -> LessonTalk:
    """The discussion of a lesson, nobody else's for now."""
    Cycle.objects.select_for_update().get(pk=step.cycle_id)
    return LessonTalk.objects.get_or_create(step=step)[0]
