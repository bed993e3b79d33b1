"""Two posts with one paper at the same moment, and a class that presses "send" together."""

from datetime import UTC, datetime

import pytest

from meetings import actions
from meetings.cards import Slip, device_hash, new_code
from meetings.models import FeedbackAnswer, FeedbackCard, FeedbackTicket
from meetings.models.calendar import hash_of
from tests.factories import FeedbackCardFactory
from tests.meetings.test_log_races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


def answer(slip):
    return lambda: actions.answer_card(slip=slip, said=actions.Said(2), now=NOW)


def test_one_paper_gives_one_answer(personas):
    card = FeedbackCardFactory(community=personas.group, number=8)
    codes = actions.print_tickets(card=card, by=personas.teacher, now=NOW)

    kept = [at_once(*[answer(Slip(card, hash_of(code), "open"))] * 3) for code in codes]

    assert [sorted(one) for one in kept] == [[False, False, True]] * 8
    assert FeedbackAnswer.objects.count() == FeedbackTicket.objects.filter(is_used=True).count() == 8


def test_one_device_gives_one_answer_and_a_class_no_more_than_there_are_pupils(personas):
    card = FeedbackCardFactory(community=personas.group, number=3, is_on_board=True)
    hashes = [device_hash(card, new_code()) for _ in range(4)]

    told = at_once(*(answer(Slip(card, one, "open")) for one in (*hashes, *hashes)))

    assert told.count(True) == FeedbackAnswer.objects.count() == FeedbackTicket.objects.count() == 3
    assert FeedbackCard.objects.get().number == 3
