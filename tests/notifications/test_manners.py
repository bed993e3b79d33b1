"""The rule: what somebody chose, the kind, and the moment give one way. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.manners import AS_USUAL, Way, Wish, monday_of, waits_until, way_of

MONDAY = date(2026, 11, 23)
TUESDAY, LAST_FRIDAY = MONDAY + timedelta(days=1), MONDAY - timedelta(days=3)
WEEKLY, NONE, NOWHERE = Wish(mail="weekly"), Wish(mail="none"), Wish(mail="none", has_inbox=False)
BUNDLED = Wish(is_weekly=True)
QUIET = Wish(quiet_from=MONDAY, quiet_until=TUESDAY)


@pytest.mark.parametrize(
    ("wish", "day", "created_on", "is_bundle_day", "way"),
    [
        (AS_USUAL, TUESDAY, TUESDAY, False, Way.MAIL),
        (AS_USUAL, MONDAY, MONDAY, True, Way.MAIL),
        (Wish(has_inbox=False), TUESDAY, TUESDAY, False, Way.MAIL),
        # once a week: on the first school day; what an earlier week left over goes with the first mail that can
        (WEEKLY, MONDAY, MONDAY, True, Way.MAIL),
        (WEEKLY, TUESDAY, TUESDAY, False, Way.WAIT),
        (WEEKLY, TUESDAY, MONDAY, False, Way.WAIT),
        (WEEKLY, TUESDAY, LAST_FRIDAY, False, Way.MAIL),
        (WEEKLY, TUESDAY, TUESDAY, True, Way.MAIL),  # Monday was a day off
        # the switch holds for every kind that would be mailed at once, and mails nothing that was off
        (BUNDLED, TUESDAY, TUESDAY, False, Way.WAIT),
        (BUNDLED, MONDAY, MONDAY, True, Way.MAIL),
        (Wish(mail="none", is_weekly=True), MONDAY, MONDAY, True, Way.INBOX),
        # no mail: the inbox, or nowhere where that is off too; at once, there is nothing to wait for
        (NONE, TUESDAY, TUESDAY, False, Way.INBOX),
        (NOWHERE, TUESDAY, TUESDAY, False, Way.NOWHERE),
        # quiet: both days included, whatever was chosen
        (QUIET, MONDAY, MONDAY, True, Way.WAIT),
        (QUIET, TUESDAY, LAST_FRIDAY, False, Way.WAIT),
        (QUIET, MONDAY - timedelta(days=1), LAST_FRIDAY, False, Way.MAIL),
        (QUIET, TUESDAY + timedelta(days=1), MONDAY, False, Way.MAIL),
        (Wish("none", quiet_from=MONDAY, quiet_until=TUESDAY), MONDAY, MONDAY, True, Way.WAIT),
    ],
)
def test_way_of_an_optional_kind(wish, day, created_on, is_bundle_day, way):
    assert way_of(wish, is_optional=True, day=day, created_on=created_on, is_bundle_day=is_bundle_day) is way


wishes = st.tuples(
    st.sampled_from(["once", "weekly", "none"]),
    st.booleans(),
    st.booleans(),
    st.just(MONDAY),
    st.dates(MONDAY, date(2027, 8, 31)),
).map(lambda fields: Wish(*fields))
days = st.dates(date(2026, 9, 1), date(2027, 8, 31))


@given(wish=wishes, day=days, created_on=days, is_bundle_day=st.booleans())
def test_an_invitation_is_mailed_at_once_whatever_was_chosen(wish, day, created_on, is_bundle_day):
    assert way_of(wish, is_optional=False, day=day, created_on=created_on, is_bundle_day=is_bundle_day) is Way.MAIL


@given(wish=wishes, day=days, age=st.integers(0, 60))
def test_what_waits_has_a_day_on_which_it_no_longer_waits_for_the_same_reason(wish, day, age):
    created_on = day - timedelta(days=age)
    again = waits_until(wish, day)

    assert again > day
    if wish.is_quiet_on(day):
        assert again == wish.quiet_until + timedelta(days=1)
        assert not wish.is_quiet_on(again)
    else:
        assert again.weekday() == 0
        assert wish.is_quiet_on(again) or way_on(wish, again, created_on) is not Way.WAIT


def way_on(wish, day, created_on):
    return way_of(wish, is_optional=True, day=day, created_on=created_on, is_bundle_day=False)


def test_monday_of_any_day_of_a_week():
    assert {monday_of(MONDAY + timedelta(days=n)) for n in range(7)} == {MONDAY}
