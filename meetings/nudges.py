"""The words of the ladder to who helps a group, and about the year, promises and pauses. See `meetings.notices`."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.reminders import Wanted
from meetings.sections import Material, day_words, last_met, section
from notifications.models import Notice
from notifications.registry import Section


def help_offer(material: Material) -> Section:
    return section(
        material,
        act=_("can you help the group on its way?"),
        heading=_("Can you help the group on its way?"),
        lines=[
            last_met(material.wanted.known.rhythm.last_held_on),
            _("No next date has been found yet. A question from their coach is often enough: what would help?"),
            _("The group sees on its page that you were asked."),
        ],
        points_title=_("What you could offer"),
        button=_("See how the group is doing"),
        path=reverse("dashboard:community", args=[material.community.pk]),
        why=_("You get this mail because you coach this learning community."),
    )


def coach_offers(pairs: Sequence[tuple[Notice, Wanted]], now: datetime) -> Mapping[int, Sequence[str]]:
    """Three things that a coach can do."""
    found = {}
    for notice, _one in pairs:
        with translation.override(notice.recipient.language):
            found[notice.pk] = [
                _("Propose a date, or ask who could choose one"),
                _("Make the next step smaller: one question, one hour"),
                _("Ask whether something is in the way, and whether a pause would help"),
            ]
    return found


def year_tight(material: Material) -> Section:
    rhythm = material.wanted.known.rhythm
    remaining = rhythm.remaining or 0
    lines = [
        ngettext(
            "One more meeting makes the number that practice advises this school year.",
            "%(count)s more meetings make the number that practice advises this school year.",
            remaining,
        )
        % {"count": remaining}
    ]
    if rhythm.last_reachable_on:
        lines.append(
            _("That still works out with time in between, if the next one is by %(day)s.")
            % {"day": day_words(rhythm.last_reachable_on)}
        )
    return section(
        material,
        act=_("the year still works out"),
        heading=_("The year still works out"),
        lines=[*lines, _("Planning all of them at once takes a few minutes.")],
        button=_("Plan the rest of the year"),
        path=reverse("meetings:plan-year", args=[material.community.pk]),
    )


def subtask_due(material: Material) -> Section:
    subtask = material.wanted.subtask
    if subtask is None:
        raise LookupError(material.wanted.want.occasion)
    day = day_words(material.wanted.want.occasion_on)
    return section(
        material,
        act=_("you took something on for %(day)s") % {"day": day},
        heading=_("You took something on for %(day)s") % {"day": day},
        lines=[
            subtask.text,
            _("Is it done, or no longer needed? Then one tap on the page of your group is enough."),
        ],
        button=_("Open your subtasks"),
        path=f"{reverse('dashboard:community', args=[material.community.pk])}#tasks",
    )


def pause_ends(material: Material) -> Section:
    last = material.wanted.want.occasion_on
    return section(
        material,
        act=_("the pause ends on %(day)s") % {"day": day_words(last)},
        heading=_("The pause ends on %(day)s") % {"day": day_words(last)},
        lines=[
            _("After that day the clock of the group runs again. Until then nothing is asked of you."),
            _("Is it too early? The group can make the pause longer."),
        ],
        button=_("See the pause"),
        path=reverse("communities:pause", args=[material.community.pk]),
    )


def log_again(material: Material) -> str:
    """What the second question for a log says to the coach."""
    return _("Nobody has noted this meeting yet. Perhaps you can ask how it went, or note it with them.")
