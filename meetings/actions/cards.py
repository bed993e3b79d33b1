"""Feedback cards for pupils: made, printed, answered, closed, and deleted on the day that was promised (R37)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from communities.models import Community
from meetings.actions.errors import CardEndsBefore, CardIsClosed, CardIsFull
from meetings.cards import Slip, new_code
from meetings.localtime import local_day
from meetings.models import FeedbackAnswer, FeedbackCard, FeedbackTicket, Meeting
from meetings.models.calendar import hash_of
from schools import audit
from schools.models import User


@dataclass(frozen=True, slots=True)
class CardPlan:
    """What a card asks, of how many, and until when. `is_on_board`: one code for the class, not a paper each."""

    about: str
    question: str
    number: int
    is_on_board: bool
    closes_on: date
    delete_on: date
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a pupil said; the texts may be empty."""

    mood: int
    helped: str = ""
    hindered: str = ""
    own: str = ""


@transaction.atomic
def make_card(*, community: Community, plan: CardPlan, key: UUID, by: User, now: datetime) -> FeedbackCard:
    """A new card. The same `key` again gives the first."""
    Community.objects.select_for_update().get(pk=community.pk)
    known = FeedbackCard.objects.filter(key=key).first()
    if known and known.community_id == community.pk:
        return known
    card = FeedbackCard.objects.create(
        community=community,
        meeting=plan.meeting,
        about=plan.about,
        question=plan.question,
        key=uuid4() if known else key,
        number=plan.number,
        is_on_board=plan.is_on_board,
        closes_on=plan.closes_on,
        delete_on=plan.delete_on,
        created_on=local_day(now),
        created_by=by,
    )
    audit.record(by=by, verb="make_feedback_card", target=target_of(card), at=now, number=plan.number)
    return card


@transaction.atomic
def print_tickets(*, card: FeedbackCard, by: User, now: datetime) -> list[str]:
    """New codes for everybody who has not answered yet; earlier papers stop. Gives the codes, which are not kept."""
    FeedbackCard.objects.select_for_update().get(pk=card.pk)
    used = FeedbackTicket.objects.filter(card=card, is_used=True).count()
    FeedbackTicket.objects.filter(card=card, is_used=False).delete()
    codes = [new_code() for _number in range(card.number - used)]
    FeedbackTicket.objects.bulk_create(FeedbackTicket(card=card, code_hash=hash_of(code)) for code in codes)
    audit.record(by=by, verb="print_tickets", target=target_of(card), at=now, number=len(codes))
    return codes


@transaction.atomic
def answer_card(*, slip: Slip, said: Said, now: datetime) -> bool:
    """Keep an answer, once a ticket; gives whether this one is kept. Leaves no trace of who or when.

    Raises CardIsClosed, CardIsFull.
    """
    card = FeedbackCard.objects.select_for_update().filter(pk=slip.card.pk).first()
    if card is None:
        raise CardIsClosed
    if FeedbackTicket.objects.filter(card=card, code_hash=slip.code_hash, is_used=True).exists():
        return False
    if card.closes_on < local_day(now):
        raise CardIsClosed
    _use_ticket(card, slip.code_hash)
    FeedbackAnswer.objects.create(
        card=card,
        mood=said.mood,
        helped=said.helped,
        hindered=said.hindered,
        own=said.own if card.question else "",
    )
    return True


def _use_ticket(card: FeedbackCard, code_hash: str) -> None:
    """The card is locked. On the board a ticket is made when it is used, as long as there are some left."""
    tickets = FeedbackTicket.objects.filter(card=card)
    if not card.is_on_board:
        if not tickets.filter(code_hash=code_hash, is_used=False).update(is_used=True):
            raise CardIsClosed  # other papers were printed meanwhile
    elif tickets.count() >= card.number:
        raise CardIsFull
    else:
        FeedbackTicket.objects.create(card=card, code_hash=code_hash, is_used=True)


@transaction.atomic
def close_card(*, card: FeedbackCard, by: User, now: datetime) -> None:
    """It takes no more answers from now on; a second time changes nothing."""
    today = local_day(now)
    if FeedbackCard.objects.filter(pk=card.pk, closes_on__gte=today).update(closes_on=today - timedelta(days=1)):
        audit.record(by=by, verb="close_feedback_card", target=target_of(card), at=now)


@transaction.atomic
def open_card_until(*, card: FeedbackCard, day: date, by: User, now: datetime) -> None:
    """Another last day, also of a card that was closed; what pupils were promised stays. Raises CardEndsBefore."""
    card = FeedbackCard.objects.select_for_update().get(pk=card.pk)
    if not local_day(now) <= day <= card.delete_on:
        raise CardEndsBefore
    if card.closes_on != day:
        FeedbackCard.objects.filter(pk=card.pk).update(closes_on=day)
        audit.record(by=by, verb="open_feedback_card", target=target_of(card), at=now, day=day.isoformat())


@transaction.atomic
def delete_card(*, card: FeedbackCard, by: User, now: datetime) -> None:
    """The card, its codes and its answers are gone for good."""
    target = target_of(card)
    if FeedbackCard.objects.filter(pk=card.pk).delete()[0]:
        audit.record(by=by, verb="delete_feedback_card", target=target, at=now)


@transaction.atomic
def forget_cards(*, now: datetime) -> tuple[int, int]:
    """Delete what was to be deleted before today. Gives how many cards and how many answers are gone."""
    over = FeedbackCard.objects.filter(delete_on__lt=local_day(now))
    gone = sorted(over.values_list("pk", flat=True))
    answers = FeedbackAnswer.objects.filter(card__in=gone).count()
    FeedbackCard.objects.filter(pk__in=gone).delete()
    for pk in gone:
        audit.record(by=None, verb="delete_feedback_card", target=f"feedback_card:{pk}", at=now)
    return len(gone), answers


def target_of(card: FeedbackCard) -> str:
    return f"feedback_card:{card.pk}"
