"""A group's own ways of leading a meeting, and what it said at one (R63-R68, R76): its own words, all of it."""

from django.utils.translation import gettext_lazy

from exchange.columns import COMMUNITY, EMAIL, STARTS_AT, Column, Kind, Sheet, Words
from exchange.facts.columns import BY, choice, day, email, moment, text, yes_no
from exchange.facts.spec import PEOPLE, Facts, Link
from meetings.models import ExitCheck, GroupScript, ModelCheck, Objection, ParkedItem, Proposal, RoleTurn

ROLES: Words = {
    "facilitating": ("begeleiden", "faciliteren"),
    "expert": ("inhoud", "expertise"),
    "supporting": ("ondersteunen",),
}
ROUNDS: Words = {
    "present": ("voorstellen",),
    "clarify": ("begrijpen",),
    "react": ("reageren",),
    "object": ("bezwaren",),
    "merge": ("verwerken",),
    "agreed": ("beslist",),
    "dropped": ("opzijgezet",),
}
EXITS: Words = {"closer": ("duidelijk",), "little": ("een beetje",), "not": ("vandaag niet", "niet")}
CHECKS: Words = {"helps": ("helpt",), "partly": ("deels",), "hinders": ("staat in de weg",)}
AT_A_MEETING = Link("meeting", "Meetings", ("community", "starts_at"))
OF_A_MEETING = "meeting__community__school"

SCRIPTS = Facts(
    Sheet(
        "GroupScripts",
        ("Eigen draaiboeken",),
        gettext_lazy("Ways of leading a meeting of the group's own"),
        (
            COMMUNITY,
            text("name", "naam", size=80, is_required=True),
            text("base", "naar", size=20),
            Column("steps", Kind.LIST, ("stappen",)),
            email("changed_by", "gewijzigd door"),
            moment("changed_at", "gewijzigd op", is_required=True),
        ),
        is_optional=True,
    ),
    GroupScript,
    (Link("community", "Communities", ("community",)), Link("changed_by", PEOPLE, ("changed_by",))),
    key=("community", "name"),
)
TURNS = Facts(
    Sheet(
        "RoleTurns",
        ("Rollen bij een overlegmoment",),
        gettext_lazy("Who takes which role at a meeting"),
        (COMMUNITY, STARTS_AT, choice("kind", ROLES, "rol"), EMAIL),
        is_optional=True,
    ),
    RoleTurn,
    (AT_A_MEETING, Link("user", PEOPLE, ("email",))),
    host=OF_A_MEETING,
    key=("community", "starts_at", "kind", "email"),
)
PARKED = Facts(
    Sheet(
        "ParkedItems",
        ("Geparkeerd", "Parking"),
        gettext_lazy("What was put aside for later"),
        (
            COMMUNITY,
            STARTS_AT,
            text("text", "tekst", "wat", size=200, is_required=True),
            BY,
            moment("taken_to", "op de agenda van"),
            day("dropped_on", "losgelaten op"),
        ),
        is_optional=True,
    ),
    ParkedItem,
    (AT_A_MEETING, Link("taken_to", "Meetings", ("community", "taken_to")), Link("by", PEOPLE, ("by",))),
    host=OF_A_MEETING,
    key=("community", "starts_at", "text"),
    may_repeat=True,
)
PROPOSALS = Facts(
    Sheet(
        "Proposals",
        ("Voorstellen",),
        gettext_lazy("Proposals decided by consent"),
        (
            COMMUNITY,
            STARTS_AT,
            text("text", "tekst", "voorstel", size=300, is_required=True),
            text("driver", "antwoord op", size=300),
            choice("round", ROUNDS, "ronde"),
            day("review_on", "terugkijken op"),
        ),
        is_optional=True,
    ),
    Proposal,
    (AT_A_MEETING,),
    host=OF_A_MEETING,
    key=("community", "starts_at", "text"),
)
OBJECTIONS = Facts(
    Sheet(
        "Objections",
        ("Bezwaren",),
        gettext_lazy("Objections and concerns, of no person"),
        (
            COMMUNITY,
            STARTS_AT,
            text("proposal", "voorstel", size=300, is_required=True),
            text("text", "tekst", "bezwaar", size=200, is_required=True),
            yes_no("concern", "zorg"),
            text("worked_in", "verwerkt", size=200),
        ),
        is_optional=True,
    ),
    Objection,
    (Link("proposal", "Proposals", ("community", "starts_at", "proposal")),),
    host="proposal__meeting__community__school",
    key=("community", "starts_at", "proposal", "text"),
    may_repeat=True,
    attributes={"concern": "is_concern"},
)
EXIT_CHECKS = Facts(
    Sheet(
        "ExitChecks",
        ("Slotvragen",),
        gettext_lazy("Whether a meeting brought the group closer"),
        (COMMUNITY, STARTS_AT, choice("answer", EXITS, "antwoord"), text("line", "in een regel", size=200)),
        is_optional=True,
    ),
    ExitCheck,
    (AT_A_MEETING,),
    host=OF_A_MEETING,
    key=("community", "starts_at"),
)
MODEL_CHECKS = Facts(
    Sheet(
        "ModelChecks",
        ("Vragen over de manier van werken",),
        gettext_lazy("Whether the way of working helps"),
        (
            COMMUNITY,
            STARTS_AT,
            text("model", "werkmodel", size=20),
            choice("answer", CHECKS, "antwoord"),
            text("line", "in een regel", size=200),
        ),
        is_optional=True,
    ),
    ModelCheck,
    (AT_A_MEETING,),
    host=OF_A_MEETING,
    key=("community", "starts_at"),
)
AFTER_COMMUNITIES = (SCRIPTS, TURNS, PARKED, PROPOSALS, OBJECTIONS, EXIT_CHECKS, MODEL_CHECKS)
