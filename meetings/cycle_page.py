"""What the page of a cycle shows: its steps with dates for everybody who sees the group, its words for the group."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch
from django.utils import formats
from django.utils.translation import gettext as _

from communities.models import Community
from meetings.advice import Advice
from meetings.cycles import advice_between
from meetings.models import Cycle, CycleStep, CycleText, Meeting
from meetings.steps import day_of, open_steps, run_of
from meetings.words import STEPS
from schools.calendar import SchoolDays
from schools.models import User


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as it stands today. state: done, next, to_log, coming, skipped or passed (the group went on without)."""

    row: CycleStep
    number: int
    state: str
    lesson: str = ""
    remarks: list[Advice] = field(default_factory=list)

    @property
    def meeting(self) -> Meeting | None:
        """Its meeting, unless that was cancelled."""
        return self.row.meeting if day_of(self.row) else None

    @property
    def is_next(self) -> bool:
        return self.state in ("next", "to_log")

    @property
    def lesson_on(self) -> date | None:
        """The day of the lesson where it is another one than that of the discussion."""
        day = day_of(self.row)
        return self.row.lesson_on if day and self.row.has_lesson_apart(day) else None


@dataclass(frozen=True, slots=True)
class CyclePage:
    """The open cycle with its steps, None where there is none; the earlier ones, latest first."""

    cycle: Cycle | None
    theme: str
    lines: list[StepLine]
    earlier: list[Cycle]

    @property
    def next(self) -> StepLine | None:
        return next((line for line in self.lines if line.is_next), None)


def cycle_page(community: Community, user: User, *, today: date, days: SchoolDays | None = None) -> CyclePage:
    """Four queries: cycles with their `lessons`, steps with meetings, words. Remarks only with the school `days`."""
    lessons = Prefetch("steps", CycleStep.objects.filter(kind__in=CycleStep.WITH_LESSON, skipped_on=None), "lessons")
    rows_of = Cycle.objects.visible_to(user).filter(community=community).order_by("-started_on", "-pk")
    cycles = list(rows_of.prefetch_related(lessons))
    cycle = next((one for one in cycles if one.ended_on is None), None)
    rows = (
        CycleStep.objects.filter(cycle=cycle).select_related("meeting", "cycle") if cycle else CycleStep.objects.none()
    )
    texts = CycleText.objects.visible_to(user).filter(cycle__community=community, cycle__ended_on=None)
    words: dict[int | None, str] = dict(texts.values_list("step_id", "text"))
    return CyclePage(
        cycle=cycle,
        theme=words.get(None, ""),
        lines=lines_of(list(rows.order_by("position")), words, today=today, days=days),
        earlier=[one for one in cycles if one.ended_on is not None],
    )


def lines_of(
    rows: list[CycleStep], words: dict[int | None, str], *, today: date, days: SchoolDays | None
) -> list[StepLine]:
    run = run_of(rows)
    following = run.next_index(today) if run else None
    remarks = remarks_on(rows, days)
    return [
        StepLine(row, at + 1, _state(row, at, following, today), words.get(row.pk, ""), remarks[at])
        for at, row in enumerate(rows)
    ]


def remarks_on(rows: Sequence[CycleStep], days: SchoolDays | None) -> list[list[Advice]]:
    """Kind remarks about each step that is still to come."""
    counted = [None if row.skipped_on else day_of(row) for row in rows]
    found = []
    for row, day, codes in zip(rows, counted, advice_between(days, counted), strict=True):
        is_done = row.meeting is not None and row.meeting.status == Meeting.Status.HELD
        apart = ("lesson_apart",) if day and row.has_lesson_apart(day) else ()
        found.append([] if is_done or days is None else [Advice(code, str(STEPS[code])) for code in (*codes, *apart)])
    return found


def _state(row: CycleStep, at: int, following: int | None, today: date) -> str:
    if row.meeting is not None and row.meeting.status == Meeting.Status.HELD:
        return "done"
    if row.skipped_on is not None:
        return "skipped"
    if following is None or at < following:
        return "passed"
    if at > following:
        return "coming"
    day = day_of(row)
    return "to_log" if day is not None and day <= today else "next"


def with_remarks(
    days: SchoolDays | None, chosen: Sequence[date | None], advice: Sequence[list[Advice]]
) -> list[list[Advice]]:
    """The advice on each line of a plan, with what the distance to the step before it asks."""
    between = advice_between(days, chosen)
    return [
        [*found, *(Advice(code, str(STEPS[code])) for code in codes)]
        for found, codes in zip(advice, between, strict=True)
    ]


def advice_on_move(row: CycleStep, day: date, lesson_on: date | None, days: SchoolDays | None) -> list[Advice]:
    """What a new `day` of this step does to its distances; the steps after it keep their dates."""
    rows = [one for one in open_steps(row.cycle.community_id) if one.skipped_on is None or one.pk == row.pk]
    chosen = [day if one.pk == row.pk else day_of(one) for one in rows]
    codes = advice_between(days, chosen)
    at = next(at for at, one in enumerate(rows) if one.pk == row.pk)
    found = [Advice(code, str(STEPS[code])) for code in codes[at]]
    if lesson_on is not None and lesson_on != day:
        found.append(Advice("lesson_apart", str(STEPS["lesson_apart"])))
    after = next((other for other in range(at + 1, len(rows)) if chosen[other]), None)
    if after is not None and codes[after]:
        found.append(_said_of_next(rows[after], chosen[after], codes[after][0]))
    return found


def _said_of_next(row: CycleStep, day: date | None, code: str) -> Advice:
    said = {"step": row.get_kind_display(), "day": formats.date_format(day, "D j F") if day else ""}
    if code == "steps_close":
        text = _("The next step (%(step)s) keeps its date, %(day)s: less than a school week later.")
    else:
        text = _("The next step (%(step)s) keeps its date, %(day)s: more than three school weeks later.")
    return Advice(f"next_{code}", text % said)
