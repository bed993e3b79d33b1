"""What the page of a board reads: its steps in words, what shows them, and the path that the group walked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import get_language

from communities.catalogue import Phase
from communities.models import Community, Variant
from communities.variant_queries import SchoolForm, begun_with, built_in
from learning import boards as rules
from learning.methods import Method, StepRule, method_of
from learning.models import Board, BoardMove, BoardStep, Evidence, Outcome
from meetings.localtime import local_day
from meetings.models import Meeting
from schools.models import User

CODE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step in words: its phase, what the method asks of it, what shows it."""

    row: BoardStep
    number: int
    phase: Phase
    rule: StepRule
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.row.name or self.phase.name

    @property
    def is_now(self) -> bool:
        return self.row.state == BoardStep.State.NOW

    @property
    def is_skipped(self) -> bool:
        return self.row.state == BoardStep.State.SKIPPED


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A move in words: from which step to which; no `left` where the group began."""

    row: BoardMove
    left: StepLine | None
    reached: StepLine | None


@dataclass(frozen=True, slots=True)
class BoardPage:
    """since: the day on which the current step was reached; piece: whether something concrete is asked for."""

    board: Board
    method_name: str
    lines: list[StepLine]
    moves: list[MoveLine]
    rounds: list[Board]
    since: date
    piece: str = ""
    first_piece: int = 0

    @property
    def now(self) -> StepLine | None:
        return None if self.board.ended_on else next((line for line in self.lines if line.is_now), None)

    @property
    def next(self) -> StepLine | None:
        return self._line(rules.next_of(self._places))

    @property
    def back(self) -> list[StepLine]:
        """Where a loop may lead: first where it usually does."""
        possible = rules.earlier_of(self._places)
        usual = [code for code in self._usual if code in possible]
        return [
            line for code in [*usual, *(code for code in possible if code not in usual)] if (line := self._line(code))
        ]

    @property
    def rejected(self) -> StepLine | None:
        """The step of the hypotheses, once the group is past it and none of them is left."""
        for line in self.lines if self.now else ():
            if line.is_now:
                return None
            if line.rule.verdicts and rules.all_rejected(row.verdict for row in line.evidence):
                return line
        return None

    @property
    def can_skip(self) -> list[StepLine]:
        return [line for line in self.lines if line.row.state == BoardStep.State.AHEAD or (line.is_now and self.next)]

    @property
    def _places(self) -> list[rules.Place]:
        return [rules.Place(line.row.code, line.row.state) for line in self.lines]

    @property
    def _usual(self) -> tuple[str, ...]:
        if self.now is None:
            return ()
        return self.now.rule.back or ((self.now.phase.loops_back_to,) if self.now.phase.loops_back_to else ())

    def _line(self, code: str) -> StepLine | None:
        return next((line for line in self.lines if line.row.code == code), None)


def boards_of(community: Community, user: User) -> QuerySet[Board]:
    """Every round, the latest first."""
    return Board.objects.visible_to(user).filter(community=community).order_by("-number")


def phases_for(community: Community, method: str) -> tuple[Phase, ...]:
    """The phases of a method: for a group's own kind in the words that it began with, else the usual ones."""
    own = begun_with(community).text.phases if method == community.variant else ()
    return own or built_in(method).phases


def steps_to_copy(community: Community, method: str) -> list[tuple[str, str]]:
    """Code and name of each step of a new board. The usual names stay in the language of who looks."""
    kind = begun_with(community)
    is_own = method == community.variant and kind.number > 0 and bool(kind.text.phases)
    steps: dict[str, str] = {}
    for number, phase in enumerate(phases_for(community, method), 1):
        code = phase.code[:CODE_LENGTH] or f"step-{number}"
        steps[code if code not in steps else f"step-{number}"] = phase.name[:80] if is_own else ""
    return list(steps.items())


def methods_for(community: Community) -> list[tuple[str, str]]:
    """What a group may work by: first what belongs to its kind."""
    own: SchoolForm = begun_with(community)
    others = [(code, str(label)) for code, label in Variant.choices if code != community.variant]
    return [(community.variant, own.name), *others]


def board_page(board: Board, community: Community, user: User) -> BoardPage:
    """Five statements: steps, evidence, moves, rounds, and meetings where a first piece is asked for."""
    method = method_of(board.method, get_language() or "")
    lines = lines_of(board, community, method)
    by_code = {line.row.code: line for line in lines}
    moves = list(board.moves.select_related("by").order_by("pk"))
    return BoardPage(
        board=board,
        method_name=str(Variant(board.method).label),
        lines=lines,
        moves=[MoveLine(row, by_code.get(row.left), by_code.get(row.reached)) for row in moves],
        rounds=list(boards_of(community, user).exclude(pk=board.pk)),
        since=local_day(moves[-1].at) if moves else board.started_on,
        piece=_piece(board, method, lines),
        first_piece=method.first_piece,
    )


def lines_of(board: Board, community: Community, method: Method) -> list[StepLine]:
    phases = {phase.code[:CODE_LENGTH]: phase for phase in phases_for(community, board.method)}
    usual = {phase.code: phase for phase in built_in(board.method).phases}
    rows = list(board.steps.order_by("position"))
    shown = _by_step(Evidence.objects.filter(step__board=board).select_related("by").order_by("pk"))
    return [
        StepLine(
            row=row,
            number=number,
            phase=phases.get(row.code) or usual.get(row.code) or Phase(row.code, row.code),
            rule=method.step(row.code),
            evidence=shown.get(row.pk, []),
        )
        for number, row in enumerate(rows, 1)
    ]


def _by_step(rows: Iterable[Evidence]) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {}
    for row in rows:
        found.setdefault(row.step_id, []).append(row)
    return found


def _piece(board: Board, method: Method, lines: list[StepLine]) -> str:
    """Whether something concrete is still to come: a link on the board is something, and so is what the group made."""
    has_piece = any(row.link for line in lines for row in line.evidence)
    if not method.first_piece or has_piece or board.ended_on:
        return ""
    has_piece = Outcome.objects.filter(community=board.community_id, made_on__gte=board.started_on).exists()
    held = Meeting.objects.filter(community=board.community_id, status=Meeting.Status.HELD, day__gte=board.started_on)
    return rules.asks_for_piece(method.first_piece, held.count(), has_piece=has_piece)
