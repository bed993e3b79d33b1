"""How a group looks at itself (R5, R18, R41), and a school's own table of who does and shows what (R87)."""

from django.utils.translation import gettext_lazy

from conditions.models import PracticeLine, ProcessAnswer, ProcessReview, SelfReview
from exchange.columns import COMMUNITY, Sheet, Words
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
)
from exchange.facts.spec import PEOPLE, Facts, Link
from exchange.facts.starting import OF_COMMUNITY, OF_SCHOOL, STATUSES

ROOM: Words = {"enough": ("genoeg",), "little": ("te weinig",), "much": ("te veel", "meer dan we gebruiken")}
WORDS: Words = {"no": ("nog niet", "niet", "nee"), "partly": ("deels",), "yes": ("duidelijk", "ja")}
ACTORS: Words = {
    "leader": ("schoolleider", "directie"),
    "coach": ("procescoach", "begeleider"),
    "group": ("groep", "leergemeenschap"),
}
STAGES: Words = {
    "start": ("bij de start",),
    "development": ("in ontwikkeling", "ontwikkeling"),
    "later": ("op langere termijn", "langere termijn"),
}
REVIEWS = Facts(
    Sheet(
        "ProcessReviews",
        ("Terugblikken",),
        gettext_lazy("Reviews of how a group works together"),
        (
            COMMUNITY,
            OPENED_ON,
            CLOSED_ON,
            day("shared_on", "gedeeld op"),
            choice("autonomy", ROOM, "ruimte om te beslissen", is_required=False),
            text("autonomy_line", "in een regel", size=200),
        ),
        is_optional=True,
    ),
    ProcessReview,
    (OF_COMMUNITY,),
    key=("community", "opened_on"),
    spans=(("opened_on", "closed_on"), ("opened_on", "shared_on")),
    one_open="closed_on",
)
ANSWERS = Facts(
    Sheet(
        "ProcessAnswers",
        ("Procesvoorwaarden",),
        gettext_lazy("Answers on process conditions"),
        (
            COMMUNITY,
            OPENED_ON,
            CODE,
            choice("status", STATUSES, "toestand"),
            text("note", "nota", size=300),
            text("next_step", "volgende stap", size=200),
            OWNER,
            DUE_ON,
            day("done_on", "klaar op"),
            BY,
            AT,
        ),
        is_optional=True,
    ),
    ProcessAnswer,
    (
        Link("review", "ProcessReviews", ("community", "opened_on")),
        Link("owner", PEOPLE, ("owner",)),
        Link("by", PEOPLE, ("by",)),
    ),
    host="review__community__school",
    key=("community", "opened_on", "code"),
)
LOOKS = Facts(
    Sheet(
        "SelfReviews",
        ("Terugkijken op het jaar",),
        gettext_lazy("How groups look back on a year"),
        (
            COMMUNITY,
            text("year", "schooljaar", size=9, is_required=True),
            *(
                choice(name, WORDS, dutch, is_required=False)
                for name, dutch in (("successful", "succesvol"), ("lasting", "duurzaam"), ("carried", "gedragen"))
            ),
            long_text("keeps", "houden"),
            long_text("changes", "anders doen"),
            BY,
            day("on", "op", is_required=True),
        ),
        is_optional=True,
    ),
    SelfReview,
    (OF_COMMUNITY, Link("by", PEOPLE, ("by",))),
    key=("community", "year"),
)
PRACTICE = Facts(
    Sheet(
        "PracticeLines",
        ("Wie doet wat",),
        gettext_lazy("Who does what, and shows it"),
        (
            SCHOOL,
            text("element", "onderwerp", "waarover", size=120, is_required=True),
            choice("actor", ACTORS, "wie"),
            choice("stage", STAGES, "wanneer", "fase"),
            long_text("actions", "acties"),
            long_text("behaviour", "voorbeeldgedrag"),
            whole("position", "plaats", most=32_767),
        ),
        is_optional=True,
    ),
    PracticeLine,
    (OF_SCHOOL,),
    host="school",
    key=("school", "element", "actor", "stage"),
    for_leader=True,
)
AFTER_COMMUNITIES = (REVIEWS, ANSWERS, LOOKS, PRACTICE)
