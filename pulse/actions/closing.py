"""Closing a round: the box is opened once, words are written down, and everything that could tell more is destroyed."""

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from communities.models import Community, Membership
from plc_platform import sealing
from pulse.actions import box
from pulse.actions.rounds import RESULT, members_of, tell
from pulse.levels import opened_level, sealed_level
from pulse.models import Ballot, Comment, Condition, Finding, Round, RoundKey, Ticket
from pulse.scoring import ENOUGH, Level, Told, change_of, may_compare, person_score, size_of, told_of
from pulse.statements import conditions

FIRST_YEAR = 365  # days
PATIENCE = timedelta(days=14)  # how long a box waits for a key that the server lacks
logger = logging.getLogger(__name__)


@transaction.atomic
def close_round(*, pulse_round: Round, now: datetime) -> bool:
    """Close a round whose last day has passed; False where that was done before, or it is too early.

    All in one transaction: words, comments in no order, then box, tickets and key go, and the levels of earlier rounds.
    Raises CannotOpen as long as a box waits for its key.
    """
    found, today = box.locked(pulse_round), timezone.localdate(now)
    if found.closed_on is not None or found.closes_on >= today:
        return False
    members = set(members_of(found.community_id))
    tickets = [ticket for ticket in Ticket.objects.filter(round=found) if ticket.user_id in members]
    slips = last_slips(found, {box.label_of(ticket.secret) for ticket in tickets}, today)
    empty_box(found)
    found.asked_of = sorted(ticket.user_id for ticket in tickets)
    found.closed_on, found.size = found.closes_on, size_of(len(slips))
    found.save(update_fields=["asked_of", "closed_on", "size"])
    if found.size:
        write_findings(found, told_by_condition(slips))
        write_comments(found, slips)
    levels_of_others = Finding.objects.filter(round__community=found.community_id).exclude(round=found)
    levels_of_others.exclude(sealed_level="").update(sealed_level="")
    tell(found, RESULT, [*sorted(members), *coaches_of(found.community_id)], now=now)
    return True


def valid_slips(pulse_round: Round, labels: set[str]) -> list[box.Slip]:
    """What people answered who may answer to this day, in no order."""
    slips = box.opened(pulse_round)
    return box.shuffled([slip for label, slip in slips.items() if label in labels and not slip.is_empty])


def last_slips(pulse_round: Round, labels: set[str], today: date) -> list[box.Slip]:
    """What is in the box. One whose key is gone waits for it for two weeks, and is empty then. Raises CannotOpen."""
    try:
        return valid_slips(pulse_round, labels)
    except sealing.CannotOpen:
        logger.error("the box of round %s cannot be opened: a key is missing in PULSE_KEYS", pulse_round.pk)
        if today <= pulse_round.closes_on + PATIENCE:
            raise
        return []


def empty_box(pulse_round: Round) -> None:
    Ballot.objects.filter(round=pulse_round).delete()
    RoundKey.objects.filter(round=pulse_round).delete()
    Ticket.objects.filter(round=pulse_round).delete()


def told_by_condition(slips: Sequence[box.Slip]) -> dict[str, Told]:
    """What may be told of each condition that at least four people answered."""
    found = {}
    for condition in Condition.values:
        places = [place for place, one in enumerate(conditions()) if one == condition]
        scores = [person_score([slip.answers[place] for place in places]) for slip in slips]
        if told := told_of([score for score in scores if score is not None]):
            found[condition] = told
    return found


def write_findings(pulse_round: Round, told: Mapping[str, Told]) -> None:
    changes = changes_since_last(pulse_round, told)
    Finding.objects.bulk_create(
        Finding(
            round=pulse_round,
            condition=condition,
            band=one.band,
            agreement=one.agreement,
            change=changes.get(condition, ""),
            sealed_level=sealed_level(one.level),
        )
        for condition, one in told.items()
    )


def changes_since_last(pulse_round: Round, told: Mapping[str, Told]) -> dict[str, str]:
    """A word for change, only where the difference speaks of the group (R4)."""
    closed = Round.objects.filter(community=pulse_round.community_id, closed_on__isnull=False)
    last = closed.exclude(pk=pulse_round.pk).order_by("-closed_on", "-pk").first()
    if last is None or last.instrument != pulse_round.instrument:
        return {}
    before = levels_of(last)
    started_on = Community.objects.values_list("started_on", flat=True).get(pk=pulse_round.community_id)
    is_first_year = (pulse_round.opened_on - started_on).days < FIRST_YEAR
    return {
        condition: change_of(
            before[condition], one.level, is_potency_in_year_one=is_first_year and condition == Condition.POTENCY
        )
        for condition, one in told.items()
        if condition in before
        and may_compare(before[condition], one.level, asked_before=last.asked_of, asked_after=pulse_round.asked_of)
    }


def levels_of(pulse_round: Round) -> dict[str, Level]:
    """The levels that are still kept; a key that was thrown away opens none."""
    found = {}
    for finding in Finding.objects.filter(round=pulse_round).exclude(sealed_level=""):
        try:
            found[finding.condition] = opened_level(finding.sealed_level)
        except sealing.CannotOpen:
            continue
    return found


def write_comments(pulse_round: Round, slips: Sequence[box.Slip]) -> None:
    """Lines of one's own, when at least four people answered; `slips` come in no order."""
    if pulse_round.has_comments and len(slips) >= ENOUGH:
        texts = box.shuffled([slip.comment for slip in slips if slip.comment])
        Comment.objects.bulk_create(Comment(round=pulse_round, text=text) for text in texts)


def coaches_of(community_id: int) -> list[int]:
    coaches = Membership.objects.current().filter(community=community_id, role=Membership.Role.COACH)
    return list(coaches.order_by("user_id").values_list("user_id", flat=True))


def close_due_rounds(*, now: datetime, community: Community | None = None) -> int:
    """Close every round whose last day has passed, of all or of one group; gives how many. A box that cannot be opened
    waits, and keeps nobody else waiting."""
    due = Round.objects.open().filter(closes_on__lt=timezone.localdate(now))
    if community is not None:
        due = due.filter(community=community)
    number = 0
    for one in due.order_by("pk"):
        with suppress(sealing.CannotOpen):
            number += close_round(pulse_round=one, now=now)
    return number
