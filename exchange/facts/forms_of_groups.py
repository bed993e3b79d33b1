"""Forms that a school knows, why a group chose one, and what its members think of the plan (R22-R33)."""

from django.utils.translation import gettext_lazy

from communities.models import SchoolVariant, VariantChoice, VariantVersion, WatchWords
from exchange.columns import COMMUNITY, EMAIL, VARIANTS, Column, Kind, Sheet
from exchange.facts.columns import (
    CODE,
    MORE,
    NUMBER,
    SCHOOL,
    choice,
    day,
    email,
    long_text,
    moment,
    text,
    whole,
    yes_no,
)
from exchange.facts.content import Content, Part
from exchange.facts.spec import PEOPLE, Facts, Link

FORMS = Facts(
    Sheet(
        "SchoolVariants",
        ("Soorten groepen", "Vormen"),
        gettext_lazy("Kinds of groups of the school"),
        (
            SCHOOL,
            CODE,
            choice("base", VARIANTS, "basis", "gebouwd op"),
            text("name", "naam", size=80),
            yes_no("hidden", "verborgen"),
        ),
        is_optional=True,
    ),
    SchoolVariant,
    (Link("school", "School", ("school",)),),
    host="school",
    key=("school", "code"),
    for_leader=True,
    attributes={"hidden": "is_hidden"},
)
POSITION = whole("position", "plaats", least=1, most=1000, is_required=True)
PHASES = Part(
    "phases",
    Sheet(
        "VariantPhases",
        ("Fasen van soorten", "Fasen van vormen"),
        gettext_lazy("Phases of kinds of groups"),
        (
            *(SCHOOL, CODE, NUMBER, POSITION),
            long_text("phase", "fase"),
            long_text("name", "naam"),
            long_text("purpose", "doel"),
            long_text("questions", "vragen"),
            long_text("artefacts", "wat er ligt"),
            long_text("exits", "wanneer klaar"),
            whole("min_meetings", "overlegmomenten minstens", most=1000),
            whole("weeks", "weken", most=1000),
            long_text("coach_role", "rol van de coach"),
            long_text("coach_hint", "tip voor de coach"),
            long_text("loops_back_to", "terug naar"),
            long_text("note", "nota"),
        ),
        is_optional=True,
    ),
    Content(
        texts=("phase", "name", "purpose", "coach_role", "coach_hint", "loops_back_to", "note"),
        lists=("questions", "artefacts", "exits"),
        numbers=("min_meetings", "weeks"),
        named={"phase": "code"},
        fills_in=True,
    ),
)
CAUTIONS = Part(
    "cautions",
    Sheet(
        "VariantCautions",
        ("Liever nog niet",),
        gettext_lazy("When a kind of group is better left for later"),
        (
            *(SCHOOL, CODE, NUMBER, POSITION),
            long_text("when", "wanneer niet"),
            long_text("first", "eerst"),
            text("caution", "kenmerk van het bezwaar", size=40),
        ),
        is_optional=True,
    ),
    Content(texts=("when", "first", "caution"), named={"caution": "code"}, fills_in=True),
)
VERSIONS = Facts(
    Sheet(
        "VariantVersions",
        ("Beschrijvingen van soorten", "Beschrijvingen van vormen"),
        gettext_lazy("Descriptions of kinds of groups"),
        (
            SCHOOL,
            CODE,
            NUMBER,
            moment("changed_at", "gewijzigd op", is_required=True),
            email("changed_by", "gewijzigd door"),
            long_text("description", "beschrijving"),
            long_text("for_whom", "voor wie"),
            long_text("purpose", "doel"),
            long_text("horizon", "looptijd"),
            long_text("length_note", "over de duur"),
            long_text("keywords", "kernwoorden"),
            long_text("prerequisites", "wat er nodig is"),
            long_text("outcomes", "wat het oplevert"),
            long_text("exits", "wanneer het klaar is"),
            whole("size_low", "mensen vanaf", most=1000),
            whole("size_high", "mensen tot", most=1000),
            whole("minutes_low", "minuten vanaf", most=1000),
            whole("minutes_high", "minuten tot", most=1000),
            long_text("regime", "ritme"),
            whole("target_weeks", "streefritme in weken", most=1000),
            whole("limit_weeks", "uiterlijk in weken", most=1000),
            whole("minimum_per_year", "overlegmomenten per jaar", most=1000),
            whole("gap_weeks", "te dicht in weken", most=1000),
            MORE,
        ),
        is_optional=True,
    ),
    VariantVersion,
    (Link("variant", "SchoolVariants", ("school", "code")), Link("changed_by", PEOPLE, ("changed_by",))),
    host="variant__school",
    key=("school", "code", "number"),
    is_record=True,
    for_leader=True,
    private=("changed_by",),
    content=Content(
        texts=("description", "for_whom", "purpose", "horizon", "length_note", "regime"),
        numbers=(
            *("size_low", "size_high", "minutes_low", "minutes_high"),
            *("target_weeks", "limit_weeks", "minimum_per_year", "gap_weeks"),
        ),
        lists=("keywords", "prerequisites", "outcomes", "exits"),
        parts=(PHASES, CAUTIONS),
        fills_in=True,
    ),
)
CHOICES = Facts(
    Sheet(
        "VariantChoices",
        ("Keuzes van een soort", "Keuzes van een vorm"),
        gettext_lazy("Why a kind of group was chosen"),
        (
            COMMUNITY,
            choice("variant", VARIANTS),
            text("name", "naam", size=80),
            Column("answers", Kind.DATA, ("antwoorden",)),
            Column("advised", Kind.LIST, ("geadviseerd",)),
            long_text("reason", "reden", "waarom"),
            day("decided_on", "gekozen op", is_required=True),
            email("decided_by", "gekozen door"),
        ),
        is_optional=True,
    ),
    VariantChoice,
    (Link("community", "Communities", ("community",)), Link("decided_by", PEOPLE, ("decided_by",))),
    is_record=True,
    for_leader=True,
    private=("decided_by",),
)
WATCH_WORDS = Facts(
    Sheet(
        "WatchWords",
        ("Haalbaar gedragen doelgericht",),
        gettext_lazy("What members think of the plan"),
        (
            COMMUNITY,
            EMAIL,
            whole("feasible", "haalbaar", least=1, most=5, is_required=True),
            whole("supported", "gedragen", least=1, most=5, is_required=True),
            whole("purposeful", "doelgericht", least=1, most=5, is_required=True),
            day("day", "dag", is_required=True),
        ),
        is_optional=True,
    ),
    WatchWords,
    (Link("community", "Communities", ("community",)), Link("user", PEOPLE, ("email",))),
    key=("community", "email"),
)
BEFORE_COMMUNITIES = (FORMS,)
AFTER_COMMUNITIES = (VERSIONS, CHOICES, WATCH_WORDS)
