"""What a charter asks and says, in our own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from communities import variants
from communities.charter_text import RHYTHM, WEIGHTS, shares
from communities.descriptions import rhythm_in_words
from communities.models import Charter
from schools.permissions import rules
from schools.wording import OBJECTS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SECTIONS = {
    "why": _("What it is for"),
    "practice": _("A community of practice"),
    "purpose": _("Purpose and task"),
    "results": _("What should exist"),
    "focus": _("Where the weight lies"),
    "together": _("How we work together"),
    "mandate": _("Room to decide"),
    "embedding": _("Its place in the school"),
}
FOCUSES = (
    _("Expertise sharing"),
    _("Professional development"),
    _("School development"),
    _("Curriculum development"),
)
MODELS = {
    Charter.Model.GRROW: _(
        "Five questions carry each meeting: what is our goal, what do we see now, what and who can help, which ways "
        "are there, what will each of us do."
    ),
    Charter.Model.SCRUM: _(
        "Work in short rounds from meeting to meeting: show what was made and tried, look back, choose what the next "
        "round is for."
    ),
    Charter.Model.CONSENT: _(
        "Decide in rounds: everybody speaks in turn, and a proposal is accepted once nobody has a serious objection. "
        "Good enough for now, safe enough to try."
    ),
    Charter.Model.OWN: _("You have a way of your own that works. Keep it."),
}
# Of a share of the focus in per cent, from this number on.
SHARE_WORDS = (
    (100, gettext_noop("everything")),
    (90, gettext_noop("nearly everything")),
    (71, gettext_noop("about three quarters")),
    (59, gettext_noop("about two thirds")),
    (45, gettext_noop("about half")),
    (38, gettext_noop("about two fifths")),
    (30, gettext_noop("about a third")),
    (23, gettext_noop("about a quarter")),
    (16, gettext_noop("about a fifth")),
    (8, gettext_noop("about a tenth")),
    (1, gettext_noop("a little")),
)
# What touches the mandate, out of everything that the permission file knows.
SEEN = (
    *("community", "membership", "pause", "meeting", "activity", "charter_version"),
    *("agenda", "minutes", "subtask", "attendance", "charter", "working_agreements", "charter_acceptance"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """What a field asks: its label, and a line that helps."""

    label: "StrOrPromise"
    hint: "StrOrPromise" = ""
    rows: int = 3


QUESTIONS = {
    "need": Question(
        _("Which need does it answer?"),
        _("What is missing or rubs today, and for whom? The group and everybody who is invited read this."),
    ),
    "pupils": Question(
        _("The learning of which pupils will we notice?"),
        _("Which classes, and what will they know or do differently? No names of pupils."),
    ),
    "cop_domain": Question(_("Domain"), _("Which theme or question binds you?")),
    "cop_community": Question(_("Community"), _("Who belongs to it, and how does somebody come in?")),
    "cop_practice": Question(_("Practice"), _("What do you do, make and keep together?")),
    "purpose": Question(_("What do we want?"), _("What should pupils and colleagues notice?")),
    "contribution": Question(_("How can a learning community help?"), _("Why together, and not everybody alone?")),
    "task": Question(
        _("What is the concrete task?"), _("Members say later whether it is relevant, clear and feasible to them.")
    ),
    "material": Question(_("Material"), _("Lessons, tests, a guide: something that others can use."), 2),
    "method": Question(_("Method"), _("A way of working in the classroom or in the team."), 2),
    "process": Question(_("Process"), _("An agreement or a course of action of the school."), 2),
    "agreements": Question(
        _("Working agreements"),
        _("How you decide, what stays inside the group, what if somebody cannot come. Only the group reads this."),
        4,
    ),
    "working_model": Question(_("Way of working"), _("Keep what suits you; you can change it at any time.")),
    "regime_reason": Question(_("Why this rhythm?"), "", 2),
    "mandate_own": Question(_("What we decide ourselves"), _("Without asking anybody."), 2),
    "mandate_asked": Question(_("What is asked of us"), _("By the school, and by when."), 2),
    "mandate_seen": Question(_("What the school leader will see"), "", 3),
    "timetable": Question(_("Place in the timetable"), _("Which hours, and inside or outside lesson time?"), 2),
    "plan_goal": Question(_("Goal of the school plan"), _("Which goal of the school does this bring nearer?"), 2),
    "contact": Question(_("Contact in the policy team"), _("Who speaks for the group there?")),
}


def title_of(name: str) -> str:
    """What stands before a field where it is read: here the rhythm stands with its reason."""
    titles = {"weights": _("Weights of the focus"), "regime_reason": _("Rhythm")}
    return str(titles.get(name, "") or QUESTIONS[name].label)


def share_in_words(share: int) -> str:
    """A percentage as one would say it; nothing for nothing."""
    return next((gettext(words) for least, words in SHARE_WORDS if share >= least), "")


def focus_in_words(weights: Sequence[int]) -> list[tuple[str, str]]:
    """The aspects that carry weight with their share in words, in a fixed order."""
    found = zip(FOCUSES, shares(weights), strict=False)
    return [(str(label), share_in_words(share)) for label, share in found if share]


def rhythm_said(content: Mapping[str, Any]) -> str:
    """The rhythm that a version froze."""
    regime, numbers = content.get(RHYTHM[0]), (number_in(content, name) or None for name in RHYTHM[1:])
    return rhythm_in_words(regime, variants.Rhythm(*numbers)).capitalize() if regime else ""


def number_in(content: Mapping[str, Any], name: str) -> int:
    """0 where there is none; a version may come from a workbook."""
    value = content.get(name)
    return value if isinstance(value, int) else 0


def value_in_words(name: str, content: Mapping[str, Any]) -> str:
    """A field of a charter as text to read and to compare."""
    value = content.get(name)
    if name == "weights":
        weights = [number_in(content, column) for column in WEIGHTS]
        return "".join(f"{label}: {share}\n" for label, share in focus_in_words(weights))
    if name == "working_model":
        return str(Charter.Model(value).label) if value in Charter.Model.values else ""
    if name == "regime_reason":
        return "\n".join(text for text in (rhythm_said(content), str(value or "")) if text)
    return str(value or "")


def seen_by_leader() -> str:
    """A proposal for the mandate: what a leader sees of a group and what not, as the permission file has it (R17)."""
    reads = {rule.object for rule in rules() if rule.role == "leader" and rule.action == "read" and rule.is_allowed}
    seen = "; ".join(str(OBJECTS[name]) for name in SEEN if name in reads)
    hidden = "; ".join(str(OBJECTS[name]) for name in SEEN if name not in reads)
    told = gettext("The school leader sees: %(seen)s. The school leader does not see: %(hidden)s.")
    return told % {"seen": seen, "hidden": hidden}
