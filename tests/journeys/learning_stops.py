"""Pages of learning well, a part an area."""

from playwright.sync_api import Page

from coaching.models import Note
from conditions.models import PracticeLine, ProcessReview
from learning.models import Board, Evidence, Observation, Outcome, TryOut
from meetings.models import Cycle, CycleStep
from pulse.models import Round
from tests.factories import CycleFactory, CycleStepFactory
from tests.factories_learning import (
    BoardFactory,
    BoardMoveFactory,
    BoardStepFactory,
    CasePupilFactory,
    EvidenceFactory,
    LessonTalkFactory,
    ObservationFactory,
    OutcomeFactory,
    OutcomeVersionFactory,
    PredictionFactory,
)
from tests.journeys import stops
from tests.journeys.running_stops import RUNNING
from tests.journeys.stops import Args, Stop, bare, crowd, group, idea, open_everything, school, send, type_nonsense
from tests.journeys.topic_stops import TOPICS
from tests.journeys.town import LONG, LONG_WORD, Town


def own_note(town: Town) -> list[object]:
    return [Note.objects.latest("pk").pk]


COACH: list[Stop] = [
    Stop("communities:coach", "karim", group("wiskunde")),
    Stop("communities:coach", "tine", group("wiskunde"), open_everything, note="a member"),
    Stop("communities:coach", "leen", group("zorg"), note="the group is asked"),
    Stop("communities:coach", "busy", crowd, note="too much"),
    Stop("meetings:roles", "tine", group("wiskunde")),
    Stop("meetings:roles", "leen", group("zorg"), note="never met"),
    Stop("meetings:roles", "busy", crowd, note="too much"),
    Stop("coaching:help", "tine", group("wiskunde")),
    Stop("coaching:help", "karim", group("wiskunde"), open_everything, note="the coach"),
    Stop("coaching:help", "leen", group("zorg"), note="nothing asked yet"),
    Stop("coaching:help", "busy", crowd, note="too much"),
    Stop("coaching:queue", "karim"),
    Stop("coaching:queue", "tine", note="coaches nothing"),
    Stop("coaching:mirror-of-style", "karim"),
    Stop("coaching:mirror-of-style", "tine", note="offered nothing"),
    Stop("coaching:notes", "karim", act=open_everything),
    Stop("coaching:notes", "tine", note="coaches nothing"),
    Stop("coaching:notes", "karim", act=type_nonsense, note="with errors"),
    Stop("coaching:note", "karim", own_note),
]


def rest_without_a_reason(page: Page, town: Town) -> None:
    open_everything(page, town)
    with page.expect_navigation():
        page.locator("main .sheet form .btn").first.click()


HEALTH: list[Stop] = [
    Stop("meetings:mirror", "tine", group("wiskunde"), open_everything),
    Stop("meetings:mirror", "karim", group("frans"), note="coach"),
    Stop("meetings:mirror", "leen", group("zorg"), note="nothing yet"),
    Stop("meetings:mirror", "busy", crowd, note="too much"),
    Stop("coaching:health", "tine", group("wiskunde"), open_everything),
    Stop("coaching:health", "karim", group("frans"), note="coach"),
    Stop("coaching:health", "leen", group("zorg"), note="young"),
    Stop("coaching:health", "busy", crowd, note="too much"),
    Stop("coaching:health", "sofie", group("taalbeleid"), rest_without_a_reason, note="with errors"),
    Stop("coaching:patterns", "karim"),
    Stop("coaching:patterns", "tine", note="coaches nobody"),
]


def board(key: str) -> Args:
    return lambda town: [Board.objects.filter(community=town.group(key)).latest("pk").pk]


def shown(key: str) -> Args:
    return lambda town: [Evidence.objects.filter(step__board__community=town.group(key)).latest("pk").pk]


def long_board(town: Town) -> list[object]:
    """A board with long words everywhere, in the group that has too much of everything."""
    if not town.crowd.boards.exists():
        long_row = BoardFactory(community=town.crowd, method="DT", about=f"{LONG_WORD} {LONG}"[:160])
        for at, code in enumerate(("problem", "hypotheses", "collection")):
            line = BoardStepFactory(board=long_row, code=code, position=at, state=("done", "now", "ahead")[at])
            line.name = LONG_WORD
            line.save()
            EvidenceFactory(step=line, text=f"{LONG} {LONG_WORD}", link=f"https://school.example/{LONG_WORD}" * 3)
        BoardMoveFactory(
            board=long_row, kind="back", left="hypotheses", reached="problem", reason=f"{LONG} {LONG_WORD}"
        )
    return crowd(town)


def lesson(key: str) -> Args:
    return lambda town: [CycleStep.objects.filter(cycle__community=town.group(key), kind="lesson").latest("pk").pk]


def cycle(key: str) -> Args:
    return lambda town: [Cycle.objects.filter(community=town.group(key)).latest("pk").pk]


def own_note(town: Town) -> list[object]:
    return [Observation.objects.filter(by=town.people["tine"]).latest("pk").pk]


def empty_lesson(town: Town) -> list[object]:
    """A lesson for which nothing was prepared, in the group with long names."""
    row = CycleStep.objects.filter(cycle__community=town.crowd, kind="lesson").first()
    row = row or CycleStepFactory(cycle=CycleFactory(community=town.crowd), kind="lesson")
    return [row.pk]


def long_lesson(town: Town) -> list[object]:
    """Long words everywhere, and a discussion that is open."""
    found = CycleStep.objects.filter(cycle__community=town.crowd, kind="reteach").first()
    if found:
        return [found.pk]
    row = CycleStepFactory(cycle=CycleStep.objects.get(pk=empty_lesson(town)[0]).cycle, kind="reteach")
    pupil = CasePupilFactory(cycle=row.cycle, label=LONG_WORD)
    PredictionFactory(step=row, pupil=pupil, text=f"{LONG_WORD} {LONG}")
    ObservationFactory(step=row, pupil=pupil, by=town.people["busy"], text=f"{LONG_WORD} {LONG}")
    LessonTalkFactory(step=row, discussed=["A"], decision=f"{LONG_WORD} {LONG}")
    return [row.pk]


def ask_no_reason(page: Page, town: Town) -> None:
    """Back without saying why."""
    page.locator("#loop > summary").click()
    with page.expect_navigation():
        page.locator("#loop .btn").click()


def type_a_name(page: Page, town: Town) -> None:
    page.locator("[name=text]").fill("Leerling Jonas sloeg een stap over")
    with page.expect_navigation():
        page.locator("form .btn--primary").first.click()


BOARDS: list[Stop] = [
    Stop("learning:board", "tine", group("wiskunde"), open_everything),
    Stop("learning:board", "samira", group("doorstroming"), note="a data team after a loop"),
    Stop("learning:board", "samira", group("doorstroming"), ask_no_reason, note="no reason given"),
    Stop("learning:board", "griet", group("taalbeleid"), note="first step"),
    Stop("learning:board", "fatima", group("frans"), note="none yet"),
    Stop("learning:board", "busy", long_board, open_everything, note="long names"),
    Stop("learning:start-board", "fatima", group("frans"), open_everything),
    Stop("learning:round", "leen", board("zorg")),
    Stop("learning:name-board", "tine", board("wiskunde")),
    Stop("learning:evidence", "tine", shown("wiskunde")),
    Stop("learning:evidence", "tine", shown("wiskunde"), type_a_name, note="a name of a pupil"),
    Stop("learning:lesson", "sofie", lesson("lezen"), open_everything),
    Stop("learning:lesson", "busy", empty_lesson, note="nothing prepared"),
    Stop("learning:lesson", "busy", long_lesson, note="long words, open talk"),
    Stop("learning:predict", "tine", lesson("lezen")),
    Stop("learning:observe", "tine", lesson("lezen")),
    Stop("learning:observe", "tine", lesson("lezen"), type_a_name, note="a name of a pupil"),
    Stop("learning:observation", "tine", own_note),
    Stop("learning:case-pupils", "tine", cycle("lezen")),
]


def outcome(title: str) -> Args:
    return lambda town: [Outcome.objects.get(title=title).pk]


def long_outcome(town: Town) -> list[object]:
    """Everything as long as it may be."""
    words = {"title": LONG_WORD[:120], "about": LONG * 4, "subject": LONG_WORD[:80], "makers": LONG}
    made = OutcomeFactory(community=town.crowd, **words)
    for number in (1, 2):
        OutcomeVersionFactory(outcome=made, number=number, note=LONG, file_name=f"{LONG_WORD}.pdf", size=12345)
    return [made.pk]


def own_try_out(town: Town) -> list[object]:
    return [TryOut.objects.filter(by=town.people["tine"]).latest("pk").pk]


BETWEEN: list[Stop] = [
    Stop("learning:try-outs", "tine", group("wiskunde"), open_everything),
    Stop("learning:try-outs", "tine", group("wiskunde"), type_nonsense, note="with errors"),
    Stop("learning:try-outs", "tine", group("breuken"), note="nothing yet"),
    Stop("learning:try-outs", "tine", group("wiskunde"), query="?by=me", note="one's own"),
    Stop("learning:try-outs", "busy", crowd, note="long names"),
    Stop("learning:try-out", "tine", own_try_out),
    Stop("learning:course", "tine", group("wiskunde")),
    Stop("learning:course", "tine", group("wiskunde"), send, note="with errors"),
    Stop("learning:outcomes", "tine", group("wiskunde"), open_everything),
    Stop("learning:outcomes", "tine", group("breuken"), note="nothing yet"),
    Stop("learning:outcomes", "busy", crowd, note="long names"),
    Stop("learning:outcome-new", "tine", group("wiskunde")),
    Stop("learning:outcome-new", "tine", group("wiskunde"), send, note="with errors"),
    Stop("learning:outcome", "tine", outcome("Redeneerstarters over functies"), open_everything, note="of mine"),
    Stop("learning:outcome", "hilde", outcome("Redeneerstarters over functies"), note="of others"),
    Stop("learning:outcome", "koen", outcome("Bronnenpakket migratie"), note="a link"),
    Stop("learning:outcome", "busy", long_outcome, open_everything, note="long names"),
    Stop("learning:outcome-edit", "tine", outcome("Exitkaartje in drie minuten")),
    Stop("learning:library", "tine"),
    Stop("learning:library", "hilde", query="?q=functies&from=own", note="filtered"),
    Stop("learning:library", "fresh", query="?q=zzz", note="nothing found"),
    Stop("learning:library", "busy", note="long names"),
]


def newest_round(key: str) -> Args:
    return lambda town: [Round.objects.filter(community=town.group(key)).latest("pk").pk]


def card_of(key: str, condition: str) -> Args:
    return lambda town: [town.group(key).pk, condition]


def answer_nothing(page: Page, town: Town) -> None:
    page.locator(".save-bar .btn--primary").click()
    page.locator(".error-summary").wait_for()


PULSE: list[Stop] = [
    Stop("pulse:pulse", "tine", group("wiskunde"), note="discussed"),
    Stop("pulse:pulse", "fatima", group("frans"), note="open"),
    Stop("pulse:pulse", "karim", group("frans"), note="coach, open"),
    Stop("pulse:pulse", "samira", idea, note="three members"),
    Stop("pulse:pulse", "samira", group("doorstroming"), note="too few"),
    Stop("pulse:pulse", "stijn", group("stem"), note="none yet"),
    Stop("pulse:pulse", "leen", group("zorg"), open_everything, note="young"),
    Stop("pulse:answer", "fatima", newest_round("frans"), open_everything),
    Stop("pulse:answer", "fatima", newest_round("frans"), answer_nothing, note="with errors"),
    Stop("pulse:thanks", "fatima", newest_round("frans")),
    Stop("pulse:round", "tine", newest_round("wiskunde")),
    Stop("pulse:round", "samira", newest_round("doorstroming"), note="too few"),
    Stop("pulse:round", "hilde", newest_round("lezen"), note="shown to the leader"),
    Stop("pulse:talk", "tine", card_of("wiskunde", "potency"), note="talked about"),
    Stop("pulse:talk", "karim", card_of("frans", "safety")),
    Stop("pulse:school", "hilde", school),
    Stop("pulse:school", "fresh", bare, note="nothing yet"),
    Stop("pulse:pulse", "busy", crowd, note="long names"),
]


def running_review(town: Town) -> int:
    return ProcessReview.objects.get(community=town.group("wiskunde"), closed_on=None).pk


def practice_line(town: Town) -> list[object]:
    return [town.story.host.slug, PracticeLine.objects.filter(school=town.story.host).earliest("pk").pk]


PROCESS: list[Stop] = [
    Stop("conditions:process", "tine", group("wiskunde"), open_everything, note="half filled, one shared"),
    Stop("conditions:process", "hilde", group("wiskunde"), note="leader, one shared"),
    Stop("conditions:process", "stijn", group("stem"), note="nothing yet"),
    Stop("conditions:process", "busy", crowd, note="long names"),
    Stop("conditions:process-answer", "tine", lambda town: [running_review(town), "length"]),
    Stop(
        "conditions:process-answer", "lotte", lambda town: [running_review(town), "autonomy"], send, note="with errors"
    ),
    Stop("conditions:self-review", "koen", group("geschiedenis"), note="with an earlier year"),
    Stop("conditions:self-review", "tine", group("wiskunde"), note="nothing yet"),
    Stop("dashboard:timeline", "tine", group("wiskunde")),
    Stop("dashboard:timeline", "hilde", group("wiskunde"), note="leader"),
    Stop("dashboard:timeline", "busy", crowd, note="long names"),
    Stop("conditions:practice", "hilde", school),
    Stop("conditions:practice", "tine", school, note="teacher"),
    Stop("conditions:practice", "fresh", bare, note="nothing yet, leader"),
    Stop("conditions:practice", "alone", bare, note="nothing yet, teacher"),
    Stop("conditions:add-practice", "hilde", school, query="?stage=later"),
    Stop("conditions:add-practice", "hilde", school, send, note="with errors"),
    Stop("conditions:change-practice", "hilde", practice_line),
]


LEARNING = [*COACH, *RUNNING, *HEALTH, *BOARDS, *TOPICS, *BETWEEN, *PULSE, *PROCESS]
NO_PAGE: set[str] = stops.NO_PAGE | {"learning:outcome-file", "coaching:notes-about"}  # a file, or a part of a page
