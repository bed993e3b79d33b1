"""What the page of a research lesson reads: case pupils predicted against seen, and the discussion."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from communities.models import Community
from learning import case_pupils as rules
from learning.models import CasePupil, LessonTalk, Observation, Prediction
from learning.queries.running import of_running
from meetings.models import Cycle, CycleStep, CycleText
from schools.models import User


@dataclass(frozen=True, slots=True)
class PupilLine:
    """A case pupil in one lesson: expected, seen, and whether the group talked about her."""

    pupil: CasePupil
    expected: str = ""
    seen: list[Observation] = field(default_factory=list)
    is_discussed: bool = False


@dataclass(frozen=True, slots=True)
class LessonPage:
    """before: what the lesson before this one decided; forgets_on: None while cycle and group go on."""

    step: CycleStep
    theme: str
    lesson: str
    pupils: list[PupilLine]
    others: list[Observation]
    talk: LessonTalk
    before: str = ""
    forgets_on: date | None = None

    @property
    def is_running(self) -> bool:
        return self.forgets_on is None

    @property
    def left(self) -> list[str]:
        """Letters that are still to be talked about."""
        return [line.pupil.code for line in self.pupils if not line.is_discussed]

    @property
    def is_open(self) -> bool:
        return rules.is_open([line.pupil.code for line in self.pupils], self.talk.discussed)

    @property
    def minutes(self) -> int:
        return rules.minutes_of(len(self.pupils) or rules.USUAL)

    @property
    def next(self) -> str:
        """What this lesson asks now: pupils, predict, observe or talk."""
        if not self.pupils:
            return "pupils"
        if self.talk.discussed or self.is_open:
            return "talk"
        if not any(line.expected for line in self.pupils):
            return "predict"
        return "observe"


def lessons_of(user: User) -> QuerySet[CycleStep]:
    """Steps with a lesson, also of cycles that ended, for the group alone."""
    inside = Community.objects.owned_by_group_of(user)
    steps = CycleStep.objects.visible_to(user).filter(cycle__community__in=inside, kind__in=CycleStep.WITH_LESSON)
    return steps.select_related("cycle__community", "meeting")


def open_lessons_of(user: User, *, today: date) -> QuerySet[CycleStep]:
    """Steps with a lesson of a cycle that runs, in a group that goes on."""
    steps = CycleStep.objects.editable_by(user).filter(kind__in=CycleStep.WITH_LESSON)
    return steps.filter(of_running("cycle__community__", today)).select_related("cycle__community", "meeting")


def pupils_of(cycle: Cycle, user: User) -> list[CasePupil]:
    return list(CasePupil.objects.visible_to(user).filter(cycle=cycle).order_by("code"))


def labels_before(cycle: Cycle, user: User) -> dict[str, str]:
    """What each letter stood for in the latest cycle before this one, as far as it is still kept."""
    rows = CasePupil.objects.visible_to(user).filter(
        cycle__community=cycle.community_id, cycle__started_on__lt=cycle.started_on
    )
    latest = rows.order_by("-cycle__started_on").values("cycle")[:1]
    return dict(rows.filter(cycle=latest).values_list("code", "label"))


def own_notes(step: CycleStep, user: User) -> QuerySet[Observation]:
    """What this person noted in a lesson, the latest first."""
    return Observation.objects.editable_by(user).filter(step=step).select_related("pupil").order_by("-at", "-pk")


def lesson_page(step: CycleStep, user: User, *, today: date) -> LessonPage:
    """Six statements: case pupils, predictions, observations, discussion, words, the decision before."""
    expected = dict(Prediction.objects.visible_to(user).filter(step=step).values_list("pupil_id", "text"))
    notes = Observation.objects.visible_to(user).filter(step=step).select_related("by").order_by("at", "pk")
    seen = _by_pupil(notes)
    talk = LessonTalk.objects.visible_to(user).filter(step=step).first() or LessonTalk(step=step)
    texts = CycleText.objects.visible_to(user).filter(Q(cycle=step.cycle_id, step=None) | Q(step=step.pk))
    words: dict[int | None, str] = dict(texts.values_list("step_id", "text"))
    group_end = step.cycle.community.ended_on
    ended_on = step.cycle.ended_on or (group_end if group_end and group_end <= today else None)
    return LessonPage(
        step=step,
        theme=words.get(None, ""),
        lesson=words.get(step.pk, ""),
        pupils=[
            PupilLine(pupil, expected.get(pupil.pk, ""), seen.get(pupil.pk, []), pupil.code in talk.discussed)
            for pupil in pupils_of(step.cycle, user)
        ],
        others=seen.get(None, []),
        talk=talk,
        before=decision_before(step, user),
        forgets_on=rules.forget_on(ended_on) if ended_on else None,
    )


def decision_before(step: CycleStep, user: User) -> str:
    """What the group decided in the lesson before this one, also in an earlier cycle."""
    earlier = Q(step__cycle=step.cycle_id, step__position__lt=step.position)
    earlier |= Q(step__cycle__community=step.cycle.community_id, step__cycle__started_on__lt=step.cycle.started_on)
    talks = LessonTalk.objects.visible_to(user).filter(earlier).exclude(decision="")
    last = talks.order_by("-step__cycle__started_on", "-step__position").values_list("decision", flat=True).first()
    return last or ""


def _by_pupil(rows: Iterable[Observation]) -> dict[int | None, list[Observation]]:
    found: dict[int | None, list[Observation]] = {}
    for row in rows:
        found.setdefault(row.pupil_id, []).append(row)
    return found
