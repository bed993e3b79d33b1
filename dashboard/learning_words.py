"""What asks something now of a group while it learns, in a few words beside the way that leads there."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from communities.models import Variant
from communities.variant_queries import built_in
from dashboard import words
from dashboard.queries.learning_well import Learning


@dataclass(frozen=True, slots=True)
class States:
    """Words for each way that has something to say; empty for the others."""

    board: str = ""
    pulse: str = ""
    process: str = ""
    coach: str = ""
    help: str = ""


def states_of(learning: Learning, *, today: date) -> States:
    """For somebody of the group; who may not read the pulse does not hear of it."""
    return States(
        board=board_words(learning),
        pulse=pulse_words(learning, today) if learning.reads_pulse else "",
        process=_("a look is going on") if learning.is_review_open else "",
        coach=_("a coach is proposed: your yes is asked") if learning.is_coach_asked else "",
        help=help_words(learning),
    )


def board_words(learning: Learning) -> str:
    """The step that the group is in."""
    if not learning.step_code:
        return ""
    usual = built_in(learning.board_method).phases if learning.board_method in Variant.values else ()
    named = {phase.code: phase.name for phase in usual}
    return _("now: %(step)s") % {"step": learning.step_name or named.get(learning.step_code, learning.step_code)}


def pulse_words(learning: Learning, today: date) -> str:
    """An open round goes before one that was not talked about yet."""
    if learning.pulse_until and learning.pulse_until >= today:
        return _("open until %(day)s") % {"day": words.say_day(learning.pulse_until)}
    return _("a result waits to be talked about") if learning.is_pulse_untalked else ""


def help_words(learning: Learning) -> str:
    """What came back goes before what was asked."""
    if learning.is_help_answered:
        return _("a question was answered")
    if learning.is_offer_open:
        return _("an offer waits for you")
    return _("asked, waits for the coach") if learning.is_help_asked else ""
