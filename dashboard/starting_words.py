"""The words of the path towards the first groups: why each step, and what to do. Advice, in our own words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class StepWords:
    """One step of the path, before its facts."""

    code: str
    title: str | Promise
    why: str | Promise
    todo: str | Promise
    action: str | Promise


WORDS = (
    StepWords(
        "readiness",
        _("How ready is our school?"),
        _("What is missing is cheaper to find out before the start than after it."),
        _("Ask the team for three minutes. You answer apart, and talk about where you see things otherwise."),
        _("To the readiness of the school"),
    ),
    StepWords(
        "purpose",
        _("Our purpose, together"),
        _("A purpose that only the leader wrote is carried by the leader only."),
        _("Let colleagues bring in what they want, and write down what you say together: three short answers."),
        _("To our purpose"),
    ),
    StepWords(
        "proposals",
        _("The first ideas"),
        _("Practice shows that groups from an idea of teachers last longer than groups that were set up for them."),
        _("Tell that anybody may propose a group. Start with one or a few, where the wish is strongest."),
        _("To the ideas"),
    ),
    StepWords(
        "invitations",
        _("Inviting colleagues"),
        _("Who chooses to join brings energy along. Practice advises four to eight people for most groups."),
        _("Inform and invite; a no needs no reason, and you do not get to see it."),
        _("To the people of the group"),
    ),
    StepWords(
        "conditions",
        _("Conditions in order"),
        _("Time, a clear task and room to decide make the difference, as research and practice show."),
        _("Look at the conditions, you and the group apart, and settle what only you can settle."),
        _("To the conditions"),
    ),
    StepWords(
        "year",
        _("The year planned"),
        _("Dates that stand in the calendar early are kept; dates to be found later often are not."),
        _("Keep the hours free, and let the group plan its own dates for the whole year."),
        _("To the group"),
    ),
)
