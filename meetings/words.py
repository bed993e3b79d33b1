"""How lengths, reasons and clashes are said. Codes come from the pure rules; words are advice, never blame."""

from datetime import datetime

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.localtime import ZONE

USUAL_LENGTHS = (60, 90, 120, 150, 180)

CLASHES: dict[str, Promise] = {
    "past": gettext_lazy("This moment lies behind us. If the meeting took place, log it instead."),
    "closed_day": gettext_lazy("On this day not every school of the group is open."),
    "quiet": gettext_lazy("A school of the group keeps these days free of meetings, for exams for instance."),
    "paused": gettext_lazy("The group has a pause on this day."),
    "too_close": gettext_lazy(
        "This is close to another meeting of the group. Practice advises some school weeks in between, "
        "so that there is time to try things out."
    ),
    "double_booked": gettext_lazy("Somebody of the group has another meeting at that hour."),
    "last_days": gettext_lazy("This falls in the last two school weeks of the year, which are usually full."),
    "short_step": gettext_lazy("Practice advises one to two hours for a step of a cycle."),
    "too_short": gettext_lazy("Practice advises two to three hours, certainly when you make material together."),
}

STEPS: dict[str, Promise] = {
    "steps_close": gettext_lazy("Less than a school week after the step before it. Practice advises one to three."),
    "steps_far": gettext_lazy("More than three school weeks after the step before it. Practice advises one to three."),
    "lesson_apart": gettext_lazy("Practice advises to discuss a research lesson on the day itself, while it is fresh."),
}

REASONS: dict[str, Promise] = {
    "window": gettext_lazy("inside the window"),
    "usual_weekday": gettext_lazy("your usual day"),
    "busy": gettext_lazy("somebody also meets elsewhere"),
}


def length_words(minutes: int) -> str:
    """ "2 h", "1.5 h" or "75 min"."""
    if minutes % 30 or minutes < 60:
        return _("%(minutes)s min") % {"minutes": minutes}
    hours = formats.number_format(minutes / 60, decimal_pos=0 if minutes % 60 == 0 else 1)
    return _("%(hours)s h") % {"hours": hours}


def hours_words(minutes: int) -> str:
    """A sum of minutes in hours with at most one decimal: "12.5 h", "0 h"."""
    hours = round(minutes / 60, 1)
    return _("%(hours)s h") % {"hours": formats.number_format(hours, decimal_pos=0 if hours == int(hours) else 1)}


def day_words(moment: datetime) -> str:
    """ "Thu 3 December", local."""
    return formats.date_format(moment.astimezone(ZONE), "D j F")


def moment_words(moment: datetime) -> str:
    """ "Thu 3 December, 13:30", local."""
    return formats.date_format(moment.astimezone(ZONE), "D j F, H:i")
