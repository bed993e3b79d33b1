"""What the leader's page puts into its blanks, and what its template asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboard.queries.columns import COLUMNS
from dashboard.queries.leader import Overview
from dashboard.slots import SCHOOL_LINKS, Flags, Hidden, Slots, drawn, links, part
from dashboard.words import say_full_day

FIRST = 8  # needs that stand there at once; the rest unfolds, so that the rhythm stays in sight


@dataclass(frozen=True, slots=True)
class Ticked:
    """A column to choose; `mark` is the attribute of one that shows."""

    value: str
    text: str
    mark: SafeString


def school_slots(page: Overview, *, today: str, stopped: str) -> tuple[Slots, Flags]:
    """`stopped` says that no reminder leaves, if so."""
    chosen = page.chosen
    slots: Slots = {
        "school": page.school.name,
        "year": page.year.words,
        "headline": page.headline,
        "today": today,
        "stopped": stopped,
        "deleted": deleted_words(page),
        "delete_url": reverse("upkeep:delete-school", args=[page.school.slug]),
        "states": part("state", page.states),
        "variants": part("option", page.variants),
        "kept_state": hidden([("state", chosen.state), *chosen.column_pairs]),
        "rows": part("row", page.rows),
        **_morning(page),
        **drawn(page.background),
        **links(tuple(SCHOOL_LINKS.items()), page.school.slug),
        "next_year": page.next_year,
        "next_year_url": next_year_url(page),
    }
    flags: Flags = {
        "has_year": bool(page.year.words),
        "has_groups": page.total > 0,
        "has_rows": bool(page.rows),
        "is_stopped": bool(stopped),
        "is_deleted": page.school.deleted_on is not None,
        "is_year_ending": bool(page.next_year),
        "waits_for_leader": page.school.waits_for_leader,
        "has_needs": bool(page.needs.lines),
        "has_more_needs": len(page.needs.lines) > FIRST,
        "has_week": bool(page.week),
        "has_experiments": bool(page.needs.experiments),
        "has_open_conditions": bool(page.needs.open_conditions),
        "has_views": bool(page.views),
    }
    return slots, flags


def _morning(page: Overview) -> Slots:
    """What groups need of her, what lies around the list, and how it shows."""
    chosen, school = page.chosen, page.school
    keep, file = reverse("leading:keep-view", args=[school.slug]), reverse("dashboard:school-file", args=[school.slug])
    return {
        "needs": part("need", page.needs.lines[:FIRST]),
        "more_needs": part("need", page.needs.lines[FIRST:]),
        "more_words": ngettext("%(n)s more", "%(n)s more", len(page.needs.lines) - FIRST)
        % {"n": len(page.needs.lines) - FIRST},
        "usual": page.needs.usual,
        "week": part("week", page.week),
        "experiments": part("running", page.needs.experiments),
        "open_conditions": part("running", page.needs.open_conditions),
        "taking_part": _("%(members)s of %(staff)s") % {"members": school.taking_part, "staff": school.staff},
        "views": part("view", page.views),
        "hides": chosen.hides,
        "kept_choice": hidden([("state", chosen.state), ("variant", chosen.variant)]),
        "columns": part("column", [column(name, chosen.columns) for name in COLUMNS]),
        "keep_url": keep + chosen.query,
        "file_url": f"{file}{chosen.query}&file=csv",
        "sheet_url": f"{file}{chosen.query}&file=xlsx",
    }


def hidden(pairs: Sequence[tuple[str, str]]) -> SafeString:
    return part("hidden", [Hidden(name, value) for name, value in pairs if value])


def column(name: str, chosen: Sequence[str]) -> Ticked:
    return Ticked(name, str(COLUMNS[name]), SafeString(" checked" if name in chosen else ""))


def deleted_words(page: Overview) -> str:
    """That her school is to be deleted, and when; empty when nobody asked for that."""
    day = page.school.deleted_on
    return _("This school will be deleted on %(day)s.") % {"day": say_full_day(day)} if day else ""


def next_year_url(page: Overview) -> str:
    return reverse("communities:roll-over", args=[page.school.slug, page.next_year]) if page.next_year else ""
