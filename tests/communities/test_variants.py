"""Defaults of the seven variants."""

import pytest

from communities.models import Regime, Variant
from communities.variants import RHYTHMS, VARIANTS, Rhythm, rhythm_of


def test_every_variant_and_regime_of_the_models_has_defaults() -> None:
    assert list(VARIANTS) == Variant.values
    assert list(RHYTHMS) == Regime.values


@pytest.mark.parametrize(
    ("code", "regime", "minutes", "rhythm"),
    [
        ("TDT", "interval", 150, Rhythm(4, 6, 5, 2)),
        ("COP", "count", 120, Rhythm(None, None, 5, 3)),
        ("DT", "interval", 120, Rhythm(4, 6, 5, 2)),
        ("LS", "cycle", 90, Rhythm()),
        ("VLG", "count", 150, Rhythm(None, None, 5, 3)),
        ("LN", "count", 120, Rhythm(None, None, 5, 3)),
        ("OLC", "none", 60, Rhythm()),
    ],
)
def test_a_variant_brings_its_rhythm(code: str, regime: str, minutes: int, rhythm: Rhythm) -> None:
    defaults = VARIANTS[code]

    assert (defaults.regime, defaults.minutes, defaults.rhythm) == (regime, minutes, rhythm)


def test_empty_numbers_are_filled_and_unused_ones_left_out() -> None:
    assert rhythm_of("interval", limit_weeks=8, gap_weeks=0) == Rhythm(4, 8, 5, 0)
    assert rhythm_of("count", target_weeks=4, minimum_per_year=7) == Rhythm(None, None, 7, 3)
    assert rhythm_of("none", minimum_per_year=7) == Rhythm()
