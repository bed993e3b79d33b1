"""A board of a group's method (R23-R28, F20): begun, moved on it, finished, and what shows its steps.

Every move says how many moves its page had seen, so that a second tap does nothing twice and nobody moves a board that
a colleague moved meanwhile.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from learning import boards as rules
from learning.actions.errors import LearningError
from learning.models import Board, BoardMove, BoardStep, Evidence
from meetings.localtime import local_day
from schools import audit
from schools.models import User


class BoardError(LearningError):
    """From where the board stands this cannot be."""

    message = _("This step cannot be taken from here.")


class BoardMoved(BoardError):
    """A colleague moved the board after this page was drawn."""

    message = _("A colleague has just moved the board. Look where you are now.")


class ReasonNeeded(BoardError):
    """Back and past a step are fine; why is what the group learns from."""

    message = _("Say in a few words why. It is what you learn from later.")


@transaction.atomic
def start_board(
    *, community: Community, method: str, steps: Sequence[tuple[str, str]], about: str, by: User, now: datetime
) -> Board:
    """A new round: the steps (code, name) are copied, on the first one. An open board is simply returned."""
    Community.objects.select_for_update().get(pk=community.pk)  # two phones at once: one after the other
    if running := Board.objects.filter(community=community, ended_on=None).first():
        return running
    last = Board.objects.filter(community=community).aggregate(last=Max("number"))["last"] or 0
    today = local_day(now)
    board = Board.objects.create(community=community, method=method, number=last + 1, about=about, started_on=today)
    names = dict(steps)
    BoardStep.objects.bulk_create(
        BoardStep(board=board, code=place.code, position=at, name=names[place.code], state=place.state)
        for at, place in enumerate(rules.begun(names), 1)
    )
    _record(board, "start_board", by, now, method=method)
    return board


@transaction.atomic
def move_board(
    *, board: Board, kind: str, target: str = "", reason: str = "", seen: int, by: User, now: datetime
) -> None:
    """On, back, past a step or up again. seen: the number of moves that the page knew.

    Raises BoardMoved, ReasonNeeded, BoardError.
    """
    board, last = _as_it_is(board, seen)
    rows = list(board.steps.order_by("position"))
    if last and last.kind == kind and target in ("", last.reached, last.left):
        return  # a second tap
    if last:
        raise BoardMoved
    if kind in rules.WITH_REASON and not reason:
        raise ReasonNeeded
    try:
        moved = rules.move([rules.Place(row.code, row.state) for row in rows], kind, target)
    except rules.NotPossible as error:
        raise BoardError from error
    for row, place in zip(rows, moved.places, strict=True):
        row.state = place.state
    BoardStep.objects.bulk_update(rows, ["state"])
    said = {"kind": kind, "left": moved.left, "reached": moved.reached, "reason": reason}
    BoardMove.objects.create(board=board, **said, by=by, at=now)
    _record(board, f"move_board_{kind}", by, now, reached=moved.reached)


@transaction.atomic
def finish_board(*, board: Board, by: User, now: datetime) -> None:
    """The round is over, on its last step or before; it stays readable. A second time changes nothing."""
    if Board.objects.filter(pk=board.pk, ended_on=None).update(ended_on=local_day(now)):
        _record(board, "finish_board", by, now)


@transaction.atomic
def reopen_board(*, board: Board, by: User, now: datetime) -> None:
    """Not finished after all, while no later round was begun. Raises BoardMoved."""
    Community.objects.select_for_update().get(pk=board.community_id)
    if Board.objects.filter(community=board.community_id, number__gt=board.number).exists():
        raise BoardMoved
    if Board.objects.filter(pk=board.pk).exclude(ended_on=None).update(ended_on=None):
        _record(board, "reopen_board", by, now)


@transaction.atomic
def name_board(*, board: Board, about: str | None, names: Mapping[int, str], by: User, now: datetime) -> None:
    """What it is about (None: as it is), and own names by id of the step; an empty one is the usual name again."""
    if about is not None:
        Board.objects.filter(pk=board.pk).update(about=about)
    rows = [row for row in board.steps.all() if row.pk in names]
    for row in rows:
        row.name = names[row.pk]
    BoardStep.objects.bulk_update(rows, ["name"])
    _record(board, "name_board", by, now)


@transaction.atomic
def add_evidence(*, step: BoardStep, text: str, link: str, key: UUID, by: User, now: datetime) -> None:
    """One line that shows a step. The same form once more adds nothing."""
    said = {"step": step, "text": text, "link": link, "by": by, "on": local_day(now)}
    row, is_new = Evidence.objects.get_or_create(form_key=key, defaults=said)
    if is_new:
        audit.record(by=by, verb="add_evidence", target=f"evidence:{row.pk}", at=now)


@transaction.atomic
def change_evidence(*, evidence: Evidence, text: str, link: str, by: User, now: datetime) -> None:
    if Evidence.objects.filter(pk=evidence.pk).exclude(text=text, link=link).update(text=text, link=link):
        audit.record(by=by, verb="change_evidence", target=f"evidence:{evidence.pk}", at=now)


@transaction.atomic
def say_verdict(*, evidence: Evidence, verdict: str, by: User, now: datetime) -> None:
    """What became of a hypothesis; "" takes it back."""
    if Evidence.objects.filter(pk=evidence.pk).exclude(verdict=verdict).update(verdict=verdict):
        audit.record(by=by, verb="say_verdict", target=f"evidence:{evidence.pk}", at=now, verdict=verdict)


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: User, now: datetime) -> None:
    target = f"evidence:{evidence.pk}"
    if Evidence.objects.filter(pk=evidence.pk).delete()[0]:
        audit.record(by=by, verb="remove_evidence", target=target, at=now)


def _as_it_is(board: Board, seen: int) -> tuple[Board, BoardMove | None]:
    """The locked board, and its last move where a page that saw `seen` moves does not know it. Raises BoardMoved."""
    board = Board.objects.select_for_update().get(pk=board.pk)
    moves = list(board.moves.order_by("-pk"))
    if board.ended_on or len(moves) > seen + 1:
        raise BoardMoved
    return board, moves[0] if len(moves) > seen else None


def _record(board: Board, verb: str, by: User, now: datetime, **detail: object) -> None:
    audit.record(by=by, verb=verb, target=f"board:{board.pk}", at=now, **detail)
