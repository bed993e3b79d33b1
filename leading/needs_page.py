"""What groups need of a leader, sorted out and in words; and what her page tells beside it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from leading.answer_time import usual_days
from leading.models import LeaderRequest
from leading.queries import needs
from leading.words import say_day, usual_words

AHEAD = timedelta(days=14)  # an experiment asks for its decision, a step for its doing, two weeks before its day
YEAR = timedelta(days=365)


class Found(NamedTuple):
    """A row of `needs_rows`."""

    source: str
    pk: int
    said: str
    code: str
    since: date | None
    by: date | None
    whose: str
    group: int


@dataclass(frozen=True, slots=True)
class Need:
    """One line: who needs what, since or before when, and the button to the place."""

    group: str
    group_url: str
    text: str
    when: str
    button: str
    url: str


@dataclass(frozen=True, slots=True)
class Running:
    """A group with something to know and a place to look: an experiment with its day, open start conditions."""

    group: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Needs:
    """`usual` is about the leader herself; empty of too few answers."""

    lines: tuple[Need, ...] = ()
    usual: str = ""
    experiments: tuple[Running, ...] = ()
    open_conditions: tuple[Running, ...] = ()


def sorted_out(rows: Iterable[tuple[Any, ...]], *, slug: str, today: date) -> Needs:
    """The rows of one school in the order of a page: what is wanted first, first."""
    found = [Found._make(row) for row in rows]
    asking = sorted(once_a_group(row for row in found if asks(row, today)), key=urgency)
    running = sorted((row for row in found if row.source == needs.EXPERIMENT), key=urgency)
    is_open = {row.group: row.whose for row in found if row.source == needs.OPEN_CONDITION}
    named = sorted(is_open.items(), key=lambda one: (one[1].casefold(), one[0]))
    return Needs(
        lines=tuple(need_of(row, slug, today) for row in asking),
        usual=usual_words(usual_days([row.group for row in found if row.source == needs.ANSWERED])),
        experiments=tuple(
            Running(row.whose, decide_words(row, today), place("communities:stage", row)) for row in running
        ),
        open_conditions=tuple(
            Running(name, "", reverse("dashboard:conditions", args=[group])) for group, name in named
        ),
    )


def asks(row: Found, today: date) -> bool:
    if row.source == needs.EXPERIMENT:
        return row.by is not None and row.by <= today + AHEAD
    return row.source in SAID


def once_a_group(rows: Iterable[Found]) -> list[Found]:
    """Of the start conditions of a group only the one that waits longest."""
    found: dict[tuple[str, int, int], Found] = {}
    for row in sorted(rows, key=lambda row: row.since or date.max):
        found.setdefault((row.source, row.group, 0 if row.source == needs.CONDITION else row.pk), row)
    return list(found.values())


def urgency(row: Found) -> tuple[date, date, str, int]:
    return row.by or date.max, row.since or date.max, row.whose.casefold(), row.pk


def need_of(row: Found, slug: str, today: date) -> Need:
    address, button, say = SAID[row.source]
    text, when = say(row, today)
    url = reverse(address, args=[slug]) if row.source == needs.SCHOOL_STEP else place(address, row)
    group_url = reverse("dashboard:community", args=[row.group]) if row.group else url
    return Need(row.whose, group_url, text, when, button(), url)


def place(address: str, row: Found) -> str:
    """Of the row itself, or of its group."""
    own = address in ("leading:answer", "learning:asked", "communities:guest-consent")
    return reverse(address, args=[row.pk if own else row.group])


# --- words -----------------------------------------------------------------------------------------------------------
Words = tuple[str, str]


def since_words(row: Found) -> str:
    return _("since %(day)s") % {"day": say_day(row.since)} if row.since else ""


def decide_words(row: Found, today: date) -> str:
    if row.by is None:
        return ""
    text = _("the day was %(day)s") if row.by < today else _("decide by %(day)s")
    return text % {"day": say_day(row.by)}


def say_request(row: Found, today: date) -> Words:
    text = _("%(kind)s: %(line)s") % {"kind": LeaderRequest.Kind(row.code).label, "line": row.said}
    before = _("needed before %(day)s") % {"day": say_day(row.by)} if row.by else ""
    return text, " · ".join(part for part in (since_words(row), before) if part)


def say_condition(row: Found, today: date) -> Words:
    return _("A word from you about the start conditions"), since_words(row)


def say_experiment(row: Found, today: date) -> Words:
    return _("What becomes of the experiment?"), decide_words(row, today)


def say_question(row: Found, today: date) -> Words:
    return row.said, _("open until %(day)s") % {"day": say_day(row.by)} if row.by else ""


def say_guest(row: Found, today: date) -> Words:
    return _("May a colleague of your school take part as a guest?"), since_words(row)


def say_step(row: Found, today: date) -> Words:
    return row.said, _("you took it on, by %(day)s") % {"day": say_day(row.by)} if row.by else ""


# By source: where it leads, the word on the button, and the words of the line.
SAID: dict[str, tuple[str, Callable[[], str], Callable[[Found, date], Words]]] = {
    needs.REQUEST: ("leading:answer", lambda: pgettext("to do", "Answer"), say_request),
    needs.CONDITION: ("dashboard:conditions", lambda: _("Look"), say_condition),
    needs.EXPERIMENT: ("communities:stage", lambda: _("Talk about it"), say_experiment),
    needs.QUESTION: ("learning:asked", lambda: pgettext("to do", "Answer"), say_question),
    needs.GUEST: ("communities:guest-consent", lambda: pgettext("to do", "Answer"), say_guest),
    needs.STEP: ("dashboard:conditions", lambda: _("Look"), say_step),
    needs.SCHOOL_STEP: ("conditions:readiness", lambda: _("Look"), say_step),
}
