"""The address on a pupil's paper or on the board: which card is behind it, and whether it still takes an answer.

A paper has a code of its own, of which only the hash is kept. The code on the board is the same for everybody; each
device gets a ticket there, by a random word in a signed cookie. Who answered is known to nobody.
"""

import base64
import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.cache import cache

from meetings.models import FeedbackCard, FeedbackTicket
from meetings.models.calendar import hash_of

CODE_BYTES = 16
MOST_POSTS = 240  # a minute and a card: more than any class sends
OPEN, USED, FULL, CLOSED = "open", "used", "full", "closed"


def new_code() -> str:
    """128 random bits, for a paper or a device."""
    return secrets.token_urlsafe(CODE_BYTES)


def board_token(card: FeedbackCard) -> str:
    """What stands in the address on the board."""
    return base64.urlsafe_b64encode(card.key.bytes).rstrip(b"=").decode()


def device_hash(card: FeedbackCard, device: str) -> str:
    return hash_of(f"{card.key}:{device}")


@dataclass(frozen=True, slots=True)
class Slip:
    """An address that leads to a card. `code_hash` is that of its one ticket; on the board there is none without a
    `device`. state: open, used (this one has answered), full or closed."""

    card: FeedbackCard
    code_hash: str
    state: str

    @property
    def is_open(self) -> bool:
        return self.state == OPEN


def slip_behind(token: str, *, device: str, today: date) -> Slip | None:
    """The card behind an address; None when there is none (any more). At most three statements, nothing is written."""
    tickets = FeedbackTicket.objects.select_related("card__community__school")
    ticket = tickets.filter(code_hash=hash_of(token), card__delete_on__gte=today).first()
    if ticket:
        return Slip(ticket.card, ticket.code_hash, state_of(ticket.card, is_used=ticket.is_used, today=today))
    card = card_on_board(token, today=today)
    return slip_on_board(card, device, today=today) if card else None


def card_on_board(token: str, *, today: date) -> FeedbackCard | None:
    try:
        key = UUID(bytes=base64.urlsafe_b64decode(f"{token}=="))
    except ValueError:
        return None
    cards = FeedbackCard.objects.select_related("community__school").filter(is_on_board=True, delete_on__gte=today)
    card = cards.filter(key=key).first()
    return card if card and board_token(card) == token else None


def slip_on_board(card: FeedbackCard, device: str, *, today: date) -> Slip:
    code_hash = device_hash(card, device) if device else ""
    hashes = set(FeedbackTicket.objects.filter(card=card).values_list("code_hash", flat=True))
    state = state_of(card, is_used=code_hash in hashes, is_full=len(hashes) >= card.number, today=today)
    return Slip(card, code_hash, state)


def state_of(card: FeedbackCard, *, is_used: bool, is_full: bool = False, today: date) -> str:
    if is_used:
        return USED
    if card.closes_on < today:
        return CLOSED
    return FULL if is_full else OPEN


def is_too_busy(card: FeedbackCard) -> bool:
    """Counts the posts of this minute by card, so that nobody's network address is kept for it."""
    key = f"feedback-card:{card.pk}"
    cache.add(key, 0, 60)
    try:
        return cache.incr(key) > MOST_POSTS
    except ValueError:  # the minute ended in between
        return False
