"""The ballot box of an open round: sealed, of one length, and shaken with every answer (trust 2.5, R6).

Everybody who may answer has a ballot from the first day, empty or not. With each answer all of them are sealed anew and
written in a new order, so that neither their number, their order nor their length tells who answered, or how many did.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from random import SystemRandom
from typing import TypeVar

from plc_platform import sealing
from pulse.models import Ballot, Round, RoundKey, Ticket
from pulse.statements import conditions

Thing = TypeVar("Thing")
COMMENT = 300  # signs
SIZE = 1216  # bytes of a ballot: fifteen answers, and a comment in the widest script


@dataclass(frozen=True, slots=True)
class Slip:
    """What somebody answered: a number a statement, 0 for "cannot say yet", and maybe a line of her own."""

    answers: tuple[int, ...]
    comment: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(self.answers)


NOTHING = Slip((0,) * len(conditions()))


def packed(slip: Slip) -> str:
    """A text of always the same length in bytes."""
    text = "".join(map(str, slip.answers)) + slip.comment
    return text + " " * (SIZE - len(text.encode()))


def unpacked(text: str) -> Slip:
    number = len(conditions())
    return Slip(tuple(int(sign) for sign in text[:number]), text[number:].strip())


def label_of(secret: str) -> str:
    """The mark on a ballot: whoever holds the ticket finds it, and nobody finds the ticket by it."""
    return sha256(secret.encode()).hexdigest()


def locked(pulse_round: Round) -> Round:
    """The round, for one writer at a time: an answer and the closing never cross."""
    return Round.objects.select_for_update(no_key=True).get(pk=pulse_round.pk)


def key_of(pulse_round: Round) -> str:
    return sealing.unseal(RoundKey.objects.get(round=pulse_round).sealed, sealing.PULSE)


def opened(pulse_round: Round) -> dict[str, Slip]:
    """The slips by their labels."""
    key = key_of(pulse_round)
    rows = Ballot.objects.filter(round=pulse_round).values_list("label", "sealed")
    return {label: unpacked(sealing.unseal_with(key, sealed)) for label, sealed in rows}


def fill(pulse_round: Round, slips: Mapping[str, Slip]) -> None:
    """Throw the old ballots away and put these in, in no order."""
    key = key_of(pulse_round)
    rows = shuffled(
        [
            Ballot(round=pulse_round, label=label, sealed=sealing.seal_with(key, packed(slip)))
            for label, slip in slips.items()
        ]
    )
    Ballot.objects.filter(round=pulse_round).delete()
    Ballot.objects.bulk_create(rows)


def shuffled(things: Sequence[Thing]) -> list[Thing]:
    """In an order that nobody can foretell."""
    return SystemRandom().sample(things, len(things))


def take_out(ticket: Ticket) -> None:
    """Who leaves, or is erased, takes what she answered along; also when the key is missing that opens the others."""
    pulse_round, label = locked(ticket.round), label_of(ticket.secret)
    if pulse_round.closed_on is not None or not RoundKey.objects.filter(round=pulse_round).exists():
        return
    try:
        left = opened(pulse_round)
    except sealing.CannotOpen:
        Ballot.objects.filter(round=pulse_round, label=label).delete()
        return
    if left.pop(label, None) is not None:
        fill(pulse_round, left)
