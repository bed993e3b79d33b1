"""What a kind of work is called, and how minutes are said."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from upkeep.page_kinds import Kind


def kind_words(kind: Kind) -> str:
    return {
        Kind.LOG: _("Logging a meeting"),
        Kind.PLAN: _("Planning dates"),
        Kind.AGENDA: _("Preparing an agenda"),
        Kind.RUN: _("Leading a meeting on the screen"),
        Kind.ANSWER: _("Answering a question or invitation"),
        Kind.LEARN: _("Boards, topics and what groups make"),
        Kind.COACH: _("Coaching"),
        Kind.READ: _("Reading and finding the way"),
        Kind.SETTINGS: _("Settings and profile"),
        Kind.LEAD: _("Pages for who leads the school"),
    }[kind]


def minutes_words(minutes: float) -> str:
    """8 minutes; under ten with a half, so that a small number says something."""
    if 0 < minutes < 0.5:
        return _("less than half a minute")
    if minutes < 0.75:
        return _("half a minute") if minutes else _("nothing")
    shown = round(minutes * 2) / 2 if minutes < 10 else round(minutes)
    if shown == int(shown):
        return ngettext("%(n)s minute", "%(n)s minutes", int(shown)) % {"n": int(shown)}
    return _("about %(n)s minutes") % {"n": number_format(shown, 1)}


def length_of(seconds: int) -> str:
    """1 min 35 s."""
    if seconds < 60:
        return _("%(s)s s") % {"s": seconds}
    return _("%(m)s min %(s)s s") % {"m": seconds // 60, "s": seconds % 60}
