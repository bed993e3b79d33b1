"""A group of so many members, rounds that they open and answer, and the days on which that happens."""

from datetime import UTC, datetime

from communities.models import Community
from pulse import actions
from pulse.models import Round
from schools.models import User
from tests.factories import MembershipFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
AFTER = datetime(2026, 12, 8, 3, tzinfo=UTC)  # the day after the last day
HIGH, LOW = (5,) * 15, (1,) * 15


def members_of(group: Community, number: int) -> list[User]:
    return [MembershipFactory(community=group).user for _ in range(number)]


def opened(group: Community, by: User, *, now: datetime = NOW, has_comments: bool = False) -> Round:
    return actions.open_round(community=group, has_comments=has_comments, by=by, now=now)


def answer(
    pulse_round: Round, by: User, answers: tuple[int, ...] = HIGH, comment: str = "", now: datetime = NOW
) -> None:
    actions.answer_round(pulse_round=pulse_round, slip=actions.Slip(answers, comment), by=by, now=now)


def closed(pulse_round: Round, now: datetime = AFTER) -> Round:
    actions.close_round(pulse_round=pulse_round, now=now)
    pulse_round.refresh_from_db()
    return pulse_round
