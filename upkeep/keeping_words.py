"""What is kept how long, in the words of the people whom it concerns."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from upkeep.keeping import RULES, Rule

WHAT: dict[str, Promise] = {
    "attendance": _("who was at a meeting, and who said to come"),
    "minutes": _("notes, agenda, decisions and subtasks of a meeting"),
    "ended_groups": _("topics, try-outs, boards and looks back of a group that has ended"),
    "observations": _("what was seen of pupils in a research lesson"),
    "cards": _("what pupils wrote on a card"),
    "ballots": _("answers to a pulse, one by one"),
    "pulse_words": _("the words that a pulse came to"),
    "readiness": _("who answered a round on how ready the school is"),
    "help": _("that a group asked its coach for help, and what a coach offered"),
    "coach_notes": _("notes of a coach"),
    "requests": _("what a group asked of its leader, and the answer"),
    "plans": _("year plans; the meetings themselves stay"),
    "look_backs": _("how somebody looked back on her year"),
    "notices": _("mails and notices"),
    "timetables": _("the hours in which somebody taught"),
    "accounts": _("the account of somebody who works in no school here any more"),
    "page_times": _("how much time the product took, of all together"),
    "audit": _("who did what: the trail of the product, without words"),
    "runs": _("what was deleted by itself, in numbers"),
}
# Where the length alone does not say it.
HOW_LONG: dict[str, Promise] = {
    "attendance": _("this school year and the one before; after that only how many there were"),
    "minutes": _("this school year and five before; day, length and number stay"),
    "ended_groups": _(
        "until five school years after the end; what the group made stays for as long as its makers want"
    ),
    "observations": _("six months after the cycle; what was decided stays"),
    "cards": _("until the day that stands on the card, a year at most"),
    "ballots": _("until the round closes; then nobody can link them to a person any more"),
    "readiness": _("until the round closes"),
    "help": _("this school year and the one before"),
    "coach_notes": _("until 90 days after the school year at most"),
    "requests": _("this school year and five before"),
    "plans": _("this school year and the one before"),
    "look_backs": _("this school year and five before; she deletes it herself whenever she wants"),
    "timetables": _("until 30 days after she left the school"),
    "accounts": _(
        "until 30 days after leaving; who goes on in a group as a guest, and signs in, keeps it. What a group wrote "
        "together stays, without the name"
    ),
}
UNITS = {
    "days": ngettext_lazy("%(n)d day", "%(n)d days", "n"),
    "months": ngettext_lazy("%(n)d month", "%(n)d months", "n"),
    "years": ngettext_lazy("%(n)d year", "%(n)d years", "n"),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One rule in words."""

    rule: Rule
    what: Promise
    how_long: str


def how_long(rule: Rule) -> str:
    """Until when, in words."""
    return str(HOW_LONG[rule.code]) if rule.code in HOW_LONG else str(UNITS[rule.unit] % {"n": rule.amount})


def kept_in_words() -> list[Kept]:
    return [Kept(rule, WHAT[rule.code], how_long(rule)) for rule in RULES]
