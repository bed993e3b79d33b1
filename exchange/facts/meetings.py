"""Pupils as partners (R36-R38), practical matters (R59), research-lesson cycles (R26), activity online (R29)."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext_lazy

from exchange.columns import COMMUNITY, FIRST_DAY, LAST_DAY, STARTS_AT, Column, Kind, Sheet, Words
from exchange.facts.columns import BY, MOMENT, STARTED_ON, choice, day, email, text, whole, yes_no
from exchange.facts.spec import PEOPLE, FactRow, Facts, Link, Told
from meetings.models import (
    Activity,
    Chore,
    Cycle,
    CycleStep,
    CycleText,
    FeedbackAnswer,
    FeedbackCard,
    PupilGuests,
)

CHORES_WORDS: Words = {
    "room": ("lokaal", "ruimte"),
    "material": ("materiaal",),
    "catering": ("koffie en thee", "koffie"),
    "notes": ("notities", "verslag"),
    "other": ("iets anders", "andere"),
}
STEPS_WORDS: Words = {
    "orientation": ("orientatie", "oriëntatie"),
    "design": ("ontwerp",),
    "lesson": ("onderzoeksles",),
    "reteach": ("aangepaste les", "herhaling"),
    "share": ("delen",),
}
ACTIVITY_WORDS: Words = {
    "question": ("vraag",),
    "answer": ("antwoord",),
    "material": ("materiaal",),
    "live": ("live moment",),
}
OF_COMMUNITY = Link("community", "Communities", ("community",))
AT_A_MEETING = Link("meeting", "Meetings", ("community", "starts_at"))
OF_CYCLE = Link("cycle", "Cycles", ("community", "started_on"))
CARD = Column("card", Kind.KEY, ("kaart",), is_required=True, size=36)


def is_past_its_date(told: Told, today: date) -> Callable[[FactRow], bool]:
    """Pupils were promised that their answers go on a day: a workbook does not bring them back."""
    days = {card.values["card"]: card.values["delete_on"] for card in told.get("FeedbackCards", ())}
    return lambda row: bool(days[row.values["card"]] < today)


GUESTS = Facts(
    Sheet(
        "PupilGuests",
        ("Leerlinggasten",),
        gettext_lazy("Pupils as guests"),
        (
            COMMUNITY,
            MOMENT,
            whole("number", "aantal", least=1, most=32_767, is_required=True),
            FIRST_DAY,
            LAST_DAY,
            day("consent_seen_on", "toestemming gezien op"),
        ),
        is_optional=True,
    ),
    PupilGuests,
    (OF_COMMUNITY, AT_A_MEETING),
    key=("community", "starts_at", "first_day", "last_day"),
    may_repeat=True,
    spans=(("first_day", "last_day"),),
)
CARDS = Facts(
    Sheet(
        "FeedbackCards",
        ("Feedbackkaarten", "Leerlingkaarten"),
        gettext_lazy("Feedback cards"),
        (
            COMMUNITY,
            CARD,
            MOMENT,
            text("about", "waarover", size=120, is_required=True),
            text("question", "eigen vraag", size=160),
            whole("number", "aantal", least=0, most=32_767, is_required=True),
            yes_no("on_board", "op het bord"),
            day("created_on", "gemaakt op", is_required=True),
            day("closes_on", "open tot", is_required=True),
            day("delete_on", "gewist na", is_required=True),
        ),
        is_optional=True,
    ),
    FeedbackCard,
    (OF_COMMUNITY, AT_A_MEETING),
    key=("community", "card"),
    spans=(("closes_on", "delete_on"),),
    attributes={"card": "key", "on_board": "is_on_board"},
)
PUPILS = Facts(
    Sheet(
        "FeedbackAnswers",
        ("Antwoorden van leerlingen",),
        gettext_lazy("What pupils said"),
        (
            COMMUNITY,
            CARD,
            whole("mood", "gevoel", least=1, most=3, is_required=True),
            text("helped", "hielp", size=300),
            text("hindered", "hinderde", size=300),
            text("own", "eigen vraag", size=300),
        ),
        is_optional=True,
    ),
    FeedbackAnswer,
    (Link("card", "FeedbackCards", ("community", "card")),),
    host="card__community__school",
    is_record=True,
    is_over=is_past_its_date,
)
CHORES = Facts(
    Sheet(
        "Chores",
        ("Praktisch", "Praktische zaken"),
        gettext_lazy("Practical matters"),
        (
            COMMUNITY,
            STARTS_AT,
            choice("kind", CHORES_WORDS, "soort"),
            text("text", "tekst", size=120),
            email("claimed_by", "wie"),
            yes_no("done", "klaar"),
        ),
        is_optional=True,
    ),
    Chore,
    (AT_A_MEETING, Link("claimed_by", PEOPLE, ("claimed_by",))),
    host="meeting__community__school",
    key=("community", "starts_at", "kind", "text"),
    may_repeat=True,
    attributes={"done": "is_done"},
)
CYCLES = Facts(
    Sheet(
        "Cycles",
        ("Cyclussen",),
        gettext_lazy("Cycles"),
        (COMMUNITY, STARTED_ON, day("ended_on", "beeindigd op", "einde")),
        is_optional=True,
    ),
    Cycle,
    (OF_COMMUNITY,),
    key=("community", "started_on"),
    for_leader=True,
    spans=(("started_on", "ended_on"),),
    one_open="ended_on",
)
STEPS = Facts(
    Sheet(
        "CycleSteps",
        ("Stappen van cyclussen",),
        gettext_lazy("Steps of cycles"),
        (
            COMMUNITY,
            STARTED_ON,
            whole("position", "plaats", most=32_767, is_required=True),
            choice("kind", STEPS_WORDS, "soort"),
            MOMENT,
            day("lesson_on", "les op"),
            day("skipped_on", "overgeslagen op"),
        ),
        is_optional=True,
    ),
    CycleStep,
    (OF_CYCLE, AT_A_MEETING),
    host="cycle__community__school",
    key=("community", "started_on", "position"),
    for_leader=True,
)
TEXTS = Facts(
    Sheet(
        "CycleTexts",
        ("Woorden bij cyclussen",),
        gettext_lazy("Themes and places of cycles"),
        (
            COMMUNITY,
            STARTED_ON,
            whole("position", "plaats", most=32_767),
            text("text", "tekst", size=160, is_required=True),
        ),
        is_optional=True,
    ),
    CycleText,
    (OF_CYCLE, Link("step", "CycleSteps", ("community", "started_on", "position"))),
    host="cycle__community__school",
    key=("community", "started_on", "position"),
)
ACTIVITIES = Facts(
    Sheet(
        "Activities",
        ("Activiteit online",),
        gettext_lazy("Activity online"),
        (
            COMMUNITY,
            day("day", "dag", is_required=True),
            choice("kind", ACTIVITY_WORDS, "soort"),
            text("text", "tekst", size=200),
            text("link", size=500),
            BY,
        ),
        is_optional=True,
    ),
    Activity,
    (OF_COMMUNITY, Link("by", PEOPLE, ("by",))),
    is_record=True,
)
AFTER_COMMUNITIES = (GUESTS, CARDS, PUPILS, CHORES, CYCLES, STEPS, TEXTS, ACTIVITIES)
