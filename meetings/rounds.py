"""What each round of deciding by consent is called and asks, in our own words (domain 4.2, S3)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.models import Proposal

STEPS = (
    _("Put it forward"),
    _("Understand"),
    _("React briefly"),
    _("Ask for objections"),
    _("Work objections in"),
    _("Agreed"),
)
WORDS: dict[str, Promise] = {
    Proposal.Round.PRESENT: _("One person says what is proposed and what it answers. Nobody reacts yet."),
    Proposal.Round.UNDERSTAND: _("Ask only what you need to understand it: what, not why. The proposer answers."),
    Proposal.Round.REACT: _("Everybody gets one turn to say briefly what this does with them. Nobody answers."),
    Proposal.Round.OBJECT: _(
        "Everybody gets one turn: do you see a reason why this would harm, or why something clearly better is at hand? "
        "A concern may be noted too; it does not stand in the way. No names are kept."
    ),
    Proposal.Round.INTEGRATE: _(
        "Take the objections one by one: what has to change so that this harms no longer? Good enough for now and safe "
        "enough to try will do."
    ),
}
