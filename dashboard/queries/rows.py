"""A group as one row of a list: state, reason, action and year strip, ready to be printed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from communities.models import Community, Variant
from dashboard import words
from dashboard.queries.school_time import Year
from meetings.cadence import Rhythm, Status, status_on
from schools.calendar import Span

# What a list is sorted by and filtered on, who needs something first: a state, or what else asks for attention.
KINDS = ("stalled", "overdue", "plan_now", "unlogged", "year", "on_track", "paused", "inactive")
CALM = KINDS[5:]
LATE = ("stalled", "overdue")


class Facts(NamedTuple):
    """The columns of a group with its stored rhythm, in the order of `COLUMNS`."""

    pk: int
    name: str
    variant: str
    regime: str
    started_on: date
    ended_on: date | None
    minimum_per_year: int | None
    school_id: int
    year: str | None
    opens_on: date | None
    due_on: date | None
    stalled_on: date | None
    last_held_on: date | None
    held: int | None
    required: int | None
    remaining: int | None
    last_reachable_on: date | None
    tight_on: date | None
    planned_next_on: date | None
    unlogged_on: date | None
    reasons: list[str] | None
    dots: list[list[object]] | None


OWN_COLUMNS = Facts._fields.index("year")
COLUMNS = (*Facts._fields[:OWN_COLUMNS], *(f"cadence__{name}" for name in Facts._fields[OWN_COLUMNS:]))


@dataclass(frozen=True, slots=True)
class Row:
    """One group, in strings. `kind` is one of `KINDS`; the last fields are the strip: its words and its path data."""

    pk: int
    kind: str
    variant: str
    state: str
    state_word: str
    name: str
    url: str
    variant_word: str
    counted: str
    note: str
    action_text: str
    action_url: str
    year_id: int
    days: int
    strip_words: str
    window: str
    pauses: str
    short: str
    normal: str
    long: str
    planned: str


def read_facts(communities: "Iterable[tuple[object, ...]]") -> list[Facts]:
    """Rows of `communities.values_list(*COLUMNS)`."""
    return [Facts._make(values) for values in communities]


def hosted_or_joined(school_id: int) -> "QuerySet[Community, int]":
    """Ids of the communities that a school hosts or takes part in; a union, so that each half uses its own index."""
    hosted = Community.objects.filter(school=school_id).values_list("pk", flat=True)
    joined = Community.objects.filter(partnerships__school=school_id).values_list("pk", flat=True)
    return hosted.union(joined)


def rhythm_of(facts: Facts, *, label: str, today: date) -> Rhythm:
    """The stored facts as they stand on `today` in the school year `label`; empty outside that year."""
    if not label or facts.year != label:
        return Rhythm()
    planned, unlogged = facts.planned_next_on, facts.unlogged_on
    if planned is not None and planned < today:  # a day has passed on which nobody looked
        unlogged, planned = planned, _next_planned(facts.dots or (), today)
    reasons = facts.reasons or ()
    return Rhythm(
        opens_on=facts.opens_on,
        due_on=facts.due_on,
        stalled_on=facts.stalled_on,
        last_held_on=facts.last_held_on,
        held=facts.held or 0,
        required=facts.required,
        remaining=facts.remaining,
        last_reachable_on=facts.last_reachable_on,
        tight_on=facts.tight_on,
        planned_next_on=planned,
        unlogged_on=unlogged,
        is_in_year=True,
        too_close="too_close" in reasons,
        length_advice=next((code for code in ("too_short", "long") if code in reasons), ""),
    )


def _next_planned(dots: Sequence[Sequence[object]], today: date) -> date | None:
    days = (date.fromisoformat(str(day)) for day, _minutes, kind in dots if kind == "p")
    return min((day for day in days if day >= today), default=None)


def status_of(facts: Facts, *, label: str, today: date, pauses: Sequence[Span]) -> Status:
    """The status of a group on `today`, from its stored rhythm."""
    rhythm = rhythm_of(facts, label=label, today=today)
    return status_on(rhythm, day=today, started_on=facts.started_on, ended_on=facts.ended_on, pauses=pauses)


def kind_of(status: Status) -> str:
    """Which of `KINDS` a group is."""
    if status.state == "on_track":
        if status.unlogged_on is not None:
            return "unlogged"
        if status.year in ("tight", "unreachable"):
            return "year"
    return status.state


def by_need(row: Row) -> tuple[int, str, int]:
    """Sorts rows: who needs something first, then by name."""
    return KINDS.index(row.kind), row.name.casefold(), row.pk


@dataclass(frozen=True, slots=True)
class Printer:
    """Makes rows of one school in one language: what is the same for all of them is looked up once."""

    year: Year
    today: date
    year_id: int
    variants: Mapping[str, str]
    group_url: str  # with 0 for the id
    open_text: str
    help_text: str
    help_url: str
    helping: tuple[str, ...]  # states in which the action helps

    @classmethod
    def of(cls, year: Year, *, today: date, year_id: int, is_member: bool = False) -> "Printer":
        """`is_member`: for the group's own people, who plan themselves; a leader asks what is needed."""
        group_url = reverse("dashboard:community", args=[0])
        return cls(
            year=year,
            today=today,
            year_id=year_id,
            variants={value: str(text) for value, text in Variant.choices},
            group_url=group_url,
            open_text=_("Open group"),
            help_text=_("Plan a meeting") if is_member else _("Ask what is needed"),
            help_url=reverse("meetings:plan", args=[0]) if is_member else f"{group_url}#help",
            helping=(*LATE, "plan_now") if is_member else LATE,
        )

    def row(self, facts: Facts, pauses: Sequence[Span] = ()) -> Row:
        """One group as a row."""
        year = self.year
        status = status_of(facts, label=year.label, today=self.today, pauses=pauses)
        frame = words.Frame(facts.started_on, facts.ended_on, pauses, is_in_year=bool(year.label))
        url = self.group_url.replace("/0/", f"/{facts.pk}/")
        is_helping = status.state in self.helping
        dots = facts.dots if facts.dots and facts.year == year.label else []
        scale = year.scale
        drawn = scale.dots(dots) if scale else None
        return Row(
            pk=facts.pk,
            kind=kind_of(status),
            variant=facts.variant,
            state=status.state,
            state_word=words.state_word(status.state),
            name=facts.name,
            url=url,
            variant_word=self.variants[facts.variant],
            counted=words.counted(status),
            note=words.reason(status, frame, today=self.today),
            action_text=self.help_text if is_helping else self.open_text,
            action_url=self.help_url.replace("/0/", f"/{facts.pk}/") if is_helping else url,
            year_id=self.year_id,
            days=scale.days if scale else 1,
            strip_words=words.say_strip(status, dots),
            window=scale.window(status.opens_on, status.due_on) if scale else "",
            pauses=scale.areas(pauses) if scale else "",
            short=drawn.short if drawn else "",
            normal=drawn.normal if drawn else "",
            long=drawn.long if drawn else "",
            planned=drawn.planned if drawn else "",
        )
