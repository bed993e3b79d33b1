"""Sentences of the pulse that code chooses."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from pulse.models import Condition
from pulse.pace import Refusal

TITLE_ROOM = 120  # signs of a block on an agenda


def reason_in_words(why: Refusal) -> str:
    """Why no round can be opened now, and what can be done instead."""
    return {
        Refusal.ONLINE: _(
            "An online learning community has no fixed group, so it has no pulse. The cards can be used."
        ),
        Refusal.NOT_RUNNING: _("The pulse is for groups that are running."),
        Refusal.FEW: _(
            "With fewer than four members everybody would know who said what. Talk about it with the cards."
        ),
        Refusal.OPEN: _("A round is open already."),
        Refusal.TOO_SOON: _("There are at least six school weeks between two rounds."),
        Refusal.HOLIDAY: _("In a holiday no round is opened."),
        Refusal.YEAR_END: _("In the last two school weeks no round is opened."),
    }[why]


def block_title(condition: Condition) -> str:
    """Of the block on an agenda."""
    return (_("Talk: %(condition)s") % {"condition": str(condition.label).lower()})[:TITLE_ROOM]


def other_titles(condition: Condition) -> frozenset[str]:
    """Of the blocks of the other conditions, in every language in which somebody may have put one on an agenda."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found |= {block_title(one) for one in Condition if one != condition}
    return frozenset(found)
