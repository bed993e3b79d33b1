"""What a status means, in plain words: one sentence of reason a group, in the reader's language.

Advice, never blame: a group that does not meet may need something (R60, N6).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from communities.models import NOT_YET
from meetings.cadence import Status
from schools.calendar import Span


@dataclass(frozen=True, slots=True)
class Frame:
    """What a sentence needs beside the status: the community's own dates and pauses, whether a year is running, and
    whether the calendars of all its schools are known."""

    started_on: date
    ended_on: date | None
    pauses: Sequence[Span] = ()
    is_in_year: bool = True
    is_calendar_known: bool = True


def say_day(day: date) -> str:
    """3 December."""
    return _formatted(day, "j F", get_language() or "")


def say_weekday(day: date) -> str:
    """Thu 3 December."""
    return _formatted(day, "D j F", get_language() or "")


def say_long_day(day: date) -> str:
    """Thu 3 December 2026."""
    return _formatted(day, "D j F Y", get_language() or "")


def say_full_day(day: date) -> str:
    """Thursday 3 December 2026."""
    return _formatted(day, "l j F Y", get_language() or "")


def say_month(day: date) -> str:
    """Dec in English, dec in Dutch."""
    language = get_language() or ""
    return _formatted(day, "M" if language.startswith("en") else "b", language)


@lru_cache(maxsize=8192)
def _formatted(day: date, pattern: str, language: str) -> str:
    return date_format(day, pattern)


def state_word(state: str) -> str:
    """The word of a state, as it stands beside its shape and colour."""
    return {
        "on_track": _("On track"),
        "plan_now": _("Plan now"),
        "overdue": _("Overdue"),
        "stalled": _("Stalled"),
        "paused": _("Paused"),
        "inactive": _("Not active"),
    }[state]


def kind_word(kind: str) -> str:
    """The word of a kind in a filter: a state, or what else asks for attention."""
    if kind == "unlogged":
        return _("To be logged")
    return _("Tight year") if kind == "year" else state_word(kind)


def counted(status: Status) -> str:
    """2 of 5 meetings; empty where no minimum is kept and nothing was held."""
    if status.required:
        text = ngettext("%(held)s of %(required)s meeting", "%(held)s of %(required)s meetings", status.required)
        return text % {"held": status.held, "required": status.required}
    return ngettext("%(held)s meeting", "%(held)s meetings", status.held) % {"held": status.held} if status.held else ""


def reason(status: Status, frame: Frame, *, today: date) -> str:
    """Why the group is where it is."""
    return " ".join(part for part in (_unlogged(status), _where(status, frame, today)) if part)


def reachable(status: Status) -> str:
    """3 more needed; feasible if the next is by 30 April. Empty where the year asks nothing (any more)."""
    if status.state == "inactive" or not status.remaining:
        return ""
    if status.last_reachable_on is None or status.year == "unreachable":
        text = _("The advised %(required)s are out of reach this school year; every meeting still counts.")
        return text % {"required": status.required}
    return ngettext(
        "%(n)s more needed; feasible if it is by %(day)s.",
        "%(n)s more needed; feasible if the next is by %(day)s.",
        status.remaining,
    ) % {"n": status.remaining, "day": say_day(status.last_reachable_on)}


def places_of(status: Status) -> Sequence[date]:
    """The last feasible days of the remaining meetings, where they are still ahead."""
    return status.last_places if status.state != "inactive" and status.year in ("reachable", "tight") else ()


def _unlogged(status: Status) -> str:
    if status.unlogged_on is None or status.state in ("inactive", "paused"):
        return ""
    return _("The meeting of %(day)s has not been logged yet.") % {"day": say_weekday(status.unlogged_on)}


def _where(status: Status, frame: Frame, today: date) -> str:
    if status.state == "inactive":
        return _outside(frame, today)
    if status.state == "paused":
        return _paused(status, frame, today)
    if not frame.is_calendar_known:
        return _unknown(status)
    if not frame.is_in_year:
        return _("Between two school years; the clock stands still.")
    if status.state == "on_track":
        return "" if status.unlogged_on else _on_track(status)
    if status.due_on is None:
        return ""
    words = {
        "due": say_day(status.due_on),
        "last": say_day(status.last_held_on) if status.last_held_on else "",
        "planned": say_weekday(status.planned_next_on) if status.planned_next_on else "",
    }
    if status.planned_next_on:
        return _("The next meeting is on %(planned)s; practice advises by %(due)s.") % words
    return _waiting(status) % words


def _unknown(status: Status) -> str:
    """No data is not "no holidays": without the calendar of every school nothing is counted."""
    text = _("The school calendar of this time has not been decided yet, so no rhythm can be counted.")
    if status.planned_next_on:
        text += " " + _("Next meeting on %(day)s.") % {"day": say_weekday(status.planned_next_on)}
    return text


def _waiting(status: Status) -> str:
    """The sentence of a group without a date, to be filled with `due` and `last`."""
    if status.state == "plan_now":
        if status.last_held_on:
            return _("Last met on %(last)s. Now is a good time for the next: by %(due)s.")
        return _("Now is a good time for the first meeting: by %(due)s.")
    if status.state == "overdue":
        if status.last_held_on:
            return _("Last met on %(last)s; practice advises a next meeting by %(due)s.")
        return _("Has not met yet this school year; practice advises a first meeting by %(due)s.")
    if status.last_held_on:
        return _("Has not met since %(last)s and nothing is planned.")
    return _("Has not met yet this school year and nothing is planned.")


def _on_track(status: Status) -> str:
    active = _("Last activity on %(day)s.") % {"day": say_day(status.last_active_on)} if status.last_active_on else ""
    if status.planned_next_on:
        planned = _("Next meeting on %(day)s.") % {"day": say_weekday(status.planned_next_on)}
        return f"{planned} {active}".rstrip()
    if active:
        return active
    if status.year == "reached":
        return _("The year's meetings are all held.")
    if status.opens_on and status.due_on:
        return _("A good time for the next meeting: %(opens)s to %(due)s.") % {
            "opens": say_day(status.opens_on),
            "due": say_day(status.due_on),
        }
    if status.last_held_on:
        return _("Last met on %(last)s.") % {"last": say_day(status.last_held_on)}
    return _("Works without a fixed rhythm of meetings.")


def _outside(frame: Frame, today: date) -> str:
    if frame.started_on == NOT_YET:
        return _("An idea; it has not begun yet.")
    if frame.started_on > today:
        return _("Starts on %(day)s.") % {"day": say_day(frame.started_on)}
    return _("Finished on %(day)s.") % {"day": say_day(frame.ended_on)} if frame.ended_on else ""


def _paused(status: Status, frame: Frame, today: date) -> str:
    last = max((last for first, last in frame.pauses if first <= today <= last), default=today)
    if status.due_on and status.due_on > last:
        text = _("Pauses up to and including %(day)s; the next meeting then by %(due)s.")
        return text % {"day": say_day(last), "due": say_day(status.due_on)}
    return _("Pauses up to and including %(day)s.") % {"day": say_day(last)}


def say_dots(meetings: Sequence[Sequence[object]]) -> str:
    """The dots of a year strip, for who cannot see it: held 1 October, 5 November; planned 10 December."""
    held, planned = (
        ", ".join(say_day(date.fromisoformat(str(day))) for day, _minutes, kind in meetings if kind == code)
        for code in ("h", "p")
    )
    parts = [
        pgettext("strip", "held: %(days)s") % {"days": held} if held else "",
        pgettext("strip", "planned: %(days)s") % {"days": planned} if planned else "",
    ]
    return "; ".join(part for part in parts if part)


def say_strip(status: Status, meetings: Sequence[Sequence[object]]) -> str:
    """The whole year strip of a group in words."""
    text = say_dots(meetings) or _("No meetings yet")
    if status.opens_on and status.due_on:
        window = {"opens": say_day(status.opens_on), "due": say_day(status.due_on)}
        text += "; " + pgettext("strip", "good time for the next: %(opens)s to %(due)s") % window
    if places := places_of(status):
        text += "; " + pgettext("strip", "last feasible days: %(days)s") % {"days": ", ".join(map(say_day, places))}
    return _("School year") + ": " + text
