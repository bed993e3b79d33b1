"""How a plan speaks: why something was not placed, what a day would mean. Calm, with what would help."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.words import CLASHES
from planning.consequences import Consequence

# Why a group is not in a plan at all.
OUT: dict[str, Promise] = {
    "plans_itself": gettext_lazy("This group plans its own year."),
    "cycle": gettext_lazy("The dates follow from the steps of its cycle."),
    "online": gettext_lazy("This group works online and has no fixed rhythm."),
    "calendar": gettext_lazy("The calendar of one of its schools is not known for this year."),
}
WHY: dict[str, Promise] = {
    "no_hours": gettext_lazy("None of the hours in which groups may meet is long enough."),
    "closed": gettext_lazy("The window lies in a holiday."),
    "quiet": gettext_lazy("The window lies in days that a school keeps free of meetings."),
    "paused": gettext_lazy("The group has a pause then."),
    "too_close": gettext_lazy("Every day that is left is too close to another meeting of the group."),
    "people_busy": gettext_lazy("Somebody of the group has another meeting at each of its hours."),
    "shared_people": gettext_lazy("People of this group also take part in groups that meet at that hour."),
    "rooms_full": gettext_lazy("All rooms that are large enough are taken at its hours."),
    "crowded": gettext_lazy("The other groups needed these hours."),
}
FAILED: dict[str, Promise] = {
    "no_year": gettext_lazy("This school year is not open yet, or it is over."),
    "no_hours": gettext_lazy("Say first in which hours of the week groups may meet."),
    "failed": gettext_lazy("The proposal did not come about. Try once more; your earlier dates are still here."),
}
SAID: dict[str, Promise] = {
    "late": gettext_lazy("Longer after the meeting before it than this group keeps."),
    "elsewhere": gettext_lazy("Somebody of the group has another meeting at that hour."),
    "outside_hours": gettext_lazy("Outside the hours in which groups may meet."),
    "room_taken": gettext_lazy("The room is taken at that hour."),
}


def why_words(reason: dict[str, Any]) -> str:
    """One sentence about one meeting that could not be placed."""
    code = reason["code"]
    if code in OUT:
        return str(OUT[code])
    if code == "other_weekday":
        return _("The hours that suit this group lie on %(days)s, and no such day is open for a meeting then.") % {
            "days": weekdays_words(reason.get("weekdays", []))
        }
    if code == "no_big_room":
        return _("No room holds the %(people)s people of this group.") % {"people": reason.get("people", 0)}
    return str(WHY.get(code, WHY["crowded"]))


def window_words(reason: dict[str, Any]) -> str:
    """The window that stayed empty: "12 January – 22 January"."""
    if "first" not in reason:
        return ""
    first, last = (date.fromisoformat(reason[name]) for name in ("first", "last"))
    return f"{formats.date_format(first, 'j F')} – {formats.date_format(last, 'j F')}"


def weekdays_words(weekdays: Sequence[int]) -> str:
    """Monday, Thursday."""
    # The sixth of January 2020 was a Monday.
    return ", ".join(formats.date_format(date(2020, 1, 6 + day), "l") for day in weekdays)


def busy_words(number: int) -> str:
    return ngettext("%(n)s person is in another meeting then.", "%(n)s people are in another meeting then.", number) % {
        "n": number
    }


def teaching_words(number: int) -> str:
    return ngettext("%(n)s person teaches then.", "%(n)s people teach then.", number) % {"n": number}


def lessons_words(number: int) -> str:
    """What a group reads of whom no hour is free of lessons."""
    return ngettext(
        "In every hour for groups at least %(n)s person of this group teaches: these dates cost a lesson.",
        "In every hour for groups at least %(n)s people of this group teach: these dates cost a lesson.",
        number,
    ) % {"n": number}


def small_words(number: int) -> str:
    return _("The room has fewer than %(n)s seats.") % {"n": number}


COUNTED: dict[str, Callable[[int], str]] = {
    "people_busy": busy_words,
    "teaching": teaching_words,
    "room_small": small_words,
}


def consequence_words(one: Consequence) -> str:
    if one.code in COUNTED:
        return COUNTED[one.code](one.number)
    return str(SAID.get(one.code) or CLASHES[one.code])
