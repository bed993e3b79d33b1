"""The six questions of the adviser and its reasons in words; the warnings stand in the catalogue."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

UNKNOWN = _("Not known yet")

ASKED = {
    "outcome": _("What should exist when the group has done its work?"),
    "research": _("Do you have data, and somebody who knows how to do research with them?"),
    "lesson": _("Do you want colleagues in your lesson?"),
    "schools": _("Who takes part?"),
    "scale": _("With how many are you, roughly?"),
    "membership": _("Is it a fixed group?"),
}
OPTIONS: dict[str, dict[str, str | Promise]] = {
    "outcome": {
        "dated": _("Something concrete, ready by a fixed date"),
        "product": _("New lessons or material, no fixed date"),
        "lesson": _("A sharper view of how pupils learn in a lesson"),
        "answer": _("An answer to a stubborn question of the school"),
        "growth": _("Nothing to hold: we want to grow in our job"),
        "exchange": _("Knowing more about a theme, by exchange"),
        "unknown": UNKNOWN,
    },
    "research": {
        "both": _("Yes, both"),
        "some": _("One of the two"),
        "none": _("Neither"),
        "unknown": UNKNOWN,
    },
    "lesson": {
        "all": _("Yes, all of us"),
        "some": _("Some of us"),
        "none": _("Rather not"),
        "unknown": UNKNOWN,
    },
    "schools": {
        "one_same": _("One school, the same or a related subject"),
        "one_mixed": _("One school, different subjects"),
        "several_same": _("Several schools, the same curriculum"),
        "several_mixed": _("Several schools, different curricula"),
        "unknown": UNKNOWN,
    },
    "scale": {
        "pair": _("Two or three"),
        "small": _("Four to eight"),
        "middle": _("Nine to fifteen"),
        "large": _("More than fifteen"),
        "unknown": UNKNOWN,
    },
    "membership": {
        "fixed": _("Yes, the same people all year"),
        "open": _("No, whoever wants to walks in"),
        "unknown": UNKNOWN,
    },
}
# What to do before anything can be advised.
FIRST = {"outcome": _("Say together what should exist afterwards: one sentence is enough. Then come back.")}

REASONS = {
    "outcome.dated": _("You want something concrete by a date: this kind works towards that from the first meeting."),
    "outcome.product": _("You want to make new lessons or material, and here designing is the work."),
    "outcome.lesson": _("You want to see how pupils learn, and here you look at that together."),
    "outcome.answer": _("You have a question that first asks for facts, and only then for a measure."),
    "outcome.growth": _("You want to grow in your job; here that is enough, no product is needed."),
    "outcome.exchange": _("You want to know more by exchange, and that is what this kind is for."),
    "research.both": _("There are data, and somebody who knows how to work with them."),
    "lesson.all": _("Everybody lets colleagues into the lesson."),
    "lesson.some": _("Not everybody wants visitors: here you bring lessons along in words and in pupils' work."),
    "lesson.none": _("Nobody needs to open the classroom: you bring lessons along in words and in pupils' work."),
    "schools.one_same": _("You share a subject, so what you make is of use to all of you."),
    "schools.one_mixed": _("Different subjects around one question: that gives more views."),
    "schools.several_same": _("You teach the same curriculum in several schools, so you have much to compare."),
    "schools.several_mixed": _("People from different schools and subjects bring in what one school does not have."),
    "scale.pair": _("Two or three is enough to design together."),
    "scale.small": _("With four to eight, everybody has a turn and the work can be shared."),
    "scale.middle": _("With nine to fifteen, exchange works well."),
    "scale.large": _("With so many, exchange works better than making something together."),
    "membership.fixed": _("The same people stay, so trust and work can build up."),
    "membership.open": _("Whoever wants to can walk in: this kind lives on that."),
}
OF_VARIANT = {
    ("VLG", "outcome.product"): _("You want better lessons for your subject, and other schools can show you theirs."),
    ("VLG", "outcome.lesson"): _("You want to understand how pupils learn your subject, in more than one school."),
    ("DT", "schools.one_same"): _("It is a question of your own school, so the data are near."),
    ("DT", "schools.one_mixed"): _("It is a question of the whole school, and several subjects look along."),
    ("LS", "schools.one_same"): _(
        "You work in one building and share a subject: watching one another can be arranged."
    ),
    ("LS", "schools.one_mixed"): _("You work in one building, so watching one another can be arranged."),
    ("COP", "outcome.lesson"): _(
        "You want to understand how pupils learn; here you talk about it with your own cases."
    ),
}


def say_reason(variant: str, reason: str) -> str | Promise:
    """Why this variant fits, in a sentence."""
    return OF_VARIANT.get((variant, reason)) or REASONS[reason]
