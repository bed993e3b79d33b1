"""Start conditions of a community, and how ready a school is (R39-R42)."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy

from conditions.models import (
    ConditionAnswer,
    OtherScan,
    PurposeAgreement,
    PurposeDraft,
    PurposeNote,
    ReadinessAnswer,
    ReadinessRound,
    ReadinessStep,
    SchoolCondition,
    StartConfirmation,
)
from exchange.columns import COMMUNITY, EMAIL, Sheet, Words
from exchange.facts.columns import (
    AT,
    BY,
    CLOSED_ON,
    CODE,
    DUE_ON,
    OPENED_ON,
    OWNER,
    SCHOOL,
    choice,
    day,
    long_text,
    text,
    whole,
    yes_no,
)
from exchange.facts.spec import PEOPLE, Facts, Link

SOURCES: Words = {"research": ("onderzoek",), "experience": ("ervaring",), "school": ("onze school",)}
SIDES: Words = {"leader": ("schoolleider",), "group": ("groep",)}
STATUSES: Words = {
    "no": ("niet", "nog niet", "nee"),
    "partly": ("deels",),
    "yes": ("ja",),
    "na": ("nvt", "n.v.t.", "niet van toepassing"),
}
QUESTIONS: Words = {"want": ("wat willen we",), "how": ("hoe helpen groepen",), "task": ("opdracht", "taak")}
OF_COMMUNITY = Link("community", "Communities", ("community",))
OF_SCHOOL = Link("school", "School", ("school",))


def seen_by_leader(answers: Any) -> Any:
    """What the group says of a condition is seen by whoever has said it herself, as on the page."""
    said: Any = ConditionAnswer.objects.filter(community=OuterRef("community"), code=OuterRef("code"), side="leader")
    return answers.filter(Q(side="leader") | Exists(said))


CONDITIONS = Facts(
    Sheet(
        "SchoolConditions",
        ("Startvoorwaarden van de school",),
        gettext_lazy("Start conditions of the school"),
        (
            SCHOOL,
            CODE,
            text("name", "naam", "voorwaarde", size=120, is_required=True),
            long_text("text", "tekst"),
            choice("source", SOURCES, "bron", is_required=False),
            long_text("actions", "acties"),
            long_text("behaviour", "voorbeeldgedrag"),
            yes_no("hidden", "verborgen"),
            whole("position", "plaats", most=32_767),
        ),
        is_optional=True,
    ),
    SchoolCondition,
    (OF_SCHOOL,),
    host="school",
    key=("school", "code"),
    for_leader=True,
    attributes={"hidden": "is_hidden"},
)
ANSWERS = Facts(
    Sheet(
        "ConditionAnswers",
        ("Startvoorwaarden",),
        gettext_lazy("Answers on start conditions"),
        (
            COMMUNITY,
            CODE,
            choice("side", SIDES, "kant"),
            choice("status", STATUSES, "toestand"),
            text("note", "nota", size=300),
            text("next_step", "volgende stap", size=200),
            OWNER,
            DUE_ON,
            BY,
            AT,
        ),
        is_optional=True,
    ),
    ConditionAnswer,
    (OF_COMMUNITY, Link("owner", PEOPLE, ("owner",)), Link("by", PEOPLE, ("by",))),
    is_record=True,
    for_leader=True,
    private=("by",),
    seen=seen_by_leader,
)
CONFIRMATIONS = Facts(
    Sheet(
        "StartConfirmations",
        ("Toch starten",),
        gettext_lazy("Starting all the same"),
        (COMMUNITY, CODE, long_text("reason", "reden", is_required=True), BY, AT),
        is_optional=True,
    ),
    StartConfirmation,
    (OF_COMMUNITY, Link("by", PEOPLE, ("by",))),
    key=("community", "code"),
    for_leader=True,
    private=("by",),
)
ROUNDS = Facts(
    Sheet(
        "ReadinessRounds",
        ("Rondes klaar voor de start",),
        gettext_lazy("Rounds about readiness"),
        (SCHOOL, OPENED_ON, day("closes_on", "open tot", is_required=True), CLOSED_ON),
        is_optional=True,
    ),
    ReadinessRound,
    (OF_SCHOOL,),
    host="school",
    key=("school", "opened_on"),
    is_record=True,
    for_leader=True,
    one_open="closed_on",
)
READINESS = Facts(
    Sheet(
        "ReadinessAnswers",
        ("Antwoorden klaar voor de start",),
        gettext_lazy("Nameless answers about readiness"),
        (
            SCHOOL,
            OPENED_ON,
            yes_no("leader", "schoolleider", is_required=True),
            CODE,
            whole("now", "nu", least=1, most=4, is_required=True),
            whole("wanted", "gewenst", least=1, most=4, is_required=True),
        ),
        is_optional=True,
    ),
    ReadinessAnswer,
    (Link("round", "ReadinessRounds", ("school", "opened_on")),),
    host="round__school",
    is_record=True,
    attributes={"leader": "is_leader"},
    only=Q(round__closed_on__isnull=False),  # who answered an open round is not told, so it is asked anew
)
STEPS = Facts(
    Sheet(
        "ReadinessSteps",
        ("Stappen klaar voor de start",),
        gettext_lazy("Steps towards a start"),
        (
            SCHOOL,
            text("code", "kenmerk", size=40),
            text("text", "tekst", "stap", size=200, is_required=True),
            OWNER,
            DUE_ON,
            day("done_on", "klaar op"),
        ),
        is_optional=True,
    ),
    ReadinessStep,
    (OF_SCHOOL, Link("owner", PEOPLE, ("owner",))),
    host="school",
    key=("school", "code", "text"),
    may_repeat=True,
    for_leader=True,
)
SCANS = Facts(
    Sheet(
        "OtherScans",
        ("Andere scans",),
        gettext_lazy("Results of other scans"),
        (
            SCHOOL,
            text("name", "naam", size=120, is_required=True),
            day("taken_on", "afgenomen op", is_required=True),
            text("result", "resultaat", size=300, is_required=True),
        ),
        is_optional=True,
    ),
    OtherScan,
    (OF_SCHOOL,),
    host="school",
    key=("school", "name", "taken_on"),
    may_repeat=True,
    for_leader=True,
)
NOTES = Facts(
    Sheet(
        "PurposeNotes",
        ("Bijdragen aan het doel",),
        gettext_lazy("What colleagues bring in on the purpose"),
        (SCHOOL, choice("question", QUESTIONS, "vraag"), text("text", "tekst", size=300, is_required=True), BY, AT),
        is_optional=True,
    ),
    PurposeNote,
    (OF_SCHOOL, Link("by", PEOPLE, ("by",))),
    host="school",
    is_record=True,
)
PURPOSES = Facts(
    Sheet(
        "PurposeDrafts",
        ("Samen aan het doel",),
        gettext_lazy("Joint answers on the purpose"),
        (
            SCHOOL,
            choice("question", QUESTIONS, "vraag"),
            whole("version", "versie", least=1, most=32_767, is_required=True),
            long_text("text", "tekst", is_required=True),
            BY,
            AT,
        ),
        is_optional=True,
    ),
    PurposeDraft,
    (OF_SCHOOL, Link("by", PEOPLE, ("by",))),
    host="school",
    key=("school", "question", "version"),
    is_record=True,
    for_leader=True,
)
AGREED = Facts(
    Sheet(
        "PurposeAgreements",
        ("Eens met het doel",),
        gettext_lazy("Who recognises the purpose"),
        (
            SCHOOL,
            choice("question", QUESTIONS, "vraag"),
            whole("version", "versie", least=1, most=32_767, is_required=True),
            EMAIL,
        ),
        is_optional=True,
    ),
    PurposeAgreement,
    (Link("draft", "PurposeDrafts", ("school", "question", "version")), Link("user", PEOPLE, ("email",))),
    host="draft__school",
    key=("school", "question", "version", "email"),
)
AFTER_COMMUNITIES = (CONDITIONS, ANSWERS, CONFIRMATIONS, ROUNDS, READINESS, STEPS, SCANS, NOTES, PURPOSES, AGREED)
