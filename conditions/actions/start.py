"""Answers about start conditions, and the reason of a leader for starting all the same."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from conditions.actions.asked import ask_leaders
from conditions.catalogue import ASKS_WHY
from conditions.gaps import GROUP, waits_for_why
from conditions.models import ConditionAnswer, StartConfirmation
from conditions.queries.start import latest_answer, latest_statuses
from schools import audit
from schools.models import User


class NothingToConfirm(Exception):
    """The leader has not answered this condition yet, both sides find it settled, or it is none of the three."""

    message = _("There is nothing to confirm here: first say how it stands, or leave it as it is.")


@dataclass(frozen=True, slots=True)
class Details:
    """What may stand beside an answer; all of it optional."""

    note: str = ""
    next_step: str = ""
    owner: User | None = None
    due_on: date | None = None


@transaction.atomic
def answer_condition(
    *, community: Community, code: str, side: str, status: str, by: User, now: datetime, details: Details | None = None
) -> ConditionAnswer:
    """One side says how a condition stands (R40). Earlier answers stay; the last one holds.

    Without `details` those of the last answer go along. The same once more on the same day changes nothing; on
    another day it says that somebody has looked again (R60).
    """
    community = Community.objects.select_for_update().get(pk=community.pk)
    last = latest_answer(community, code, side)
    if details is None:
        details = Details(last.note, last.next_step, last.owner, last.due_on) if last else Details()
    if last and timezone.localdate(last.at) == timezone.localdate(now) and said_by(last) == (status, details):
        return last
    answer = ConditionAnswer.objects.create(
        community=community,
        code=code,
        side=side,
        status=status,
        note=details.note,
        next_step=details.next_step,
        owner=details.owner,
        due_on=details.due_on,
        by=by,
        at=now,
    )
    target = f"community:{community.pk}"
    audit.record(by=by, verb="condition.answered", target=target, at=now, code=code, side=side, status=status)
    if side == GROUP:
        ask_leaders(community, code, now=now)
    return answer


def said_by(answer: ConditionAnswer) -> tuple[str, Details]:
    return answer.status, Details(answer.note, answer.next_step, answer.owner, answer.due_on)


@transaction.atomic
def confirm_start(*, community: Community, code: str, reason: str, by: User, now: datetime) -> StartConfirmation:
    """The leader says why the group starts although free choice, goal or time is not settled. Asked once, kept.

    A second time gives the first. Raises NothingToConfirm.
    """
    community = Community.objects.select_for_update().get(pk=community.pk)
    given = StartConfirmation.objects.filter(community=community, code=code).first()
    if given is not None:
        return given
    if not waits_for_why(latest_statuses(community, code), asks_why=code in ASKS_WHY, is_confirmed=False):
        raise NothingToConfirm
    confirmation = StartConfirmation.objects.create(community=community, code=code, reason=reason, by=by, at=now)
    audit.record(by=by, verb="condition.start_confirmed", target=f"community:{community.pk}", at=now, code=code)
    return confirmation
