"""The start conditions of all groups of a school, for its leader: which are open, in words. Seven statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.http import Http404

from communities.models import Community
from conditions.catalogue import Condition, in_use
from conditions.gaps import LEADER, differ, is_open, waits_for_why
from conditions.models import StartConfirmation
from conditions.queries.start import NOTHING_SAID, Answers, Said, conditions_of, confirmations_of, latest_answers_of
from schools.models import School, User


@dataclass(frozen=True, slots=True)
class Step:
    """A next step on a condition that is open for the side which noted it."""

    condition: Condition
    said: Said
    is_of_group: bool
    is_past: bool


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group: conditions by how they stand for the leader. There is no number in it, so nothing can be ranked."""

    pk: int
    name: str
    is_untouched: bool
    is_group_ahead: bool  # it answered one of the three that ask for a reason, and the leaders did not
    unanswered: tuple[Condition, ...]
    open: tuple[Condition, ...]
    different: tuple[Condition, ...]
    waiting: tuple[Condition, ...]
    confirmed: tuple[tuple[Condition, StartConfirmation], ...]
    steps: tuple[Step, ...]

    @property
    def is_settled(self) -> bool:
        return not (self.unanswered or self.open or self.different or self.waiting)


@dataclass(frozen=True, slots=True)
class StartConditionsPage:
    """Groups of the school that run, by name."""

    school: School
    lines: tuple[GroupLine, ...]

    @property
    def waiting(self) -> tuple[GroupLine, ...]:
        """Groups in which a reason is asked."""
        return tuple(line for line in self.lines if line.waiting)


def start_conditions_page(user: User, slug: str, *, today: date) -> StartConditionsPage:
    """The overview of a school that this person leads. Raises Http404."""
    school = School.objects.editable_by(user).filter(slug=slug).first()
    if school is None:
        raise Http404
    running = Q(ended_on=None) | Q(ended_on__gt=today)
    groups = list(Community.objects.filter(running, school=school).order_by("name", F("pk")).values_list("pk", "name"))
    conditions = in_use(conditions_of(school))
    answers = latest_answers_of([pk for pk, _name in groups])
    confirmed = confirmations_of([pk for pk, _name in groups])
    lines = [
        line_of(pk, name, conditions, answers.get(pk, NOTHING_SAID), confirmed.get(pk, {}), today)
        for pk, name in groups
    ]
    return StartConditionsPage(school, tuple(lines))


def line_of(
    pk: int,
    name: str,
    conditions: Sequence[Condition],
    answers: Answers,
    confirmed: dict[str, StartConfirmation],
    today: date,
) -> GroupLine:
    seen = {one.code: answers.seen_by(LEADER, one.code) for one in conditions}
    own = {code: said[LEADER].status for code, said in seen.items() if said}
    statuses = {code: {side: one.status for side, one in said.items()} for code, said in seen.items()}
    return GroupLine(
        pk=pk,
        name=name,
        is_untouched=not own,
        is_group_ahead=any(one.asks_why and one.code not in own and answers.latest.get(one.code) for one in conditions),
        unanswered=tuple(one for one in conditions if one.code not in own),
        open=tuple(one for one in conditions if is_open(own.get(one.code))),
        different=tuple(one for one in conditions if differ(statuses[one.code])),
        waiting=tuple(
            one
            for one in conditions
            if waits_for_why(statuses[one.code], asks_why=one.asks_why, is_confirmed=one.code in confirmed)
        ),
        confirmed=tuple((one, confirmed[one.code]) for one in conditions if one.code in confirmed),
        steps=steps_of(conditions, seen, today),
    )


def steps_of(conditions: Sequence[Condition], seen: dict[str, dict[str, Said]], today: date) -> tuple[Step, ...]:
    """Next steps of both sides where something is open, the earliest day first, those without a day last."""
    found = [
        Step(one, said, side != LEADER, said.due_on is not None and said.due_on < today)
        for one in conditions
        for side, said in seen[one.code].items()
        if said.next_step and is_open(said.status)
    ]
    return tuple(sorted(found, key=lambda step: step.said.due_on or date.max))
