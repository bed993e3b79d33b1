"""How long what is kept: days on which it goes, as tables and as properties."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.models import Note
from notifications.retention import KEPT
from plc_platform import settings
from upkeep.keeping import BY_CODE, KEEP, RULES, TASKS, cutoff, next_month
from upkeep.keeping_words import HOW_LONG, WHAT, how_long
from upkeep.queries.keeping import FINDERS

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("code", "today", "kept_from"),
    [
        ("attendance", date(2026, 11, 20), date(2025, 8, 1)),
        ("attendance", date(2026, 7, 31), date(2024, 8, 1)),
        ("attendance", date(2026, 8, 1), date(2025, 8, 1)),
        ("minutes", date(2026, 11, 20), date(2021, 8, 1)),
        ("accounts", date(2026, 3, 1), date(2026, 1, 30)),
        ("page_times", date(2026, 3, 31), date(2024, 2, 29)),
        ("audit", date(2028, 2, 29), date(2026, 2, 28)),
        ("pulse_words", date(2028, 2, 29), date(2023, 2, 28)),
    ],
)
def test_first_day_that_is_still_kept(code: str, today: date, kept_from: date) -> None:
    assert cutoff(BY_CODE[code], today) == kept_from


@given(st.sampled_from([rule for rule in RULES if rule.unit != "moment"]), DAYS, DAYS)
def test_what_went_once_never_comes_back(rule, one, other) -> None:
    first, last = sorted((one, other))

    assert cutoff(rule, first) <= cutoff(rule, last)
    assert cutoff(rule, first) < first


@given(DAYS)
def test_a_month_is_a_month(today: date) -> None:
    assert 28 <= (next_month(today) - today).days <= 31


def test_every_rule_has_its_words_and_somebody_who_sees_to_it() -> None:
    assert set(WHAT) == set(BY_CODE) >= set(HOW_LONG)
    assert all(how_long(rule) for rule in RULES)
    ours = {rule.code for rule in RULES if rule.task == KEEP}
    assert ours == {*FINDERS, "accounts"}
    assert {one["task"] for one in settings.CELERY_BEAT_SCHEDULE.values()} >= TASKS


def test_a_rule_of_another_app_says_what_that_app_does() -> None:
    assert BY_CODE["notices"].amount * 30 <= KEPT.days <= BY_CODE["notices"].amount * 31
    assert {field.name for field in Note._meta.fields} >= {"expires_on"}
