"""The start conditions of one group: both sides, what the product knows, what to talk about. Twelve statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils.translation import gettext as _

from communities.models import Community
from conditions.catalogue import Condition, in_use
from conditions.gaps import GROUP, LEADER, NOT_APPLICABLE, differ, is_time_to_look, last_look, waits_for_why
from conditions.models import ConditionAnswer, ProcessReview, Source, StartConfirmation
from conditions.queries.process import Chip
from conditions.queries.start import NOTHING_SAID, Answers, Said, answers_of, conditions_of, confirmations_of
from dashboard.condition_words import evidence
from dashboard.queries.condition_facts import facts_of, with_decisions
from dashboard.queries.group import seen_group
from schools.models import School, User
from schools.school_time import SchoolTime, load_school_time


@dataclass(frozen=True, slots=True)
class Line:
    """One condition as this reader sees it. `own` is the answer of her side (the leader's, for who is on neither),
    `other` that of the other side once she may see it; `history` what both said before, the latest first."""

    condition: Condition
    source: str
    own: Said | None
    other: Said | None
    chips: tuple[Chip, ...]
    facts: tuple[str, ...]
    history: tuple[Said, ...]
    differs: bool
    waits_for_why: bool
    confirmation: StartConfirmation | None


@dataclass(frozen=True, slots=True)
class ConditionsPage:
    """Everything the page prints. `side` is the side for which the reader answers; None who only reads."""

    community: Community
    side: str | None
    lines: tuple[Line, ...]
    last_look: date | None
    is_time_to_look: bool
    is_member_too: bool
    is_finished: bool
    works_here: bool  # so that the page of the school's conditions is hers to read
    reads_process: bool  # in the group, or the group shared a look at how it works together

    @property
    def to_talk_about(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.differs)

    @property
    def waiting(self) -> tuple[Line, ...]:
        """Where the leader is asked why the group starts, as far as the reader may know; after the end nothing is."""
        return () if self.is_finished else tuple(line for line in self.lines if line.waits_for_why)

    @property
    def confirmed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.confirmation)

    @property
    def is_leader(self) -> bool:
        return self.side == LEADER


def conditions_page(user: User, pk: int, *, today: date) -> ConditionsPage:
    """The page as this person may see it. Raises Http404."""
    works_here = Exists(School.objects.visible_to(user).filter(pk=OuterRef("school_id")))
    rows = with_decisions(seen_group(user.pk, pk)).select_related("school").annotate(works_here=works_here)
    rows = rows.annotate(shared=Exists(ProcessReview.objects.visible_to(user).filter(community=OuterRef("pk"))))
    community = rows.first()
    if community is None:
        raise Http404
    inside = bool(community.my_role)  # type: ignore[attr-defined]
    side = LEADER if community.leads else GROUP if inside else None  # type: ignore[attr-defined]
    answers = answers_of([pk], side=side).get(pk, NOTHING_SAID)
    confirmed = confirmations_of([pk]).get(pk, {})
    looked = last_look(answers.days())
    time = load_school_time([community.school_id], today)
    known = evidence(facts_of(community, year=year_around(time, community.school_id, today), today=today))
    lines = tuple(
        line_of(condition, side, answers, known, confirmed) for condition in in_use(conditions_of(community.school_id))
    )
    statuses = [said.status for line in lines for said in (line.own, line.other) if said]
    return ConditionsPage(
        community=community,
        side=side,
        lines=lines,
        last_look=looked,
        is_time_to_look=is_time_to_look(time.school_days_since(community.school_id, looked, today), statuses),
        is_member_too=side == LEADER and inside,
        is_finished=community.has_ended(today),
        works_here=community.works_here,
        reads_process=inside or community.shared,
    )


def line_of(
    condition: Condition,
    side: str | None,
    answers: Answers,
    known: Mapping[str, Sequence[str]],
    confirmed: Mapping[str, StartConfirmation],
) -> Line:
    code = condition.code
    seen = answers.seen_by(side, code)
    own = seen.get(side or LEADER)
    given = confirmed.get(code)
    statuses = {one: said.status for one, said in seen.items()}
    earlier = [said for one in seen for said in answers.earlier.get((code, one), ())]
    return Line(
        condition=condition,
        source=str(Source(condition.source).label),
        own=own,
        other=seen.get(LEADER if side == GROUP else GROUP),
        chips=tuple(
            Chip(value, _("n/a") if value == NOT_APPLICABLE else str(label), own is not None and own.status == value)
            for value, label in ConditionAnswer.Status.choices
        ),
        facts=tuple(known.get(code, ())),
        history=tuple(sorted(earlier, key=lambda said: said.at, reverse=True)),
        differs=differ(statuses),
        waits_for_why=waits_for_why(statuses, asks_why=condition.asks_why, is_confirmed=given is not None),
        confirmation=given,
    )


def year_around(time: SchoolTime, school_id: int, today: date) -> tuple[date, date] | None:
    """The school year that runs today, else the one that comes."""
    years = sorted((year.first_day, year.last_day) for year in time.years.get(school_id, ()))
    return next((year for year in years if year[1] >= today), None)
