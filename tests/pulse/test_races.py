"""Closing races an answer, and two open at once. The twin without the lock shows what it is for."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection

from pulse import actions
from pulse.actions import box
from pulse.models import Ballot, Finding, Round, RoundKey
from tests.pulse.helpers import AFTER, HIGH, NOW, answer, members_of, opened

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def group(personas):
    members_of(personas.group, 4)
    return personas.group


def answering_while_closing(personas, group, monkeypatch, *, is_locked):
    """What both got. The answer saw that the round is open, and waits for the closing before it writes; behind
    the lock the closing never comes. The clocks of two processes may differ, so one still takes what the other closes.
    """
    one = opened(group, personas.coach)
    for row in group.memberships.filter(role="member").exclude(user=personas.teacher):
        answer(one, row.user)
    looked, has_closed, fill = Event(), Event(), box.fill

    def late_fill(pulse_round, slips):
        looked.set()
        has_closed.wait(timeout=0.7)
        fill(pulse_round, slips)

    def press_answer():
        try:
            return actions.answer_round(pulse_round=one, slip=actions.Slip(HIGH), by=personas.teacher, now=NOW)
        except (actions.RoundIsClosed, RoundKey.DoesNotExist) as error:
            return type(error)
        finally:
            connection.close()

    def press_close():
        looked.wait(timeout=5)
        try:
            return actions.close_round(pulse_round=one, now=AFTER)
        finally:
            has_closed.set()
            connection.close()

    monkeypatch.setattr(box, "fill", late_fill)
    if not is_locked:
        monkeypatch.setattr(box, "locked", lambda pulse_round: Round.objects.get(pk=pulse_round.pk))
    with ThreadPoolExecutor(2) as pool:
        answered, closed = pool.submit(press_answer), pool.submit(press_close)
        return answered.result(), closed.result()


def test_answer_is_counted_before_the_round_closes(personas, group, monkeypatch):
    assert answering_while_closing(personas, group, monkeypatch, is_locked=True) == (None, True)
    assert (Ballot.objects.count(), RoundKey.objects.count(), Finding.objects.count()) == (0, 0, 5)


def test_twin_without_the_lock_loses_the_answer(personas, group, monkeypatch):
    got = answering_while_closing(personas, group, monkeypatch, is_locked=False)
    assert got == (RoundKey.DoesNotExist, True)


def test_two_open_at_once_and_one_round_stands(personas, group):
    def press(person):
        try:
            return opened(group, person).pk
        except actions.CannotOpenNow as error:
            return error.why
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        got = list(pool.map(press, [personas.teacher, personas.coach]))
    assert "open" in got
    assert Round.objects.count() == 1
