"""What happens on a board: copied steps, moves that are kept, evidence, and a second tap that does nothing twice."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from learning.actions import boards as actions
from learning.models import Board, BoardMove, Evidence
from learning.queries.boards import steps_to_copy
from schools.models import AuditEvent
from tests.factories import CommunityFactory, UserFactory
from tests.factories_learning import BoardFactory, BoardStepFactory, EvidenceFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def board(by):
    community = CommunityFactory(variant="DT")
    steps = steps_to_copy(community, "DT")
    return actions.start_board(community=community, method="DT", steps=steps, about="", by=by, now=NOW)


def states(board):
    return dict(board.steps.values_list("code", "state"))


def test_start_copies_the_eight_steps_in_order(board):
    codes = list(board.steps.order_by("position").values_list("code", flat=True))
    assert codes[:4] == ["problem", "hypotheses", "collection", "quality"]
    assert (len(codes), states(board)["problem"], set(board.steps.values_list("name", flat=True))) == (8, "now", {""})


def test_start_twice_is_one_board(board, by):
    said = {"community": board.community, "method": "DT", "steps": [("x", "")], "about": "", "by": by, "now": NOW}
    assert actions.start_board(**said) == board
    assert Board.objects.count() == 1


def test_next_round_leaves_the_first_readable(board, by):
    actions.finish_board(board=board, by=by, now=NOW)
    said = {"community": board.community, "method": "DT", "steps": [("x", "")], "about": "", "by": by, "now": NOW}
    second = actions.start_board(**said)
    assert (second.number, board.steps.count()) == (2, 8)
    with pytest.raises(actions.BoardMoved):
        actions.reopen_board(board=board, by=by, now=NOW)


def test_finished_by_mistake_is_taken_up_again(board, by):
    actions.finish_board(board=board, by=by, now=NOW)
    actions.reopen_board(board=board, by=by, now=NOW)
    board.refresh_from_db()
    assert board.ended_on is None


def test_forward_twice_from_one_page_is_once(board, by):
    for _ in range(2):
        actions.move_board(board=board, kind="forward", target="hypotheses", seen=0, by=by, now=NOW)
    assert BoardMove.objects.count() == 1
    assert states(board)["hypotheses"] == "now"


def test_page_from_before_a_colleague_moved_moves_nothing(board, by):
    actions.move_board(board=board, kind="forward", seen=0, by=by, now=NOW)
    with pytest.raises(actions.BoardMoved):
        actions.move_board(board=board, kind="skip", target="quality", reason="Geen tijd", seen=0, by=by, now=NOW)
    assert BoardMove.objects.count() == 1


def test_loop_back_needs_a_reason_and_keeps_the_path(board, by):
    for seen in range(3):
        actions.move_board(board=board, kind="forward", seen=seen, by=by, now=NOW)
    with pytest.raises(actions.ReasonNeeded):
        actions.move_board(board=board, kind="back", target="collection", seen=3, by=by, now=NOW)
    actions.move_board(board=board, kind="back", target="collection", reason="Te weinig", seen=3, by=by, now=NOW)
    last = BoardMove.objects.latest("pk")
    assert (last.left, last.reached, last.reason, last.by) == ("quality", "collection", "Te weinig", by)
    assert (states(board)["collection"], states(board)["quality"]) == ("now", "ahead")


def test_impossible_move_is_refused(board, by):
    with pytest.raises(actions.BoardError):
        actions.move_board(board=board, kind="back", target="quality", reason="Zomaar", seen=0, by=by, now=NOW)


def test_finished_board_does_not_move(board, by):
    actions.finish_board(board=board, by=by, now=NOW)
    with pytest.raises(actions.BoardMoved):
        actions.move_board(board=board, kind="forward", seen=0, by=by, now=NOW)


def test_evidence_of_one_form_is_one_line(by):
    step, key = BoardStepFactory(), uuid4()
    for _ in range(2):
        actions.add_evidence(step=step, text="Tabel", link="", key=key, by=by, now=NOW)
    row = Evidence.objects.get()
    assert (row.text, row.on, AuditEvent.objects.filter(verb="add_evidence").count()) == (
        "Tabel",
        date(2026, 11, 23),
        1,
    )


def test_verdict_changed_words_and_gone(by):
    row = EvidenceFactory()
    actions.say_verdict(evidence=row, verdict="rejected", by=by, now=NOW)
    actions.change_evidence(evidence=row, text="Anders", link="https://school.example/t", by=by, now=NOW)
    row.refresh_from_db()
    assert (row.verdict, row.text) == ("rejected", "Anders")
    actions.remove_evidence(evidence=row, by=by, now=NOW)
    assert not Evidence.objects.exists()


def test_audit_holds_no_words(board, by):
    actions.move_board(board=board, kind="skip", target="quality", reason="Geheim", seen=0, by=by, now=NOW)
    actions.name_board(board=board, about="Geheim", names={board.steps.first().pk: "Geheim"}, by=by, now=NOW)
    assert "Geheim" not in "".join(str(row.detail) + row.target for row in AuditEvent.objects.all())


def test_own_name_of_a_step_and_the_usual_one_again(by):
    step = BoardStepFactory(board=BoardFactory())
    for name in ("Onze stap", ""):
        actions.name_board(board=step.board, about="x", names={step.pk: name}, by=by, now=NOW)
        step.refresh_from_db()
        assert step.name == name
