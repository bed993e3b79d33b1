"""From experiment to a part of the school (R34, R35), and hours (R57)."""

from django.utils.translation import gettext_lazy

from communities.models import Experiment, Renewal, RenewalVoice, StageDecision
from exchange.columns import COMMUNITY, EMAIL, Sheet, Words
from exchange.facts.columns import (
    CLOSED_ON,
    OPENED_ON,
    SCHOOL,
    STARTED_ON,
    choice,
    day,
    email,
    long_text,
    moment,
    whole,
    yes_no,
)
from exchange.facts.spec import PEOPLE, Facts, Link
from schools.models import WorkloadRule

DECISIONS: Words = {
    "embed": ("inbedden", "verankeren"),
    "extend": ("verlengen",),
    "change": ("andere vorm",),
    "stop": ("stoppen",),
}
OF_COMMUNITY = Link("community", "Communities", ("community",))

EXPERIMENTS = Facts(
    Sheet(
        "Experiments",
        ("Experimenten", "Proefperiodes"),
        gettext_lazy("Experiments"),
        (
            COMMUNITY,
            STARTED_ON,
            day("ends_on", "beslissen tegen", is_required=True),
            long_text("question", "vraag", is_required=True),
            yes_no("extended", "verlengd"),
            CLOSED_ON,
        ),
        is_optional=True,
    ),
    Experiment,
    (OF_COMMUNITY,),
    key=("community", "started_on"),
    may_repeat=True,
    for_leader=True,
    spans=(("started_on", "ends_on"),),
    one_open="closed_on",
    attributes={"extended": "is_extended"},
)
STAGE_DECISIONS = Facts(
    Sheet(
        "StageDecisions",
        ("Beslissingen over experimenten",),
        gettext_lazy("Decisions about experiments"),
        (
            COMMUNITY,
            choice("kind", DECISIONS, "beslissing"),
            long_text("answer", "antwoord"),
            long_text("reason", "reden"),
            long_text("thanks", "dank"),
            day("decided_on", "beslist op", is_required=True),
            email("recorded_by", "vastgelegd door"),
            moment("recorded_at", "vastgelegd op", is_required=True),
        ),
        is_optional=True,
    ),
    StageDecision,
    (OF_COMMUNITY, Link("recorded_by", PEOPLE, ("recorded_by",))),
    is_record=True,
    for_leader=True,
    private=("recorded_by",),
)
RENEWALS = Facts(
    Sheet(
        "Renewals",
        ("Jaarlijkse vragen", "Vernieuwingen"),
        gettext_lazy("Yearly renewals"),
        (COMMUNITY, OPENED_ON, CLOSED_ON, yes_no("goes_on", "gaat door"), long_text("note", "nota")),
        is_optional=True,
    ),
    Renewal,
    (OF_COMMUNITY,),
    key=("community", "opened_on"),
    for_leader=True,
    one_open="closed_on",
)
VOICES = Facts(
    Sheet(
        "RenewalVoices",
        ("Stemmen",),
        gettext_lazy("What members said of going on"),
        (COMMUNITY, OPENED_ON, EMAIL, yes_no("goes_on", "gaat door", is_required=True)),
        is_optional=True,
    ),
    RenewalVoice,
    (Link("renewal", "Renewals", ("community", "opened_on")), Link("user", PEOPLE, ("email",))),
    host="renewal__community__school",
    key=("community", "opened_on", "email"),
)
WORKLOAD = Facts(
    Sheet(
        "WorkloadRules",
        ("Afspraken over uren",),
        gettext_lazy("What was agreed on hours"),
        (
            SCHOOL,
            whole("ceiling_hours", "uren hoogstens", most=32_767, is_required=True),
            long_text("text", "tekst", "afspraak", is_required=True),
            day("published_on", "bekendgemaakt op"),
        ),
        is_optional=True,
    ),
    WorkloadRule,
    (Link("school", "School", ("school",)),),
    host="school",
    key=("school",),
    for_leader=True,
)
AFTER_COMMUNITIES = (EXPERIMENTS, STAGE_DECISIONS, RENEWALS, VOICES, WORKLOAD)
