"""The rules of a mandate and of turns, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communities import mandates, rotation
from communities.mandates import Dates, State

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("members", "needed"), [(0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (7, 4), (8, 5)]
)
def test_more_than_half_and_of_one_or_two_all(members: int, needed: int) -> None:
    assert mandates.needed(members) == needed
    assert not mandates.is_reached(needed - 1, members)
    assert mandates.is_reached(needed, members) is (members > 0)


@given(members=st.integers(3, 60))
def test_two_opposite_majorities_never_fit(members: int) -> None:
    assert 2 * mandates.needed(members) > members


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 9, 15), date(2027, 9, 14)),
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_a_year(first: date, last: date) -> None:
    assert mandates.last_day(first) == last


@given(first=DAYS)
def test_a_year_is_a_year(first: date) -> None:
    assert 364 <= (mandates.last_day(first) - first).days <= 365


@given(ends_on=DAYS, later=st.integers(-30, 30))
def test_a_renewal_begins_where_the_year_ended_and_never_in_the_past(ends_on: date, later: int) -> None:
    today = ends_on + timedelta(days=later)

    assert mandates.renewed_until(ends_on, today) >= max(ends_on, today) + timedelta(days=363)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2027, 8, 14), State.RUNS),
        (date(2027, 8, 15), State.TO_RENEW),
        (date(2027, 9, 14), State.TO_RENEW),
        (date(2027, 10, 14), State.TO_RENEW),
        (date(2027, 10, 15), State.LAPSED),
    ],
)
def test_state_of_an_accepted_mandate(today: date, state: State) -> None:
    assert mandates.state_of(Dates(date(2026, 9, 15), date(2027, 9, 14), None), today) is state


def test_state_before_and_after() -> None:
    assert mandates.state_of(Dates(None, None, None), date(2027, 1, 1)) is State.ASKED
    assert mandates.state_of(Dates(None, None, date(2026, 1, 1)), date(2027, 1, 1)) is State.ENDED


def turns(*pairs: tuple[int, int]) -> list[rotation.Turn]:
    return [rotation.Turn(person, date(2026, 9, day)) for person, day in pairs]


@pytest.mark.parametrize(
    ("people", "past", "next_up"),
    [
        ([], [], None),
        ([1], [], None),
        ([1, 2, 3], [], 1),
        ([1, 2, 3], [(1, 1)], 2),
        ([1, 2], [(1, 8), (2, 1)], 2),
        ([1, 2], [(1, 1), (1, 2), (2, 20)], 2),
        ([2, 1], [], 2),
        ([1, 2], [(9, 1)], 1),
    ],
)
def test_who_did_it_least_and_longest_ago(people: list[int], past: list[tuple[int, int]], next_up: int | None) -> None:
    assert rotation.suggestion(people, turns(*past)) == next_up


def test_each_role_another_person_as_long_as_there_are_people() -> None:
    assert rotation.suggestions([1, 2, 3], {"a": [], "b": turns((2, 1)), "c": []}) == {"a": 1, "b": 3, "c": 2}
    assert rotation.suggestions([1, 2, 3, 4], {"a": [], "b": turns((2, 1)), "c": []}) == {"a": 1, "b": 3, "c": 2}
    assert rotation.suggestions([1], {"a": []}) == {}


@given(st.lists(st.integers(1, 5), max_size=40))
def test_following_it_shares_fairly(first: list[int]) -> None:
    """From any history, following the suggestion brings everybody within one turn of one another."""
    past = [rotation.Turn(person, date(2020, 1, 1) + timedelta(days=day)) for day, person in enumerate(first)]
    for day in range(5 * 41):
        person = rotation.suggestion([1, 2, 3, 4, 5], past)
        assert person
        past.append(rotation.Turn(person, date(2021, 1, 1) + timedelta(days=day)))

    numbers = [sum(turn.person == person for turn in past) for person in range(1, 6)]
    assert max(numbers) - min(numbers) <= 1
