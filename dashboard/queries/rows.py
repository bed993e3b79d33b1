"""A group as one row of a list: state, reason, action and year strip, ready to be printed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from communities.models import NOT_YET, Community, Stage, Variant
from dashboard import words
from dashboard.queries.school_time import Year
from dashboard.strip import Dots, Meetings
from meetings.cadence import Rhythm, Status, status_on
from schools.calendar import Span

# What a list is sorted by and filtered on, who needs something first: a state, or what else asks for attention.
KINDS = ("stalled", "overdue", "plan_now", "unlogged", "year", "on_track", "paused", "inactive")
CALM = KINDS[5:]
LATE = ("stalled", "overdue")
NO_DOTS = Dots("", "", "", "")
REMEMBERED = 4096  # rows


class Facts(NamedTuple):
    """A group with its stored rhythm, as `facts_of` selects it. JSON stays text, so that facts can be remembered."""

    pk: int
    name: str
    variant: str
    form_name: str | None  # what the school calls the variant, if it does
    regime: str
    started_on: date  # never, of an idea
    ended_on: date | None
    school_id: int
    year: str | None
    is_calendar_known: bool | None
    opens_on: date | None
    due_on: date | None
    stalled_on: date | None
    last_held_on: date | None
    last_active_on: date | None
    held: int | None
    required: int | None
    remaining: int | None
    last_reachable_on: date | None
    last_places: str | None
    tight_on: date | None
    planned_next_on: date | None
    unlogged_on: date | None
    reasons: str | None
    dots: str | None


OWN = Facts._fields[: Facts._fields.index("year")]
ELSEWHERE = {"form_name": "form__name", "started_on": "clock_from"}
STORED = Facts._fields[len(OWN) :]
CLOCK_FROM = Case(When(stage=Stage.PROPOSAL, then=Value(NOT_YET)), default=F("started_on"))
AS_TEXT = ("reasons", "dots", "last_places")


@dataclass(frozen=True, slots=True, eq=False)
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
    reachable: str
    year_state: str  # of the year: reachable, tight, unreachable or empty
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
    places: str
    next_on: date | None
    met_on: date | None
    more: str = ""  # further columns that somebody chose, in words


def facts_of(communities: "QuerySet[Community]", *more: str) -> "QuerySet[Any, Any]":
    """The columns of `Facts`, in their order; then `more`."""
    texts = {f"{name}_text": Cast(f"cadence__{name}", TextField()) for name in AS_TEXT}
    columns = [f"{name}_text" if name in AS_TEXT else f"cadence__{name}" for name in STORED]
    own = [ELSEWHERE.get(name, name) for name in OWN]
    return communities.annotate(clock_from=CLOCK_FROM, **texts).values_list(*own, *columns, *more)


def hosted_or_joined(school_id: int) -> "QuerySet[Community, int]":
    """Ids of the communities that a school hosts or takes part in; a union, so that each half uses its own index."""
    hosted = Community.objects.filter(school=school_id).values_list("pk", flat=True)
    joined = Community.objects.filter(partnerships__school=school_id).values_list("pk", flat=True)
    return hosted.union(joined)


def status_of(facts: Facts, meetings: Meetings, *, label: str, today: date, pauses: Sequence[Span]) -> Status:
    """The status on `today` from the stored rhythm; nothing is reckoned outside the school year `label`."""
    is_reckoned = bool(label) and facts.year == label
    rhythm = rhythm_of(facts, meetings, today=today) if is_reckoned else Rhythm(planned_next_on=ahead(facts, today))
    return status_on(rhythm, day=today, started_on=facts.started_on, ended_on=facts.ended_on, pauses=pauses)


def ahead(facts: Facts, today: date) -> date | None:
    """The next planned day, which needs no calendar; None once it has passed."""
    planned = facts.planned_next_on
    return planned if planned and planned >= today else None


def stored_status(facts: Facts, *, label: str, today: date, pauses: Sequence[Span]) -> Status:
    """`status_of`, for one group."""
    meetings: Meetings = json.loads(facts.dots) if facts.dots and facts.year == label else []
    return status_of(facts, meetings, label=label, today=today, pauses=pauses)


def rhythm_of(facts: Facts, meetings: Meetings, *, today: date) -> Rhythm:
    """The stored facts as they stand on `today`: a planned day that has passed since is one that nobody logged."""
    planned, unlogged = facts.planned_next_on, facts.unlogged_on
    if planned is not None and planned < today:
        days = (date.fromisoformat(str(day)) for day, _minutes, kind in meetings if kind == "p")
        unlogged, planned = planned, min((day for day in days if day >= today), default=None)
    reasons = facts.reasons or ""
    return Rhythm(
        opens_on=facts.opens_on,
        due_on=facts.due_on,
        stalled_on=facts.stalled_on,
        last_held_on=facts.last_held_on,
        last_active_on=facts.last_active_on,
        held=facts.held or 0,
        required=facts.required,
        remaining=facts.remaining,
        last_reachable_on=facts.last_reachable_on,
        last_places=tuple(map(date.fromisoformat, json.loads(facts.last_places or "[]"))),
        tight_on=facts.tight_on,
        planned_next_on=planned,
        unlogged_on=unlogged,
        is_in_year=True,
        too_close='"too_close"' in reasons,
        length_advice=next((code for code in ("too_short", "long") if f'"{code}"' in reasons), ""),
    )


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


@dataclass(frozen=True, slots=True, eq=False)
class Printer:
    """Makes rows of one school year in one language: what is the same for all of them is looked up once."""

    year: Year
    today: date
    year_id: int
    is_member: bool
    variants: Mapping[str, str]
    group_url: str  # with 0 for the id
    help_url: str
    open_text: str
    help_text: str

    def row(self, values: tuple[Any, ...], pauses: Sequence[Span] = ()) -> Row:
        """A row of `facts_of` in words; remembered, as most groups say the same as a moment ago."""
        return _row(self, values, tuple(pauses))


def printer(year: Year, *, today: date, year_id: int, is_member: bool = False) -> Printer:
    """`is_member`: for the group's own people, who plan themselves; a leader asks what is needed."""
    return _printer(year, today, year_id, is_member, get_language() or "")


@lru_cache(maxsize=256)
def _printer(year: Year, today: date, year_id: int, is_member: bool, language: str) -> Printer:
    group_url = reverse("dashboard:community", args=[0])
    return Printer(
        year=year,
        today=today,
        year_id=year_id,
        is_member=is_member,
        variants={value: str(text) for value, text in Variant.choices},
        group_url=group_url,
        help_url=reverse("meetings:plan", args=[0]) if is_member else f"{group_url}#help",
        open_text=_("Open group"),
        help_text=_("Plan a meeting") if is_member else _("Ask what is needed"),
    )


@lru_cache(maxsize=REMEMBERED)
def _row(printer: Printer, values: tuple[Any, ...], pauses: tuple[Span, ...]) -> Row:
    facts, year = Facts._make(values), printer.year
    meetings: Meetings = json.loads(facts.dots) if facts.dots and facts.year == year.label else []
    status = status_of(facts, meetings, label=year.label, today=printer.today, pauses=pauses)
    is_known = facts.is_calendar_known is None or bool(facts.is_calendar_known)
    frame = words.Frame(facts.started_on, facts.ended_on, pauses, bool(year.label), is_known)
    url = printer.group_url.replace("/0/", f"/{facts.pk}/")
    is_helping = status.state in LATE or (printer.is_member and status.state == "plan_now")
    scale = year.scale
    dots = scale.dots(meetings) if scale else NO_DOTS
    return Row(
        pk=facts.pk,
        kind=kind_of(status),
        variant=facts.variant,
        state=status.state,
        state_word=words.state_word(status.state),
        name=facts.name,
        url=url,
        variant_word=facts.form_name or printer.variants[facts.variant],
        counted=words.counted(status),
        note=words.reason(status, frame, today=printer.today),
        reachable=words.reachable(status),
        year_state=status.year or "",
        action_text=printer.help_text if is_helping else printer.open_text,
        action_url=printer.help_url.replace("/0/", f"/{facts.pk}/") if is_helping else url,
        year_id=printer.year_id,
        days=scale.days if scale else 1,
        strip_words=words.say_strip(status, meetings),
        window=scale.window(status.opens_on, status.due_on) if scale else "",
        pauses=scale.areas(pauses) if scale else "",
        short=dots.short,
        normal=dots.normal,
        long=dots.long,
        planned=dots.planned,
        places=scale.places(words.places_of(status)) if scale else "",
        next_on=status.planned_next_on,
        met_on=status.last_held_on,
    )


@lru_cache(maxsize=REMEMBERED)
def with_more(row: Row, text: str) -> Row:
    """The same row with further columns; remembered as the row is."""
    return replace(row, more=text)
