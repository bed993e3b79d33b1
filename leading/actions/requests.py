"""A group asks its leader for time, room, a decision; she answers in a line; the group says when it is settled (SL7).

Only the group and the leader know. Nobody gets a mail for a question: it stands on the leader's page and in her week.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Membership
from leading.models import LeaderRequest
from notifications import outbox
from notifications.registry import subject_key
from schools import audit
from schools.models import School, User
from schools.school_time import load_school_time

ANSWERED = "leader_answered"
LONGEST = 32_767  # days that the column holds


class UsedKey(Exception):
    """The form of somebody else, or of another group, was sent again."""

    message = _("This form was used already. Please open the page again.")


@transaction.atomic
def ask_leader(
    *,
    community: Community,
    school: School,
    kind: str,
    line: str,
    needed_on: date | None,
    key: UUID,
    by: User,
    now: datetime,
) -> LeaderRequest:
    """We need something of you. A second tap finds the first question. Raises UsedKey."""
    asked = {"community": community, "school": school, "kind": kind, "line": line, "needed_on": needed_on}
    made, is_new = LeaderRequest.objects.get_or_create(
        form_key=key, defaults={**asked, "asked_by": by, "asked_at": now}
    )
    if (made.community_id, made.asked_by_id) != (community.pk, by.pk):
        raise UsedKey
    if is_new:
        audit.record(by=by, verb="request.asked", target=f"community:{community.pk}", at=now, kind=kind)
    return made


@transaction.atomic
def answer_request(*, request: LeaderRequest, outcome: str, answer: str, by: User, now: datetime) -> bool:
    """An answer in a tap and a line; the group is told of the first. A later one stands in its place, the first keeps
    its time. False when the group settled or took back its question meanwhile."""
    row = LeaderRequest.objects.select_for_update().get(pk=request.pk)
    if row.closed_on is not None:
        return False
    is_first = row.answered_at is None
    if is_first:
        row.answered_at, row.answer_days = now, days_waited(row, now)
    row.outcome, row.answer, row.answered_by = outcome, answer, by
    row.save(update_fields=["outcome", "answer", "answered_by", "answered_at", "answer_days"])
    audit.record(by=by, verb="request.answered", target=f"community:{row.community_id}", at=now, outcome=outcome)
    if is_first:
        tell_group(row, by=by, now=now)
    return True


def days_waited(row: LeaderRequest, now: datetime) -> int | None:
    """School days of the asked school from the question until now; None where its calendar is not known."""
    asked, today = timezone.localdate(row.asked_at), timezone.localdate(now)
    time = load_school_time({row.school_id}, today)
    if not time.is_known_on(row.school_id, asked):
        return None
    days = time.school_days_since(row.school_id, asked, today)
    return None if days is None else min(days, LONGEST)


def tell_group(row: LeaderRequest, *, by: User, now: datetime) -> None:
    """Everybody in the group reads the answer: the question was of the group."""
    people = Membership.objects.current().filter(community=row.community_id).exclude(user=by)
    subject, occasion = subject_key("community", row.community_id), f"request:{row.pk}"
    recipients = sorted(set(people.values_list("user_id", flat=True)))
    outbox.enqueue(drafts=[outbox.Draft(ANSWERED, subject, occasion, person) for person in recipients], now=now)


@transaction.atomic
def close_request(*, request: LeaderRequest, by: User, now: datetime) -> None:
    """Settled, or not needed any more."""
    today = timezone.localdate(now)
    if LeaderRequest.objects.filter(pk=request.pk, closed_on=None).update(closed_on=today):
        audit.record(by=by, verb="request.closed", target=f"community:{request.community_id}", at=now)


@transaction.atomic
def take_back_request(*, request: LeaderRequest, by: User, now: datetime) -> bool:
    """Who asked takes the question back before it was answered; it is as if it never was."""
    rows = LeaderRequest.objects.filter(pk=request.pk, asked_by=by, answered_at=None)
    deleted, _by_model = rows.delete()
    if deleted:
        audit.record(by=by, verb="request.taken_back", target=f"community:{request.community_id}", at=now)
    return bool(deleted)
