"""Gains of people: in words, from enough people, and one person's choice moves a word at most at its border."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import gains

LOOKS = st.lists(st.dictionaries(st.sampled_from(gains.codes_of(gains.PEOPLE)), st.sampled_from(gains.CHOICES)))


def test_seven_for_people_and_five_for_a_school_in_both_languages():
    assert len(gains.people_gains("nl")) == 7
    assert len(gains.school_gains("nl")) == 5
    for told in (gains.people_gains, gains.school_gains):
        assert [one.code for one in told("nl")] == [one.code for one in told("en")] == [one.code for one in told("xx")]
        assert all(nl.name != en.name and nl.line != en.line for nl, en in zip(told("nl"), told("en"), strict=True))
    assert all(len(code) <= 20 for whose in (gains.PEOPLE, gains.SCHOOL) for code in gains.codes_of(whose))


@pytest.mark.parametrize(
    ("more", "others", "word"),
    [(9, 0, ""), (10, 0, "most"), (6, 4, "most"), (5, 5, "half"), (4, 6, "half"), (3, 7, "few"), (0, 10, "few")],
)
def test_words(more, others, word):
    assert gains.word_of(["more"] * more + ["same"] * (others // 2) + ["less"] * (others - others // 2)) == word


def test_a_stray_choice_is_no_voice():
    assert gains.word_of(["more"] * 9 + ["", "much", "More"]) == ""
    assert gains.summed([{"content": "more"}] * 9 + [{}, {"other": "more"}, {"content": "x"}]) == ("", {})


@pytest.mark.parametrize(
    ("number", "band"), [(0, ""), (9, ""), (10, "10-19"), (19, "10-19"), (20, "20-39"), (40, "40+")]
)
def test_bands(number, band):
    assert gains.band_of(number) == band
    assert len(band) <= 6


@given(LOOKS)
def test_never_from_fewer_than_ten(looks):
    size, words = gains.summed(looks)
    spoke = {code: sum(look.get(code) in gains.CHOICES for look in looks) for code in gains.codes_of(gains.PEOPLE)}

    assert bool(size) == (sum(bool(look) for look in looks) >= gains.TEN) == bool(words)
    assert all(not word or spoke[code] >= gains.TEN for code, word in words.items())


def test_choices_count_until_the_end_of_september():
    assert gains.closes_on(date(2027, 8, 31)) == date(2027, 9, 30)
    assert gains.closes_on(date(2027, 7, 9)) == date(2027, 9, 30)
