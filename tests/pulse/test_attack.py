"""The attack of `tests.measure.pulse_attack` in small: nothing is learned, and the twin without care is caught."""

from statistics import fmean, variance

from pulse.scoring import AGREED, NOISE, SPREAD, told_of
from tests.measure.pulse_attack import is_safe, measure_database, without_care
from tests.measure.pulse_screens import exact_disclosures, measure, words_of


def test_database_and_pages_tell_nothing(db):
    figures = measure_database(groups=1, rounds=1, seed=5)
    assert (figures["database_traces"], figures["pages_that_told"], figures["rows_left"]) == (0, 0, 0)
    assert figures["database_links"] >= 3


def test_twin_without_care_is_caught(db):
    with without_care():
        figures = measure_database(groups=1, rounds=1, seed=5)
    assert figures["database_gains"]["difference"] > 60
    assert not is_safe(figures, allowed=6)


def test_screens_add_nothing_to_their_own_words():
    figures = measure(groups=800, seed=3, numbers=(4,))
    assert figures["screens_exact"] == 0
    assert is_safe(figures, allowed=6)


def only_equal(scores):
    """The twin that leaves the word out for equal answers alone."""
    middle = fmean(scores)
    if max(scores) - min(scores) < 1e-9:
        return told_of(scores).band, ""
    if 1 - variance(scores) / NOISE >= AGREED:
        return told_of(scores).band, "one"
    return told_of(scores).band, "mixed" if fmean([abs(score - middle) for score in scores]) <= SPREAD else "divided"


def exact_means(scores):
    """The twin that shows an average with one decimal."""
    return words_of(scores), round(fmean(scores), 1)


def test_twins_that_show_more_are_caught():
    assert exact_disclosures(4, only_equal) > 0
    assert exact_disclosures(4, exact_means) > 0
