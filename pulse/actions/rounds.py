"""A round: opened by one tap, answered without a trace, closed once (R79-R84, U7).

Only opening is recorded. An answer leaves no event, no notice and no moment; whether it is the first cannot be seen.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from secrets import token_hex

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.actions.joining import lock_community
from communities.models import Community, Membership
from notifications import outbox
from notifications.registry import subject_key
from plc_platform import sealing
from pulse import pace
from pulse.actions import box
from pulse.models import Round, RoundKey, Ticket
from pulse.queries.pace import group_of
from pulse.statements import version
from schools import audit
from schools.models import User

OPEN, REMINDER, RESULT = "pulse_open", "pulse_reminder", "pulse_result"


class CannotOpenNow(Exception):
    """No round now; `why` says the reason (domain 2.6)."""

    def __init__(self, why: pace.Refusal) -> None:
        super().__init__(why)
        self.why = why


class RoundIsClosed(Exception):
    """After the last day nothing is added, so that a result never changes."""

    message = _("This round is closed. Nothing can be added any more.")


class NotAsked(Exception):
    """Only who was a member when the round opened, and still is, can answer."""

    message = _("You cannot answer this round.")


@transaction.atomic
def open_round(*, community: Community, has_comments: bool, by: User, now: datetime) -> Round:
    """Ask all members, for ten school days. `has_comments` is fixed from here on. Raises CannotOpenNow."""
    today = timezone.localdate(now)
    lock_community(community.pk)
    group = group_of(community, today=today)
    if why := pace.refusal(group, today):
        raise CannotOpenNow(why)
    members = members_of(community.pk)
    opened = Round.objects.create(
        community=community,
        instrument=version(),
        opened_on=today,
        opened_by=by,
        closes_on=pace.last_day(group.days, today),
        has_comments=has_comments,
        asked_of=members,
    )
    RoundKey.objects.create(round=opened, sealed=sealing.seal(sealing.new_key(), sealing.PULSE))
    give_tickets(opened, members)
    tell(opened, OPEN, members, now=now)
    audit.record(by=by, verb="pulse.opened", target=f"community:{community.pk}", at=now)
    return opened


def members_of(community_id: int) -> list[int]:
    """Who answers: members alone, whoever else they are; never a coach or an expert."""
    members = Membership.objects.current().filter(community=community_id, role=Membership.Role.MEMBER)
    return list(members.order_by("user_id").values_list("user_id", flat=True))


def give_tickets(pulse_round: Round, people: Sequence[int]) -> None:
    """A ticket for each, and an empty ballot in the box."""
    tickets = [Ticket(round=pulse_round, user_id=person, secret=token_hex(32)) for person in box.shuffled(people)]
    Ticket.objects.bulk_create(tickets)
    fresh = {box.label_of(ticket.secret): box.NOTHING for ticket in tickets}
    box.fill(pulse_round, box.opened(pulse_round) | fresh)


@transaction.atomic
def answer_round(*, pulse_round: Round, slip: box.Slip, by: User, now: datetime) -> None:
    """Put an answer in the box, in the place of an earlier one. Raises RoundIsClosed, NotAsked."""
    found = box.locked(pulse_round)
    if found.closed_on is not None or found.closes_on < timezone.localdate(now):
        raise RoundIsClosed
    ticket = Ticket.objects.filter(round=found, user=by).first()
    if ticket is None:
        raise NotAsked
    box.fill(found, box.opened(found) | {box.label_of(ticket.secret): slip})


@transaction.atomic
def follow_membership(membership: Membership) -> None:
    """Who stops being a member takes her answer along; who comes back to an open round may answer again."""
    running = Round.objects.open().filter(community=membership.community_id).first()
    if running is None:
        return
    found = box.locked(running)
    is_member = membership.left_on is None and membership.role == Membership.Role.MEMBER
    ticket = Ticket.objects.filter(round=found, user=membership.user_id).first()
    if ticket is not None and not is_member:
        box.take_out(ticket)
        ticket.delete()
    elif ticket is None and is_member and membership.user_id in found.asked_of and found.closed_on is None:
        with suppress(sealing.CannotOpen), transaction.atomic():  # without a key she comes back all the same
            give_tickets(found, [membership.user_id])


def tell(pulse_round: Round, kind: str, people: Iterable[int], *, now: datetime, occasion: str = "") -> None:
    """All of these people, whether they answered or not: nothing can be read from who was told."""
    drafts = [draft_for(pulse_round, kind, person, occasion) for person in people]
    outbox.enqueue(drafts=drafts, now=now)


def draft_for(pulse_round: Round, kind: str, person: int, occasion: str = "") -> outbox.Draft:
    day: date = pulse_round.closes_on
    return outbox.Draft(
        kind=kind,
        subject=subject_key("community", pulse_round.community_id),
        occasion=f"round:{pulse_round.pk}:{occasion}",
        occasion_on=day,
        recipient_id=person,
    )
