"""Numbers of a school in the place of the usual ones."""

from communities.variants import VARIANTS, Rhythm, as_school_has_it


def test_school_numbers_take_the_place_of_the_usual_ones():
    own = as_school_has_it("TDT", size=(1, 12), rhythm=Rhythm(target_weeks=9), regime="interval")

    assert (own.size_min, own.size_ideal, own.minutes_band) == (1, (1, 12), VARIANTS["TDT"].minutes_band)
    assert (own.rhythm.target_weeks, own.rhythm.limit_weeks) == (9, 9)
    assert as_school_has_it("LN") == VARIANTS["LN"]
