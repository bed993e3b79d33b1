"""The leader's page: one school, its groups sorted by need. Five statements with session and user, at any size."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.models import Community, Variant
from dashboard import words
from dashboard.queries.background import Background, background
from dashboard.queries.rows import CALM, COLUMNS, KINDS, Printer, Row, by_need, hosted_or_joined, read_facts
from dashboard.queries.school_time import Year, fetch_school_time
from schools.models import School


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with how many groups it leaves."""

    value: str
    text: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Steps:
    """How far a fresh school is."""

    has_year: bool
    has_staff: bool
    has_group: bool
    has_dates: bool

    @property
    def are_done(self) -> bool:
        return self.has_year and self.has_staff and self.has_group and self.has_dates


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the leader's page prints. `rows` are the chosen ones, `total` counts all."""

    school: School
    year: Year
    background: Background | None
    rows: tuple[Row, ...]
    states: tuple[Choice, ...]
    variants: tuple[Choice, ...]
    headline: SafeString
    total: int
    steps: Steps


def school_overview(school: School, *, has_staff: bool, today: date, variant: str = "", state: str = "") -> Overview:
    """The groups of `school`, filtered by variant and state. `school` was fetched through `editable_by`."""
    mine = hosted_or_joined(school.pk)
    time = fetch_school_time(schools=[school.pk], communities=mine, today=today)
    facts = read_facts(Community.objects.filter(pk__in=mine).values_list(*COLUMNS))
    year = time.year_of(school.pk)
    printer = Printer.of(year, today=today, year_id=school.pk)
    rows = [printer.row(one, time.pauses.get(one.pk, ())) for one in facts]
    rows.sort(key=by_need)
    shown = [row for row in rows if variant in ("", row.variant) and state in ("", row.kind)]
    return Overview(
        school=school,
        year=year,
        background=background(time, [school.pk], year.scale) if year.scale else None,
        rows=tuple(shown),
        states=_states([row for row in rows if variant in ("", row.variant)], state),
        variants=_variants([row for row in rows if state in ("", row.kind)], variant),
        headline=headline(rows, is_in_year=bool(year.label)),
        total=len(rows),
        steps=Steps(year.scale is not None, has_staff, bool(rows), any(one.dots for one in facts)),
    )


def headline(rows: list[Row], *, is_in_year: bool) -> SafeString:
    """The one sentence a leader reads first."""
    asking = sum(row.kind not in CALM for row in rows)
    on_track = sum(row.kind == "on_track" for row in rows)
    if not rows:
        return format_html("{}", _("No groups yet"))
    if not is_in_year:
        return format_html("{}", _("Between two school years: the rhythm rests"))
    if not asking:
        return format_html("{}", _("All groups are on track") if on_track else _("No group is active now"))
    asking_words = ngettext("%(n)s asks for attention", "%(n)s ask for attention", asking) % {"n": asking}
    if not on_track:
        asking_words = ngettext("%(n)s group asks for attention", "%(n)s groups ask for attention", asking)
        return format_html("<b>{}</b>", asking_words % {"n": asking})
    on_track_words = ngettext("%(n)s group on track", "%(n)s groups on track", on_track) % {"n": on_track}
    return format_html("{}, <b>{}</b>", on_track_words, asking_words)


def _states(rows: list[Row], current: str) -> tuple[Choice, ...]:
    """Every kind that occurs, in order of need, after "all"."""
    counts = Counter(row.kind for row in rows)
    every = [Choice("", _("All groups"), len(rows), is_current=not current)]
    return tuple(
        every
        + [
            Choice(state, words.kind_word(state), counts[state], is_current=state == current)
            for state in KINDS
            if counts[state] or state == current
        ]
    )


def _variants(rows: list[Row], current: str) -> tuple[Choice, ...]:
    counts = Counter(row.variant for row in rows)
    return tuple(
        Choice(code, str(text), counts[code], is_current=code == current)
        for code, text in Variant.choices
        if counts[code] or code == current
    )
