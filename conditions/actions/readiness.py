"""A readiness round: opened by a leader, answered once by everybody who works in the school, closed by its date.

An answer leaves no trace of who gave it: no audit event, no user, no moment. Only the ticket says that somebody
answered, to nobody but herself, and it goes when the round closes (trust 2.5).
"""

from collections.abc import Mapping
from datetime import date, datetime
from random import SystemRandom

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conditions.models import ReadinessAnswer, ReadinessRound, ReadinessTicket
from conditions.readiness_rules import Pair
from notifications import outbox
from notifications.registry import subject_key
from schools import audit
from schools.models import School, Staff, User

KIND = "readiness_round"


class RoundIsOpen(Exception):
    """One round at a time."""

    message = _("A round is open already. Its result comes after the last day.")


class RoundIsClosed(Exception):
    """After the last day nothing is added, so that a result never changes."""

    message = _("This round is closed. Nothing can be added any more.")


class AnsweredAlready(Exception):
    """Everybody answers once."""

    message = _("You have answered already, thank you. As nobody knows which answer is yours, it cannot be changed.")


@transaction.atomic
def open_round(*, school: School, closes_on: date, by: User, now: datetime) -> ReadinessRound:
    """Ask everybody who works in the school, until `closes_on`. Raises RoundIsOpen. (R40)"""
    today = timezone.localdate(now)
    School.objects.select_for_update().get(pk=school.pk)
    for passed in ReadinessRound.objects.filter(school=school, closed_on=None, closes_on__lt=today):
        close_round(readiness_round=passed, now=now)
    if ReadinessRound.objects.filter(school=school, closed_on=None).exists():
        raise RoundIsOpen
    opened = ReadinessRound.objects.create(school=school, opened_on=today, closes_on=closes_on, opened_by=by)
    outbox.enqueue(drafts=[draft_for(opened, person) for person in asked_in(school, but=by)], now=now)
    audit.record(by=by, verb="readiness.opened", target=f"school:{school.pk}", at=now, until=closes_on.isoformat())
    return opened


def asked_in(school: School, *, but: User) -> list[int]:
    """Who gets the notice: who works here and was let in; a list of staff alone is no reason to mail anybody."""
    let_in = Q(invited_at__isnull=False) | Q(user__last_login__isnull=False)
    staff = Staff.objects.current().filter(let_in, school=school, user__is_active=True).exclude(user=but)
    return list(staff.order_by("user_id").values_list("user_id", flat=True))


def draft_for(opened: ReadinessRound, person_id: int) -> outbox.Draft:
    return outbox.Draft(
        kind=KIND,
        subject=subject_key("school", opened.school_id),
        occasion=f"round:{opened.pk}",
        occasion_on=opened.closes_on,
        recipient_id=person_id,
    )


@transaction.atomic
def answer_readiness(*, readiness_round: ReadinessRound, answers: Mapping[str, Pair], by: User, now: datetime) -> None:
    """What one person thinks; statements she cannot judge are left out. Raises RoundIsClosed, AnsweredAlready."""
    found = ReadinessRound.objects.select_for_update().get(pk=readiness_round.pk)
    if found.closed_on is not None or found.closes_on < timezone.localdate(now):
        raise RoundIsClosed
    _ticket, is_first = ReadinessTicket.objects.get_or_create(round=found, user=by)
    if not is_first:
        raise AnsweredAlready
    leads = School.objects.editable_by(by).filter(pk=found.school_id).exists()
    ReadinessAnswer.objects.bulk_create(
        ReadinessAnswer(round=found, is_leader=leads, code=code, now=as_is, wanted=wanted)
        for code, (as_is, wanted) in answers.items()
    )


@transaction.atomic
def close_round(*, readiness_round: ReadinessRound, now: datetime) -> bool:
    """Settle a round whose last day has passed; False where that was done before.

    The tickets go, and the answers are written anew in no order, so that nothing tells which of them belong together.
    """
    found = ReadinessRound.objects.select_for_update().get(pk=readiness_round.pk)
    if found.closed_on is not None or found.closes_on >= timezone.localdate(now):
        return False
    found.tickets.all().delete()
    rows = list(found.answers.values_list("is_leader", "code", "now", "wanted"))
    SystemRandom().shuffle(rows)
    found.answers.all().delete()
    ReadinessAnswer.objects.bulk_create(
        ReadinessAnswer(round=found, is_leader=is_leader, code=code, now=as_is, wanted=wanted)
        for is_leader, code, as_is, wanted in rows
    )
    found.closed_on = found.closes_on
    found.save(update_fields=["closed_on"])
    audit.record(by=None, verb="readiness.closed", target=f"school:{found.school_id}", at=now)
    return True


def close_due_rounds(*, now: datetime) -> int:
    """Settle every round whose last day has passed; gives how many."""
    due = ReadinessRound.objects.filter(closed_on=None, closes_on__lt=timezone.localdate(now))
    return sum(close_round(readiness_round=one, now=now) for one in due.order_by("pk"))
