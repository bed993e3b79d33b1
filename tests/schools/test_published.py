"""The published calendars, weekday by weekday against the tables in tests/data/school_calendar.csv."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from schools.calendar import SchoolDays
from schools.published import SOURCES, PublishedYear, published_year, published_year_on, published_years

TABLE = Path(__file__).parent.parent / "data" / "school_calendar.csv"


def closed_in_table(calendar: str) -> set[date]:
    """Every day on which the published table closes a school."""
    closed: set[date] = set()
    with TABLE.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["jurisdiction"] == calendar and row["kind"] != "optional_holiday":
                first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
                closed.update(first + timedelta(days=n) for n in range((last - first).days + 1))
    return closed


def open_days(year: PublishedYear) -> tuple[date, ...]:
    periods = [(period.first_day, period.last_day) for period in year.periods]
    return SchoolDays.between(year.first_day, year.last_day, periods).days


@pytest.mark.parametrize("calendar", SOURCES)
def test_every_weekday_agrees_with_the_published_table(calendar: str) -> None:
    closed = closed_in_table(calendar)
    years = published_years(calendar)

    computed = {day for year in years for day in open_days(year)}

    first, last = years[0].first_day, years[-1].last_day
    everyday = (first + timedelta(days=n) for n in range((last - first).days + 1))
    assert computed == {day for day in everyday if day.weekday() < 5 and day not in closed}


@pytest.mark.parametrize(
    ("calendar", "last_label"),
    [
        ("BE-VLG", "2030-2031"),
        ("BE-FR", "2030-2031"),
        ("NL-N", "2029-2030"),
        ("NL-M", "2029-2030"),
        ("NL-S", "2029-2030"),
    ],
)
def test_years_run_from_2022_to_the_last_published(calendar: str, last_label: str) -> None:
    labels = [year.label for year in published_years(calendar)]

    assert (labels[0], labels[-1]) == ("2022-2023", last_label)
    assert labels == sorted(set(labels))


@pytest.mark.parametrize(
    ("calendar", "first_day", "last_day"),
    [
        ("BE-VLG", date(2026, 9, 1), date(2027, 6, 30)),
        ("BE-FR", date(2026, 8, 24), date(2027, 7, 2)),
        ("NL-N", date(2026, 8, 17), date(2027, 7, 9)),
        ("NL-M", date(2026, 8, 31), date(2027, 7, 16)),
        ("NL-S", date(2026, 8, 24), date(2027, 7, 23)),
    ],
)
def test_a_year_runs_from_summer_to_summer(calendar: str, first_day: date, last_day: date) -> None:
    year = published_year(calendar, "2026-2027")

    assert year is not None
    assert (year.first_day, year.last_day) == (first_day, last_day)


def test_flemish_periods_carry_both_names() -> None:
    year = published_year("BE-VLG", "2026-2027")

    assert year is not None
    assert [(p.first_day.isoformat(), p.last_day.isoformat(), p.kind, p.name_nl, p.name_en) for p in year.periods] == [
        ("2026-11-02", "2026-11-08", "autumn", "Herfstvakantie", "Autumn holiday"),
        ("2026-11-11", "2026-11-11", "free_day", "Wapenstilstand", "Armistice Day"),
        ("2026-12-21", "2027-01-03", "christmas", "Kerstvakantie", "Christmas holiday"),
        ("2027-02-08", "2027-02-14", "carnival", "Krokusvakantie", "Carnival holiday"),
        ("2027-03-29", "2027-04-11", "easter", "Paasvakantie", "Easter holiday"),
        ("2027-05-06", "2027-05-06", "free_day", "Hemelvaartsdag", "Ascension Day"),
        ("2027-05-07", "2027-05-07", "free_day", "Dag na Hemelvaartsdag", "Day after Ascension Day"),
        ("2027-05-17", "2027-05-17", "free_day", "Pinkstermaandag", "Whit Monday"),
    ]


def test_what_is_not_published_does_not_exist() -> None:
    assert published_year("NL-N", "2030-2031") is None
    assert published_year_on("NL-N", date(2030, 10, 1)) is None
    assert published_year_on("BE-VLG", date(2026, 7, 15)) is None


def test_a_day_finds_its_year() -> None:
    year = published_year_on("NL-S", date(2027, 7, 23))

    assert year is not None
    assert year.label == "2026-2027"


def test_an_unknown_calendar_is_an_error() -> None:
    with pytest.raises(KeyError):
        published_years("DE-NW")
