"""The year strip is arithmetic on dates: 1 September is the left edge, every day one unit wide."""

from datetime import date

from dashboard.strip import Dots, YearScale, size_of

YEAR = YearScale(date(2026, 9, 1), date(2027, 6, 30))


def test_days_count_both_ends() -> None:
    assert YEAR.days == 303
    assert YearScale(date(2027, 9, 1), date(2028, 6, 30)).days == 304  # a leap year


def test_areas_cover_whole_days() -> None:
    assert YEAR.areas([(date(2026, 9, 3), date(2026, 9, 4))]) == "M2 0h2v24h-2z"


def test_areas_are_cut_off_at_the_ends_of_the_year() -> None:
    spans = [(date(2026, 7, 1), date(2026, 9, 1)), (date(2027, 6, 30), date(2027, 8, 31))]

    assert YEAR.areas(spans) == "M0 0h1v24h-1zM302 0h1v24h-1z"


def test_areas_outside_the_year_are_left_out() -> None:
    assert YEAR.areas([(date(2026, 7, 1), date(2026, 8, 31)), (date(2027, 7, 1), date(2027, 7, 2))]) == ""


def test_window_runs_from_opens_to_due() -> None:
    assert YEAR.window(date(2026, 12, 7), date(2027, 1, 4)) == "M97 4h29v16h-29z"


def test_window_without_both_ends_is_empty() -> None:
    assert YEAR.window(None, date(2027, 1, 4)) == YEAR.window(date(2027, 1, 4), None) == ""


def test_line_stands_in_the_middle_of_its_day() -> None:
    assert YEAR.line(date(2026, 9, 1)) == "M0.5 0v24"
    assert YEAR.line(date(2026, 8, 31)) == YEAR.line(date(2027, 7, 1)) == ""


def test_last_places_are_a_line_and_then_marks() -> None:
    days = [date(2027, 4, 30), date(2027, 5, 26), date(2027, 6, 16), date(2027, 9, 1)]

    assert YEAR.places(days) == "M241.5 4v16M267.5 8v8M288.5 8v8"
    assert YEAR.places([]) == ""


def test_dots_are_grouped_by_kind_and_size() -> None:
    meetings = [
        ["2026-09-01", 60, "h"],
        ["2026-09-02", 120, "h"],
        ["2026-09-03", 240, "h"],
        ["2026-09-04", 240, "p"],
        ["2026-08-01", 120, "h"],
    ]

    assert YEAR.dots(meetings) == Dots("M0.5 12h0", "M1.5 12h0", "M2.5 12h0", "M3.5 12h0")


def test_size_follows_the_length() -> None:
    assert [size_of(minutes) for minutes in (119, 120, 180, 181, None)] == [
        "short",
        "normal",
        "normal",
        "long",
        "normal",
    ]


def test_months_start_at_their_place() -> None:
    months = list(YEAR.months())

    assert len(months) == 10
    assert months[0] == (date(2026, 9, 1), "0.00%")
    assert months[1] == (date(2026, 10, 1), "9.90%")
    assert months[-1][0] == date(2027, 6, 1)
