"""The board on a phone: begun, shown, moved; only the group and its coach find it."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from communities.models import Community
from learning.models import Board, BoardMove, Evidence
from tests.factories import MeetingFactory
from tests.factories_learning import BoardFactory, BoardMoveFactory, BoardStepFactory, EvidenceFactory, OutcomeFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def group(personas):
    Community.objects.filter(pk=personas.group.pk).update(variant="DT")
    personas.group.refresh_from_db()
    return personas.group


@pytest.fixture
def path(group):
    return reverse("learning:board", args=[group.pk])


@pytest.fixture
def board(group, personas, signed_in):
    """A data team on its third step."""
    client = signed_in(personas.teacher)
    client.post(reverse("learning:start-board", args=[group.pk]), {"about": "Uitval in het derde jaar", "method": "DT"})
    row = Board.objects.get()
    for seen in range(2):
        moved(client, row, kind="forward", seen=seen)
    return row


def moved(client, board, **said):
    return client.post(reverse("learning:move-board", args=[board.pk]), said)


def step_of(board, code):
    return board.steps.get(code=code)


def test_group_without_a_board_begins_one(personas, group, path, signed_in):
    client = signed_in(personas.teacher)
    assert reverse("learning:start-board", args=[group.pk]) in client.get(path).content.decode()
    answer = client.post(reverse("learning:start-board", args=[group.pk]), {"about": "", "method": "DT"})
    assert answer.url == path
    assert Board.objects.get().method == "DT"


def test_while_a_round_runs_there_is_no_next_one_to_begin(personas, board, path, signed_in):
    client, begin = signed_in(personas.teacher), reverse("learning:start-board", args=[board.community_id])
    assert client.get(begin).url == path
    assert client.post(begin, {"about": "Nog een", "method": "DT"}).url == path
    assert Board.objects.count() == 1


def test_page_shows_where_the_group_is_in_the_words_of_its_kind(personas, board, path, signed_in):
    page = signed_in(personas.coach).get(path).content.decode()
    for word in ("Uitval in het derde jaar", "Gegevens verzamelen", "Hoe houden we namen van leerlingen erbuiten?"):
        assert word in page
    assert page.count('aria-current="step"') == 1


def test_loop_back_by_a_usual_reason(personas, board, signed_in):
    answer = moved(
        signed_in(personas.teacher), board, kind="back", target="hypotheses", chosen="Niet na te gaan", seen=2
    )
    assert answer.status_code == 302
    assert BoardMove.objects.latest("pk").reason == "Niet na te gaan"


def test_loop_back_without_a_reason_asks_for_one_and_moves_nothing(personas, board, signed_in):
    answer = moved(signed_in(personas.teacher), board, kind="back", target="hypotheses", seen=2)
    assert answer.status_code == 400
    assert 'href="#reason-back"' in answer.content.decode()
    assert 'value="hypotheses" checked' in answer.content.decode()
    assert BoardMove.objects.count() == 2


def test_colleague_who_was_first_is_told_kindly(personas, board, path, signed_in):
    client = signed_in(personas.teacher)
    moved(client, board, kind="skip", target="measures", reason="Later", seen=1)
    assert BoardMove.objects.count() == 2
    assert "board" in client.get(path, headers={"accept-language": "en"}).content.decode()


def test_evidence_is_one_line_and_its_draft_is_forgotten(personas, board, path, signed_in):
    step = step_of(board, "collection")
    client, key = signed_in(personas.teacher), uuid4()
    for _ in range(2):
        answer = client.post(reverse("learning:add-evidence", args=[step.pk]), {"key": key, "text": "Puntenlijst"})
    assert answer.url == f"{path}#step-{step.pk}"
    assert answer.cookies["draft_saved"].value == f"evidence-{step.pk}"
    assert Evidence.objects.get().text == "Puntenlijst"


def test_name_of_a_pupil_is_asked_about_once(personas, board, signed_in):
    path = reverse("learning:add-evidence", args=[step_of(board, "collection").pk])
    client, said = signed_in(personas.teacher), {"key": uuid4(), "text": "Leerling Jonas zakte twee keer"}
    page = client.post(path, said).content.decode()
    assert "Jonas" in page
    assert not Evidence.objects.exists()
    client.post(path, said | {"seen": "Jonas"})
    assert Evidence.objects.exists()


def test_last_hypothesis_rejected_points_back(personas, board, path, signed_in):
    client = signed_in(personas.teacher)
    row = EvidenceFactory(step=step_of(board, "hypotheses"))
    assert 'href="#loop"' not in client.get(path).content.decode()
    client.post(reverse("learning:verdict", args=[row.pk]), {"verdict": "rejected"})
    assert 'href="#loop"' in client.get(path).content.decode()
    client.post(reverse("learning:verdict", args=[row.pk]), {"verdict": "nonsense"})
    row.refresh_from_db()
    assert row.verdict == "rejected"


def test_line_is_changed_and_removed_by_the_group(personas, board, signed_in):
    row = EvidenceFactory(step=step_of(board, "problem"))
    client = signed_in(personas.coach)
    client.post(reverse("learning:evidence", args=[row.pk]), {"key": uuid4(), "text": "Beter gezegd"})
    row.refresh_from_db()
    assert row.text == "Beter gezegd"
    client.post(reverse("learning:remove-evidence", args=[row.pk]))
    assert not Evidence.objects.exists()


def test_own_names_stand_on_the_board(personas, board, path, signed_in):
    client, step = signed_in(personas.teacher), step_of(board, "problem")
    client.post(reverse("learning:name-board", args=[board.pk]), {"about": "Uitval", f"step-{step.pk}": "Onze vraag"})
    assert "Onze vraag" in client.get(path).content.decode()


def test_names_that_a_colleague_gave_meanwhile_stay(personas, board, signed_in):
    client, one, two = signed_in(personas.teacher), step_of(board, "problem"), step_of(board, "quality")
    path = reverse("learning:name-board", args=[board.pk])
    client.post(path, {f"step-{one.pk}": "Onze vraag"})
    stale = {"about": "Uitval in het derde jaar", "was-about": "Uitval in het derde jaar", f"step-{one.pk}": ""}
    client.post(path, stale | {f"step-{two.pk}": "Klopt het?"})
    assert [row.name for row in (step_of(board, "problem"), step_of(board, "quality"))] == ["Onze vraag", "Klopt het?"]


def test_finished_round_is_read_but_not_changed(personas, board, path, signed_in):
    client, step = signed_in(personas.teacher), step_of(board, "problem")
    client.post(reverse("learning:finish-board", args=[board.pk]))
    page = client.get(path).content.decode()
    assert reverse("learning:start-board", args=[board.community_id]) in page
    assert reverse("learning:add-evidence", args=[step.pk]) not in page
    answer = client.post(reverse("learning:add-evidence", args=[step.pk]), {"key": uuid4(), "text": "Te laat"})
    assert answer.status_code == 404
    client.post(reverse("learning:start-board", args=[board.community_id]), {"about": "Tweede", "method": "DT"})
    assert reverse("learning:round", args=[board.pk]) in client.get(path).content.decode()
    assert client.get(reverse("learning:round", args=[board.pk])).status_code == 200


def test_design_group_is_asked_for_a_first_piece(personas, signed_in):
    board = BoardFactory(community=personas.group)
    step = BoardStepFactory(board=board, code="analysis", state="now")
    path = reverse("learning:board", args=[personas.group.pk])
    for day in (date(2026, 9, 15), date(2026, 10, 13)):
        MeetingFactory(community=personas.group, day=day, status="held")
    client = signed_in(personas.teacher)
    asked = '<div class="notice notice--warning">'
    assert asked in client.get(path).content.decode()
    outcome = OutcomeFactory(community=personas.group)
    assert asked not in client.get(path).content.decode()
    outcome.delete()
    EvidenceFactory(step=step, link="https://school.example/schets")
    assert asked not in client.get(path).content.decode()


def test_research_lessons_go_by_their_cycle(personas, group, path, signed_in):
    Community.objects.filter(pk=group.pk).update(variant="LS", regime="cycle")
    assert signed_in(personas.teacher).get(path).url == reverse("meetings:cycle", args=[group.pk])


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_nobody_else_finds_or_moves_it(personas, board, path, signed_in, who):
    client = signed_in(getattr(personas, who))
    assert client.get(path).status_code == 404
    assert moved(client, board, kind="forward", seen=2).status_code == 404
    assert client.post(reverse("learning:finish-board", args=[board.pk])).status_code == 404
    assert BoardMove.objects.count() == 2


@pytest.mark.parametrize("lines", [1, 3])
def test_page_costs_the_same_however_much_it_shows(personas, board, path, signed_in, lines, django_assert_num_queries):
    EvidenceFactory.create_batch(lines, step=step_of(board, "problem"), by=personas.coach)
    BoardMoveFactory.create_batch(lines, board=board, left="problem", by=personas.teacher)
    client = signed_in(personas.teacher)
    client.get(path)
    with django_assert_num_queries(8):
        client.get(path)


@pytest.mark.parametrize("lines", [1, 3])
def test_earlier_round_costs_the_same_however_much_it_shows(
    personas, board, signed_in, lines, django_assert_num_queries
):
    Board.objects.filter(pk=board.pk).update(started_on=date(2026, 9, 7), ended_on=date(2026, 11, 20))
    EvidenceFactory.create_batch(lines, step=step_of(board, "problem"), by=personas.coach)
    client = signed_in(personas.teacher)
    with django_assert_num_queries(7):
        client.get(reverse("learning:round", args=[board.pk]))
