"""A group asks for help, somebody answers, and the group says when it is over (R69).

There is no line in the audit trail: nobody outside the group learns that it asked.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.models import HelpRequest
from communities.models import Community, Membership
from notifications import outbox
from notifications.registry import subject_key
from schools.models import User

ASKED, ANSWERED = "help_asked", "help_answered"


class UsedKey(Exception):
    """The form of somebody else, or of another group, was sent again."""

    message = _("This form was used already. Please open the page again.")


@transaction.atomic
def ask_help(*, community: Community, kind: str, line: str, key: UUID, by: User, now: datetime) -> HelpRequest:
    """We could use help, now. The coaches of the group are told, and nobody else; a second tap finds the first.

    Raises UsedKey.
    """
    made, is_new = HelpRequest.objects.get_or_create(
        form_key=key, defaults={"community": community, "kind": kind, "line": line, "asked_by": by, "asked_at": now}
    )
    if (made.community_id, made.asked_by_id) != (community.pk, by.pk):
        raise UsedKey
    if is_new:
        coaches = Membership.objects.current().filter(community=community, role=Membership.Role.COACH)
        people = coaches.exclude(user=by).values_list("user_id", flat=True)
        tell(ASKED, made, list(people), now=now)
    return made


@transaction.atomic
def answer_help(*, request: HelpRequest, answer: str, by: User, now: datetime) -> HelpRequest:
    """One line back; who asked is told. A second answer stands in the place of the first, which keeps its time."""
    request = HelpRequest.objects.select_for_update().get(pk=request.pk)
    is_first = request.answered_at is None
    request.answer, request.answered_by, request.answered_at = answer, by, request.answered_at or now
    request.save(update_fields=["answer", "answered_by", "answered_at"])
    if is_first and request.asked_by_id and request.asked_by_id != by.pk:
        tell(ANSWERED, request, [request.asked_by_id], now=now)
    return request


@transaction.atomic
def close_help(*, request: HelpRequest, now: datetime) -> None:
    """Helped, or not needed any more."""
    HelpRequest.objects.filter(pk=request.pk, closed_on=None).update(closed_on=timezone.localdate(now))


@transaction.atomic
def withdraw_help(*, request: HelpRequest, by: User) -> bool:
    """Who asked takes the question back before anybody answered; it is as if it never was."""
    deleted, _by_model = HelpRequest.objects.filter(pk=request.pk, asked_by=by, answered_at=None).delete()
    return bool(deleted)


def tell(kind: str, request: HelpRequest, people: list[int], *, now: datetime) -> None:
    subject, occasion = subject_key("community", request.community_id), f"help:{request.pk}"
    drafts = [outbox.Draft(kind, subject, occasion, person, is_urgent=kind == ASKED) for person in sorted(people)]
    outbox.enqueue(drafts=drafts, now=now)
