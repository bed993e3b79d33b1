"""Boards of a method with what shows each step, and research lessons from close by (R23-R29)."""

from django.utils.translation import gettext_lazy

from exchange.columns import COMMUNITY, Column, Kind, Sheet, Words
from exchange.facts.columns import AT, BY, CODE, NUMBER, STARTED_ON, choice, day, long_text, text, whole
from exchange.facts.meetings import OF_COMMUNITY, OF_CYCLE
from exchange.facts.spec import PEOPLE, Facts, Link
from learning.models import (
    Board,
    BoardMove,
    BoardStep,
    CasePupil,
    Evidence,
    LessonTalk,
    Observation,
    Prediction,
)

STATES: Words = {"ahead": ("nog niet",), "now": ("nu", "hier"), "done": ("klaar",), "skipped": ("overgeslagen",)}
MOVES: Words = {
    "forward": ("verder",),
    "back": ("terug",),
    "skip": ("overgeslagen",),
    "return": ("weer opgenomen",),
}
VERDICTS: Words = {"holds": ("bevestigd",), "rejected": ("verworpen",), "unsure": ("nog niet duidelijk",)}
POSITION = whole("position", "plaats", most=32_767, is_required=True)
LETTER = text("code", "letter", size=1, is_required=True)
OF_BOARD = Link("board", "Boards", ("community", "number"))
OF_LESSON = Link("step", "CycleSteps", ("community", "started_on", "position"))
OF_PUPIL = Link("pupil", "CasePupils", ("community", "started_on", "pupil"))
OF_A_BOARD, OF_A_LESSON = "board__community__school", "step__cycle__community__school"

BOARDS = Facts(
    Sheet(
        "Boards",
        ("Werkborden",),
        gettext_lazy("Boards of a method"),
        (
            COMMUNITY,
            NUMBER,
            text("method", "methode", size=20, is_required=True),
            text("about", "waarover", size=160),
            STARTED_ON,
            day("ended_on", "beeindigd op", "einde"),
        ),
        is_optional=True,
    ),
    Board,
    (OF_COMMUNITY,),
    key=("community", "number"),
    spans=(("started_on", "ended_on"),),
    one_open="ended_on",
)
STEPS = Facts(
    Sheet(
        "BoardSteps",
        ("Stappen van werkborden",),
        gettext_lazy("Steps of boards"),
        (COMMUNITY, NUMBER, CODE, POSITION, text("name", "eigen naam", size=80), choice("state", STATES, "toestand")),
        is_optional=True,
    ),
    BoardStep,
    (OF_BOARD,),
    host=OF_A_BOARD,
    key=("community", "number", "code"),
)
ON_BOARDS = Facts(
    Sheet(
        "BoardMoves",
        ("Bewegingen op werkborden",),
        gettext_lazy("Moves on boards"),
        (
            COMMUNITY,
            NUMBER,
            choice("kind", MOVES, "soort"),
            text("left", "van", size=40),
            text("reached", "naar", size=40, is_required=True),
            text("reason", "reden", size=200),
            BY,
            AT,
        ),
        is_optional=True,
    ),
    BoardMove,
    (OF_BOARD, Link("by", PEOPLE, ("by",))),
    host=OF_A_BOARD,
    is_record=True,
)
EVIDENCE = Facts(
    Sheet(
        "Evidence",
        ("Bewijs bij stappen",),
        gettext_lazy("What shows a step"),
        (
            COMMUNITY,
            NUMBER,
            CODE,
            text("text", "tekst", size=300, is_required=True),
            text("link", size=500),
            choice("verdict", VERDICTS, "uitkomst", is_required=False),
            BY,
            day("on", "op", is_required=True),
        ),
        is_optional=True,
    ),
    Evidence,
    (Link("step", "BoardSteps", ("community", "number", "code")), Link("by", PEOPLE, ("by",))),
    host="step__board__community__school",
    key=("community", "number", "code", "text"),
    may_repeat=True,
)
PUPILS = Facts(
    Sheet(
        "CasePupils",
        ("Casusleerlingen",),
        gettext_lazy("Case pupils, by a letter"),
        (COMMUNITY, STARTED_ON, LETTER, text("label", "staat voor", size=80)),
        is_optional=True,
    ),
    CasePupil,
    (OF_CYCLE,),
    host="cycle__community__school",
    key=("community", "started_on", "code"),
)
PREDICTIONS = Facts(
    Sheet(
        "Predictions",
        ("Verwachtingen",),
        gettext_lazy("What was expected of case pupils"),
        (
            COMMUNITY,
            STARTED_ON,
            POSITION,
            text("pupil", "leerlingletter", size=1, is_required=True),
            text("text", "tekst", size=300, is_required=True),
        ),
        is_optional=True,
    ),
    Prediction,
    (OF_LESSON, OF_PUPIL),
    host=OF_A_LESSON,
    key=("community", "started_on", "position", "pupil"),
)
OBSERVATIONS = Facts(
    Sheet(
        "Observations",
        ("Observaties",),
        gettext_lazy("What was seen in a lesson"),
        (
            COMMUNITY,
            STARTED_ON,
            POSITION,
            text("pupil", "leerlingletter", size=1),
            text("text", "tekst", size=500, is_required=True),
            BY,
            AT,
        ),
        is_optional=True,
    ),
    Observation,
    (OF_LESSON, OF_PUPIL, Link("by", PEOPLE, ("by",))),
    host=OF_A_LESSON,
    key=("community", "started_on", "position", "by", "at"),
    may_repeat=True,
)
TALKS = Facts(
    Sheet(
        "LessonTalks",
        ("Nabesprekingen",),
        gettext_lazy("Discussions of research lessons"),
        (
            COMMUNITY,
            STARTED_ON,
            POSITION,
            Column("discussed", Kind.LIST, ("besproken",)),
            long_text("others", "andere leerlingen"),
            long_text("teaching", "les en aanpak"),
            long_text("decision", "wat we veranderen"),
        ),
        is_optional=True,
    ),
    LessonTalk,
    (OF_LESSON,),
    host=OF_A_LESSON,
    key=("community", "started_on", "position"),
    counter="version",
)
AFTER_COMMUNITIES = (BOARDS, STEPS, ON_BOARDS, EVIDENCE, PUPILS, PREDICTIONS, OBSERVATIONS, TALKS)
