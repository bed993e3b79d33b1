"""Questions to a leader and the time of her answers, in words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leading.queries.requests import Asked, asked_on


def say_day(day: date) -> str:
    return date_format(day, "j F")


def usual_words(days: int | None) -> str:
    """About herself, for the leader and whoever asks her; nothing of too few answers."""
    if days is None:
        return ""
    if days == 0:
        return _("Groups usually have an answer on the same day.")
    text = ngettext(
        "Groups usually have an answer within %(n)d school day.",
        "Groups usually have an answer within %(n)d school days.",
        days,
    )
    return text % {"n": days}


def time_words(one: Asked) -> str:
    """When it was asked, and what became of it."""
    row = one.request
    asked = _("asked on %(day)s") % {"day": say_day(asked_on(row))}
    if row.answered_at is None:
        return asked if one.is_open else _("%(asked)s, not needed any more") % {"asked": asked}
    if row.answer_days is None:
        return asked
    if row.answer_days == 0:
        return _("%(asked)s, answered the same day") % {"asked": asked}
    days = ngettext(
        "%(asked)s, answered after %(n)d school day", "%(asked)s, answered after %(n)d school days", row.answer_days
    )
    return days % {"asked": asked, "n": row.answer_days}
