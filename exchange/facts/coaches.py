"""Coaches whom groups accepted, help, offers, signals that rest, and that a group talked (R63-R70, R85).

A yes to a coach, private talks and notes of a coach, and everything of the pulse but that a condition was talked about
stand in no workbook.
"""

from django.utils.translation import gettext_lazy

from coaching.models import HelpRequest, Offer, SignalDismissal
from communities.models import CoachMandate
from exchange.columns import COMMUNITY, EMAIL, Sheet, Words
from exchange.facts.columns import BY, CODE, MOMENT, choice, day, email, moment, text
from exchange.facts.meetings import AT_A_MEETING, OF_COMMUNITY
from exchange.facts.running import ROLES
from exchange.facts.spec import PEOPLE, Facts, Link
from pulse.models import Conversation

ANSWERS: Words = {"taken": ("genomen", "graag"), "left": ("niet nu", "gelaten")}
FIVE: Words = {
    "interdependence": ("elkaar nodig hebben", "onderlinge afhankelijkheid"),
    "cohesion": ("samenhang",),
    "safety": ("veiligheid", "psychologische veiligheid"),
    "potency": ("vertrouwen in de groep",),
    "purpose": ("gedeelde doelgerichtheid",),
}
MANDATES = Facts(
    Sheet(
        "CoachMandates",
        ("Mandaten van procescoaches",),
        gettext_lazy("Process coaches whom groups asked and accepted"),
        (
            COMMUNITY,
            EMAIL,
            day("asked_on", "gevraagd op", is_required=True),
            day("accepted_on", "aanvaard op"),
            day("ends_on", "loopt tot"),
            day("ended_on", "gestopt op"),
            text("why", "waarom", size=300),
            email("proposed_by", "voorgesteld door"),
        ),
        is_optional=True,
    ),
    CoachMandate,
    (OF_COMMUNITY, Link("user", PEOPLE, ("email",)), Link("proposed_by", PEOPLE, ("proposed_by",))),
    key=("community", "email", "asked_on"),
    may_repeat=True,
    spans=(("accepted_on", "ends_on"),),
)
HELP = Facts(
    Sheet(
        "HelpRequests",
        ("Hulpvragen",),
        gettext_lazy("Help that groups asked for"),
        (
            COMMUNITY,
            moment("asked_at", "gevraagd op", is_required=True),
            choice("kind", ROLES, "soort hulp"),
            text("line", "in een regel", size=200),
            email("asked_by", "gevraagd door"),
            text("answer", "antwoord", size=300),
            email("answered_by", "beantwoord door"),
            moment("answered_at", "beantwoord op"),
            day("closed_on", "afgesloten op"),
        ),
        is_optional=True,
    ),
    HelpRequest,
    (OF_COMMUNITY, Link("asked_by", PEOPLE, ("asked_by",)), Link("answered_by", PEOPLE, ("answered_by",))),
    key=("community", "asked_at", "kind"),
    may_repeat=True,
)
OFFERS = Facts(
    Sheet(
        "Offers",
        ("Aanbiedingen van coaches",),
        gettext_lazy("What coaches offered"),
        (
            COMMUNITY,
            moment("made_at", "aangeboden op", is_required=True),
            choice("kind", ROLES, "rol"),
            text("text", "tekst", size=300, is_required=True),
            text("link", size=500),
            BY,
            choice("answer", ANSWERS, "antwoord", is_required=False),
            email("answered_by", "beantwoord door"),
            moment("answered_at", "beantwoord op"),
        ),
        is_optional=True,
    ),
    Offer,
    (OF_COMMUNITY, Link("by", PEOPLE, ("by",)), Link("answered_by", PEOPLE, ("answered_by",))),
    key=("community", "made_at", "text"),
    may_repeat=True,
)
RESTING = Facts(
    Sheet(
        "SignalDismissals",
        ("Signalen die rusten",),
        gettext_lazy("Signals that a group lets rest"),
        (
            COMMUNITY,
            CODE,
            day("on", "op", is_required=True),
            text("evidence", "bewijs", size=64),
            text("reason", "reden", size=200, is_required=True),
            BY,
            day("until", "tot", is_required=True),
        ),
        is_optional=True,
    ),
    SignalDismissal,
    (OF_COMMUNITY, Link("by", PEOPLE, ("by",))),
    key=("community", "code", "on"),
    may_repeat=True,
    spans=(("on", "until"),),
)
TALKED = Facts(
    Sheet(
        "Conversations",
        ("Gesprekken van de groep",),
        gettext_lazy("That a group talked about how it goes"),
        (COMMUNITY, day("held_on", "op", is_required=True), choice("condition", FIVE, "waarover"), MOMENT, BY),
        is_optional=True,
    ),
    Conversation,
    (OF_COMMUNITY, AT_A_MEETING, Link("by", PEOPLE, ("by",))),
    key=("community", "held_on", "condition"),
    may_repeat=True,
)
AFTER_COMMUNITIES = (MANDATES, HELP, OFFERS, RESTING, TALKED)
