"""How long a charter may be before its letters get smaller on paper."""

from communities.charter_queries import LARGE_LETTERS, sheet


def test_long_charter_gets_smaller_letters_and_words_that_went_do_not_count():
    long = "a" * (LARGE_LETTERS + 1)

    assert not sheet({"need": "nood"}).is_long
    assert sheet({"need": long}).is_long
    assert not sheet({"need": "nood"}, {"need": long}).is_long
