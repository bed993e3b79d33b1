"""What groups asked of their school leaders, and what these answered (SL7)."""

from django.utils.translation import gettext_lazy

from exchange.columns import COMMUNITY, Sheet, Words
from exchange.facts.columns import SCHOOL, choice, day, email, moment, text, whole
from exchange.facts.meetings import OF_COMMUNITY
from exchange.facts.spec import PEOPLE, Facts, Link
from leading.models import LeaderRequest

NEEDS: Words = {
    "time": ("tijd",),
    "room": ("lokaal of materiaal", "lokaal"),
    "decision": ("beslissing",),
    "expert": ("expert of coach", "expert"),
    "seen": ("erkenning",),
    "other": ("iets anders",),
}
OUTCOMES: Words = {"yes": ("ja",), "partly": ("deels",), "later": (), "no": ("nee",)}
REQUESTS = Facts(
    Sheet(
        "LeaderRequests",
        ("Vragen aan de schoolleider",),
        gettext_lazy("What groups asked of their school leader"),
        (
            COMMUNITY,
            SCHOOL,
            moment("asked_at", "gevraagd op", is_required=True),
            choice("kind", NEEDS, "soort"),
            text("line", "in een regel", size=200, is_required=True),
            day("needed_on", "nodig voor"),
            email("asked_by", "gevraagd door"),
            choice("outcome", OUTCOMES, "uitkomst", is_required=False),
            text("answer", "antwoord", size=300),
            email("answered_by", "beantwoord door"),
            moment("answered_at", "beantwoord op"),
            whole("answer_days", "schooldagen tot antwoord", most=32_767),
            day("closed_on", "afgesloten op"),
        ),
        is_optional=True,
    ),
    LeaderRequest,
    (
        OF_COMMUNITY,
        Link("school", "School", ("school",)),
        Link("asked_by", PEOPLE, ("asked_by",)),
        Link("answered_by", PEOPLE, ("answered_by",)),
    ),
    key=("community", "asked_at", "line"),
    may_repeat=True,
)
AFTER_COMMUNITIES = (REQUESTS,)
