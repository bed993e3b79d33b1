"""Nine signals of how a group is doing (domain 4.3): tables and properties, no database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from coaching.health_facts import (
    Balance,
    Between,
    Conditions,
    Contact,
    Facts,
    Length,
    People,
    Pulse,
    Rhythm,
    Sharing,
)
from coaching.queries.health import usual_length
from coaching.signal_words import QUESTIONS, SAID, TITLES, sentence_of, told
from coaching.signals_of_health import CODES, LOOK, QUIET, RULES, UNKNOWN, signals_of
from communities.variants import VARIANTS
from meetings.mirror import Drift

TODAY = date(2026, 11, 23)
DAY = date(2026, 11, 12)
DRIFT = Drift(62, 360, 60, True, date(2026, 9, 10), DAY)


def facts(**known):
    return Facts(TODAY, **{"rhythm": Rhythm("on_track", last_on=DAY)} | known)


def held(*minutes):
    return tuple((number, DAY - timedelta(days=21 * number), length) for number, length in enumerate(minutes))


@pytest.mark.parametrize(
    ("code", "known", "state", "said"),
    [
        ("rhythm", {"rhythm": Rhythm("on_track", is_known=False)}, UNKNOWN, "no_calendar"),
        ("rhythm", {"rhythm": Rhythm("paused", last_on=DAY)}, QUIET, "rests"),
        ("rhythm", {"rhythm": Rhythm("overdue", last_on=DAY)}, LOOK, "overdue"),
        ("rhythm", {"rhythm": Rhythm("stalled")}, LOOK, "stalled"),
        ("rhythm", {"rhythm": Rhythm("on_track")}, UNKNOWN, "never_met"),
        ("rhythm", {"rhythm": Rhythm("plan_now", last_on=DAY)}, QUIET, "plan_now"),
        ("length", {"length": Length(held(120), (120, 180))}, UNKNOWN, "few"),
        ("length", {"length": Length(held(120, 150, 90), (120, 180))}, QUIET, "usual"),
        ("length", {"length": Length(held(60, 60, 150), (120, 180))}, LOOK, "short"),
        ("length", {"length": Length(held(240, 200), (120, 180))}, LOOK, "long"),
        ("length", {"length": Length(held(15, 15, 15), None)}, QUIET, "free"),
        ("between", {"between": Between(held=1)}, UNKNOWN, "young"),
        ("between", {"between": Between(held=3)}, LOOK, "nothing"),
        ("between", {"between": Between(held=3, is_free=True)}, QUIET, "free"),
        ("between", {"between": Between(held=3, done=1, late=2)}, LOOK, "open"),
        ("between", {"between": Between(held=3, done=1, late=1)}, QUIET, "no_try_outs"),
        ("between", {"between": Between(held=3, done=2, late=1, try_outs=1, last_try_on=DAY)}, QUIET, "used"),
        ("between", {"between": Between(held=3, ahead=1)}, QUIET, "ahead"),
        ("between", {"between": Between(held=3, try_outs=1, last_try_on=DAY)}, QUIET, "tried"),
        ("continuity", {"people": People()}, UNKNOWN, "young"),
        ("continuity", {"people": People(DAY, 6)}, QUIET, "same"),
        ("continuity", {"people": People(DAY, 6, joined=1)}, QUIET, "few"),
        ("continuity", {"people": People(DAY, 5, joined=1, left=1)}, LOOK, "changed"),
        ("continuity", {"people": People(DAY, 5, joined=9, is_open=True)}, QUIET, "open"),
        ("balance", {"balance": Balance()}, QUIET, "not_asked"),
        ("balance", {"balance": Balance(60)}, UNKNOWN, "little"),
        ("balance", {"balance": Balance(60, True, DRIFT, DAY)}, LOOK, "drift"),
        ("balance", {"balance": Balance(60, True, None, DAY)}, QUIET, "designs"),
        ("pulse", {"pulse": Pulse()}, UNKNOWN, "none"),
        ("pulse", {"pulse": Pulse(DAY, is_enough=False, held_since=3)}, UNKNOWN, "few"),
        ("pulse", {"pulse": Pulse(DAY, is_enough=True)}, QUIET, "soon"),
        ("pulse", {"pulse": Pulse(DAY, is_enough=True, held_since=1)}, LOOK, "not_talked"),
        ("pulse", {"pulse": Pulse(TODAY - timedelta(days=28), is_enough=True)}, LOOK, "not_talked"),
        ("pulse", {"pulse": Pulse(DAY, True, date(2026, 10, 1), 1)}, LOOK, "not_talked"),
        ("pulse", {"pulse": Pulse(DAY, True, DAY, 1)}, QUIET, "talked"),
        ("pulse", {"pulse": Pulse(talked_on=DAY)}, QUIET, "talked"),
        ("conditions", {"conditions": Conditions()}, UNKNOWN, "none"),
        ("conditions", {"conditions": Conditions(DAY)}, QUIET, "fine"),
        ("conditions", {"conditions": Conditions(DAY, ((DAY, 60, "roles"),))}, QUIET, "young"),
        ("conditions", {"conditions": Conditions(DAY, ((DAY, 61, "roles"), (DAY, 3, "time")))}, LOOK, "open"),
        ("sharing", {"sharing": Sharing(held=2)}, UNKNOWN, "young"),
        ("sharing", {"sharing": Sharing(held=3)}, LOOK, "nothing"),
        ("sharing", {"sharing": Sharing(held=3, published_on=DAY)}, QUIET, "shared"),
        ("coach", {"contact": Contact()}, QUIET, "none"),
        ("coach", {"contact": Contact(asked_on=DAY, waiting=6)}, LOOK, "waits"),
        ("coach", {"contact": Contact(True, asked_on=DAY, waiting=5)}, UNKNOWN, "young"),
        ("coach", {"contact": Contact(True, held_since=3, held=3)}, LOOK, "far"),
        ("coach", {"contact": Contact(True, held_since=2, held=3, present_on=DAY)}, QUIET, "near"),
    ],
)
def test_each_signal(code, known, state, said):
    found = RULES[code](facts(**known))

    assert (found.state, found.said) == (state, said)
    with override("en"):
        words = told(found, 7, today=TODAY)
    assert "{" not in words.sentence + "".join(text for text, _day, _url in words.facts)


@pytest.mark.parametrize(
    ("variant", "minutes", "state"),
    [
        ("LS", 90, QUIET),
        ("TDT", 90, LOOK),
        ("OLC", 20, QUIET),
        ("LN", 20, QUIET),
        ("COP", 90, QUIET),
        ("VLG", 90, LOOK),
    ],
)
def test_usual_length_is_that_of_the_kind(variant, minutes, state):
    usual = usual_length(variant, VARIANTS[variant].minutes_band)

    assert RULES["length"](facts(length=Length(held(minutes, minutes, minutes), usual))).state == state


def test_all_nine_always_in_the_same_order():
    quiet, loud = facts(), facts(rhythm=Rhythm("stalled"), sharing=Sharing(held=9))

    assert [one.code for one in signals_of(quiet)] == [one.code for one in signals_of(loud)] == list(CODES)
    assert set(CODES) == set(TITLES) == set(QUESTIONS) == set(SAID) == set(RULES)


def test_evidence_changes_with_what_a_signal_rests_on_and_not_with_the_day():
    before = facts(rhythm=Rhythm("overdue", last_on=DAY, due_on=TODAY))
    later = replace(before, today=TODAY + timedelta(days=9))
    worse = replace(before, rhythm=Rhythm("stalled", last_on=DAY, due_on=TODAY))

    marks = [RULES["rhythm"](one).evidence for one in (before, later, worse)]

    assert marks[0] == marks[1] != marks[2]


NUMBERS = st.integers(0, 40)
DAYS = st.none() | st.dates(date(2026, 9, 1), TODAY)


@given(
    st.builds(
        Facts,
        today=st.just(TODAY),
        rhythm=st.builds(
            Rhythm,
            state=st.sampled_from(["on_track", "plan_now", "overdue", "stalled", "paused", "inactive"]),
            is_known=st.booleans(),
            last_on=DAYS,
            due_on=DAYS,
            next_on=DAYS,
        ),
        between=st.builds(Between, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, DAYS),
        people=st.builds(People, DAYS, NUMBERS, NUMBERS, NUMBERS, st.booleans()),
        pulse=st.builds(Pulse, DAYS, st.booleans(), DAYS, NUMBERS),
        sharing=st.builds(Sharing, NUMBERS, DAYS, DAYS),
        contact=st.builds(Contact, st.booleans(), NUMBERS, DAYS, DAYS, DAYS, NUMBERS, DAYS, NUMBERS),
    )
)
def test_every_signal_can_be_said_and_what_asks_something_shows_why(known):
    for signal in signals_of(known):
        assert signal.state in (QUIET, LOOK, UNKNOWN)
        with override("en"):
            assert sentence_of(signal)
        if signal.state == LOOK and signal.code not in ("between", "sharing", "coach", "rhythm"):
            assert signal.facts
