"""What the pages about a group's own look at itself read: reviews, next steps, the yearly look, the practice table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import get_language

from communities.models import Community, Membership
from conditions.models import PracticeLine, ProcessAnswer, ProcessReview, SelfReview
from conditions.process import (
    ProcessCondition,
    is_review_due,
    not_said,
    process_conditions,
    side_by_side,
    stage_of_practice,
    worth_talking_about,
)
from schools.models import User
from schools.school_time import SchoolTime, Year, load_school_time

CLOSED_SHOWN = 4  # two years of reviews beside one another


@dataclass(frozen=True, slots=True)
class Chip:
    """One of the four answers, and whether it is the last one of who answers."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One condition in the open review."""

    condition: ProcessCondition
    said: ProcessAnswer | None
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One condition in the closed reviews that are shown: what each says of it, the latest last."""

    name: str
    cells: tuple[tuple[ProcessReview, ProcessAnswer | None], ...]


@dataclass(frozen=True, slots=True)
class ProcessPage:
    """Everything the page prints. Who is not of the group reads what it shared: `closed` and `compared`, nothing else.

    `may_share`: a member, because it is the group that shares. `year`: what the yearly look is about now.
    """

    community: Community
    is_inside: bool
    may_share: bool
    is_finished: bool
    running: ProcessReview | None
    lines: tuple[Line, ...]
    unsaid: tuple[str, ...]
    to_talk_about: tuple[Line, ...]
    is_due: bool
    steps: tuple[ProcessAnswer, ...]
    closed: tuple[ProcessReview, ...]  # the latest first
    compared: tuple[Compared, ...]
    practice: tuple[PracticeLine, ...]
    looks: tuple[SelfReview, ...]  # the latest first
    year: str

    @property
    def look(self) -> SelfReview | None:
        """The yearly look of this school year."""
        return next((one for one in self.looks if one.year == self.year), None)


def own_conditions() -> tuple[ProcessCondition, ...]:
    """The nine in the reader's language."""
    return process_conditions(get_language() or "nl")


def process_page(user: User, pk: int, *, today: date) -> ProcessPage:
    """The page as this person may see it; a fixed number of statements. Raises Http404."""
    community = seen_community(user, pk)
    role = community.my_role  # type: ignore[attr-defined]
    reviews = reviews_of(community, user)
    if not role and not reviews:
        raise Http404
    running = next((one for one in reviews if one.closed_on is None), None)
    closed = tuple(one for one in reviews if one.closed_on is not None)[:CLOSED_SHOWN]
    lines = lines_of(running) if role and running else ()
    time = load_school_time([community.school_id], today)
    said = {line.condition.code: line.said.status for line in lines if line.said}
    is_finished = community.has_ended(today)
    return ProcessPage(
        community=community,
        is_inside=bool(role),
        may_share=role == Membership.Role.MEMBER,
        is_finished=is_finished,
        running=running if role else None,
        lines=lines,
        unsaid=not_said(said) if lines else (),
        to_talk_about=tuple(
            line for code in worth_talking_about(said) for line in lines if line.condition.code == code
        ),
        is_due=bool(role) and not is_finished and is_due(community, running, closed, time, today),
        steps=steps_in(reviews) if role else (),
        closed=closed,
        compared=compared(closed),
        practice=practice_for(user, community),
        looks=tuple(SelfReview.objects.visible_to(user).filter(community=community).order_by("-year")),
        year=year_of(time, community.school_id, today),
    )


def seen_community(user: User, pk: int) -> Community:
    """A group that this person may see, with its school and `my_role`. Raises Http404."""
    own = Membership.objects.current().filter(community=OuterRef("pk"), user=user).values("role")[:1]
    found = Community.objects.visible_to(user).filter(pk=pk).select_related("school").annotate(my_role=Subquery(own))
    community = found.first()
    if community is None:
        raise Http404
    return community


def reviews_of(community: Community, user: User) -> list[ProcessReview]:
    """The reviews that this person may read with their answers, the latest first. Two statements."""
    answers = Prefetch("answers", ProcessAnswer.objects.select_related("owner").order_by("pk"))
    rows = ProcessReview.objects.visible_to(user).filter(community=community).prefetch_related(answers)
    return list(rows.order_by("-opened_on", "-pk"))


def lines_of(review: ProcessReview) -> tuple[Line, ...]:
    """The nine with the group's answer so far."""
    said = {one.code: one for one in review.answers.all()}
    return tuple(Line(one, said.get(one.code), chips_of(said.get(one.code))) for one in own_conditions())


def chips_of(said: ProcessAnswer | None) -> tuple[Chip, ...]:
    status = said.status if said else ""
    return tuple(Chip(value, str(label), value == status) for value, label in ProcessAnswer.Status.choices)


def steps_in(reviews: Iterable[ProcessReview]) -> tuple[ProcessAnswer, ...]:
    """Next steps that are open, the earliest due first; then those of the open review that are done."""
    found = [(review, one) for review in reviews for one in review.answers.all() if one.next_step]
    still = [one for _review, one in found if one.done_on is None]
    done = [one for review, one in found if one.done_on and review.closed_on is None]
    return (*sorted(still, key=lambda one: (one.due_on or date.max, one.pk)), *done)


def compared(closed: Sequence[ProcessReview]) -> tuple[Compared, ...]:
    """Closed reviews beside one another in words, the latest last."""
    order = tuple(reversed(closed))
    answers = [{one.code: one for one in review.answers.all()} for review in order]
    words = [{code: str(one.get_status_display()) for code, one in said.items()} for said in answers]
    names = {one.code: one.name for one in own_conditions()}
    return tuple(
        Compared(names[code], tuple((review, said.get(code)) for review, said in zip(order, answers, strict=True)))
        for code, _words in side_by_side(words)
    )


def is_due(
    community: Community, running: ProcessReview | None, closed: Sequence[ProcessReview], time: SchoolTime, today: date
) -> bool:
    """Whether a look is suggested now."""
    school = community.school_id
    return is_review_due(
        since_start=time.school_days_since(school, community.started_on, today),
        since_last=time.school_days_since(school, closed[0].closed_on if closed else None, today),
        is_one_open=running is not None,
    )


def year_of(time: SchoolTime, school_id: int, today: date) -> str:
    """The school year to look back on: that of today, in the summer the one that ended; empty where none is known."""
    years: list[Year] = sorted(time.years.get(school_id, ()), key=lambda year: year.first_day)
    begun = [year.label for year in years if year.first_day <= today]
    return begun[-1] if begun else next((year.label for year in years), "")


def practice_of(user: User, school_id: int) -> "QuerySet[PracticeLine]":
    """The school's own table in its order, for whoever works there."""
    rows: QuerySet[PracticeLine] = PracticeLine.objects.visible_to(user).filter(school=school_id)
    return rows.order_by("position", "pk")


def practice_for(user: User, community: Community) -> tuple[PracticeLine, ...]:
    """What the school's table says of the stage in which this group is."""
    stage = stage_of_practice(community.stage)
    return tuple(practice_of(user, community.school_id).filter(stage=stage))


def step_owners(community: Community, user: User, owner: User | None) -> list[tuple[int, str]]:
    """Who may take a next step: the group divides its own work; a coach gives nobody a task but herself (R70)."""
    inside = Membership.objects.current().filter(community=community).select_related("user")
    rows = list(inside.order_by("user__first_name", "user__last_name", "user_id"))
    coaches = {one.user_id for one in rows if one.role == Membership.Role.COACH}
    people = {one.user_id: one.user.get_full_name() for one in rows}
    if user.pk in coaches:
        people = {user.pk: people[user.pk]} | ({owner.pk: owner.get_full_name()} if owner else {})
    return list(people.items())
