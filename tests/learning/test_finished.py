"""A group that finished: what it wrote stays to be read and to be taken away, and nothing is added."""

from uuid import uuid4

import pytest
from django.urls import reverse

from communities.models import Community
from learning.models import (
    Board,
    BoardMove,
    CasePupil,
    Evidence,
    LessonTalk,
    Observation,
    Outcome,
    Prediction,
    Topic,
    TryOut,
)
from tests.factories import CycleFactory, CycleStepFactory
from tests.factories_learning import (
    BoardFactory,
    BoardStepFactory,
    CasePupilFactory,
    EvidenceFactory,
    LessonTalkFactory,
    ObservationFactory,
    OutcomeFactory,
    OutcomeVersionFactory,
    TopicFactory,
    TryOutFactory,
)

KEY = str(uuid4())
MODELS = (Board, BoardMove, CasePupil, Evidence, LessonTalk, Observation, Outcome, Prediction, Topic, TryOut)


@pytest.fixture(autouse=True)
def _clock(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)


@pytest.fixture
def rows(personas, today):
    """One of everything, in a group whose last day is today."""
    group = personas.group
    board = BoardFactory(community=group, method="DT")
    step = BoardStepFactory(board=board, code="problem", state="now", position=1)
    BoardStepFactory(board=board, code="hypotheses", state="ahead", position=2)
    lesson = CycleStepFactory(kind="lesson", cycle=CycleFactory(community=group))
    outcome = OutcomeFactory(community=group)
    OutcomeVersionFactory(outcome=outcome)
    pupil = CasePupilFactory(cycle=lesson.cycle)
    ObservationFactory(step=lesson, pupil=pupil, by=personas.teacher)
    LessonTalkFactory(step=lesson, discussed=["A"])
    Community.objects.filter(pk=group.pk).update(ended_on=today)
    return {
        "group": group,
        "board": board,
        "step": step,
        "line": EvidenceFactory(step=step),
        "lesson": lesson,
        "cycle": lesson.cycle,
        "outcome": outcome,
        "topic": TopicFactory(community=group, closed_on=today),
        "try_out": TryOutFactory(community=group, by=personas.teacher),
    }


def state():
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


@pytest.mark.parametrize(
    ("name", "of", "said"),
    [
        ("move-board", "board", {"kind": "forward", "seen": 0, "target": "hypotheses"}),
        ("finish-board", "board", {}),
        ("name-board", "board", {"about": "Anders"}),
        ("add-evidence", "step", {"text": "Een regel", "key": KEY}),
        ("evidence", "line", {"text": "Anders", "key": KEY}),
        ("verdict", "line", {"verdict": "holds"}),
        ("case-pupils", "cycle", {"B": "zoekt lang"}),
        ("predict", "lesson", {"A": "vraagt hulp"}),
        ("observe", "lesson", {"who": "A", "text": "telt op de vingers", "key": KEY}),
        ("talked", "lesson", {"code": "A", "done": "no"}),
        ("lesson-talk", "lesson", {"others": "stil"}),
        ("try-outs", "group", {"what": "Een rubriek", "effect": "worked", "key": KEY}),
        ("course", "group", {"course": "Studiedag", "thing": "Een rubriek", "way": "class", "key": KEY}),
        (
            "outcome-new",
            "group",
            {"title": "Rubriek", "kind": "material", "licence": "cc0", "link": "https://school.example/a"},
        ),
        ("topic-new", "group", {"title": "Hoe toets je?", "key": KEY}),
        ("topic-reopen", "topic", {}),
        ("update-new", "group", {}),
    ],
)
def test_nothing_is_added(personas, signed_in, rows, name, of, said):
    before = state()

    answer = signed_in(personas.teacher).post(reverse(f"learning:{name}", args=[rows[of].pk]), said)

    assert answer.status_code in (302, 404)
    assert state() == before


def test_no_round_is_begun(personas, signed_in, rows, today):
    Board.objects.update(ended_on=today)

    signed_in(personas.teacher).post(reverse("learning:start-board", args=[rows["group"].pk]), {"method": "DT"})

    assert Board.objects.count() == 1


def test_no_version_is_added(personas, signed_in, rows):
    said = {"link": "https://school.example/b", "number": 2}

    signed_in(personas.teacher).post(reverse("learning:outcome-version", args=[rows["outcome"].pk]), said)

    assert rows["outcome"].versions.count() == 1


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("board", "group"),
        ("lesson", "lesson"),
        ("try-outs", "group"),
        ("outcomes", "group"),
        ("outcome", "outcome"),
        ("topic", "topic"),
    ],
)
def test_everything_is_read_and_no_page_asks_for_more(personas, signed_in, rows, name, of):
    page = signed_in(personas.teacher).get(reverse(f"learning:{name}", args=[rows[of].pk]))

    assert page.status_code == 200
    for adding in ("move", "evidence/", "finish", "observe", "predict", "course", "reopen", "version"):
        assert f'/{adding}/"' not in page.content.decode(), adding


def test_own_words_are_still_taken_away(personas, signed_in, rows):
    signed_in(personas.teacher).post(reverse("learning:try-out-remove", args=[rows["try_out"].pk]))

    assert not TryOut.objects.exists()
