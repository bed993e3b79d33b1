"""What people say of themselves, the consent of a guest's school, whether goal and people fit (R46-R52)."""

from django.utils.translation import gettext_lazy

from communities.models import CompositionAnswer, GuestConsent, MemberStatement
from exchange.columns import COMMUNITY, EMAIL, Sheet, Words
from exchange.facts.columns import AT, BY, SCHOOL, choice, day, email, moment, text, whole, yes_no
from exchange.facts.spec import PEOPLE, Facts, Link

FITS: Words = {"yes": ("ja",), "partly": ("deels",), "no": ("nog niet", "nee")}

STATEMENTS = Facts(
    Sheet(
        "MemberStatements",
        ("Wat leden inbrengen",),
        gettext_lazy("What members bring and would like to learn"),
        (
            COMMUNITY,
            EMAIL,
            day("joined_on", "lid sinds", "sinds", is_required=True),
            text("brings", "brengt in", size=300),
            text("learns", "wil leren", size=300),
        ),
        is_optional=True,
    ),
    MemberStatement,
    (Link("membership", "Members", ("community", "email", "joined_on")),),
    host="membership__community__school",
    key=("community", "email", "joined_on"),
)
CONSENTS = Facts(
    Sheet(
        "GuestConsents",
        ("Toestemmingen voor gasten",),
        gettext_lazy("Consents for guests"),
        (
            COMMUNITY,
            EMAIL,
            SCHOOL,
            moment("asked_at", "gevraagd op", is_required=True),
            moment("answered_at", "beantwoord op"),
            yes_no("given", "toegestaan"),
            day("until", "tot"),
            email("answered_by", "beantwoord door"),
        ),
        is_optional=True,
    ),
    GuestConsent,
    (
        Link("community", "Communities", ("community",)),
        Link("user", PEOPLE, ("email",)),
        Link("school", "School", ("school",)),
        Link("answered_by", PEOPLE, ("answered_by",)),
    ),
    key=("community", "email", "school"),
    attributes={"given": "is_given"},
)
COMPOSITION = Facts(
    Sheet(
        "CompositionAnswers",
        ("Doel en samenstelling",),
        gettext_lazy("Whether goal and people fit"),
        (
            COMMUNITY,
            choice("fit", FITS, "past"),
            text("note", "nota", size=300),
            whole("people", "aantal mensen", most=30_000),
            AT,
            BY,
        ),
        is_optional=True,
    ),
    CompositionAnswer,
    (Link("community", "Communities", ("community",)), Link("by", PEOPLE, ("by",))),
    attributes={"people": "number"},
    is_record=True,
)
AFTER_COMMUNITIES = (STATEMENTS, CONSENTS, COMPOSITION)
