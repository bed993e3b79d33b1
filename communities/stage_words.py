"""Where a group stands, in words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.models import Experiment, Stage


def stage_words(stage: str, decide_on: date | None, *, today: date) -> str:
    """One short line; nothing for a group that simply runs."""
    if stage == Stage.EMBEDDED:
        return _("Embedded in the school")
    if stage == Stage.PROPOSAL:
        return _("Still a proposal")
    if decide_on is None:
        return ""
    day = {"day": date_format(decide_on, "j F Y")}
    if decide_on < today:
        return _("Experiment: the day to decide was %(day)s") % day
    return _("Experiment: decide by %(day)s") % day


def age_words(experiment: Experiment, *, today: date) -> str:
    """How long it has run, in whole weeks: "runs for 12 weeks"."""
    weeks = max(0, (today - experiment.started_on).days) // 7
    if not weeks:
        return _("began this week")
    return ngettext("has run for %(n)s week", "has run for %(n)s weeks", weeks) % {"n": weeks}


def left_words(ends_on: date, *, today: date) -> str:
    """How far the day to decide is ahead of us or behind us."""
    days = (ends_on - today).days
    if days < 0:
        return ngettext("%(n)s day past its date", "%(n)s days past its date", -days) % {"n": -days}
    if days == 0:
        return _("today is the day to decide")
    if days < 28:
        return ngettext("%(n)s day to go", "%(n)s days to go", days) % {"n": days}
    return ngettext("%(n)s week to go", "%(n)s weeks to go", days // 7) % {"n": days // 7}
