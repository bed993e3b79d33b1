"""Exam weeks in a workbook: an optional sheet, so that workbooks of before are as good as they were."""

from datetime import UTC, date, datetime

import pytest

from exchange.applying import apply_workbook
from exchange.collecting import collect
from exchange.faults import Refused
from exchange.layout import SHEET_BY_NAME
from exchange.reading import read_workbook
from exchange.writing import write_workbook
from schools.models import QuietPeriod, School
from tests.exchange.workbooks import Sample, rows_of
from tests.factories import QuietPeriodFactory, open_school

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
EXAMS = ["atheneum", date(2026, 12, 7), date(2026, 12, 18), "examens", "Kerst", "ja"]


@pytest.fixture
def sample():
    return Sample()


def with_exams(sample, *rows):
    sample.names["QuietPeriods"] = "Examenweken"
    sample.rows["QuietPeriods"] = list(rows)
    return sample


def bring(sample, **how):
    return apply_workbook(book=read_workbook(sample.content()), by=None, now=NOW, **how).tallies


def test_workbook_of_before_is_read_without_a_remark_and_told_without_the_sheet(db, sample):
    sample.rows.pop("QuietPeriods", None)
    book = read_workbook(sample.content())

    assert (book.remarks, book.quiet_periods) == ([], ())
    assert "QuietPeriods" not in bring(sample)


def test_exam_weeks_are_taken_over_once_and_then_changed(db, sample):
    with_exams(sample, EXAMS, ["college", date(2027, 6, 14), date(2027, 6, 30), None, None, None])

    first, second = bring(sample)["QuietPeriods"], bring(sample)["QuietPeriods"]
    sample.rows["QuietPeriods"][0][5] = "nee"
    third = bring(sample)["QuietPeriods"]

    assert (first.created, second.unchanged, third.updated) == (2, 2, 1)
    assert list(QuietPeriod.objects.order_by("pk").values_list("school__slug", "kind", "reason", "stops_clock")) == [
        ("atheneum", "exams", "Kerst", False),
        ("college", "exams", "", False),
    ]


def test_faults_are_told(sample):
    with_exams(
        sample,
        EXAMS,
        EXAMS,
        ["nergens", date(2027, 6, 14), date(2027, 6, 30), "exams", "", False],
        ["atheneum", date(2027, 6, 14), date(2027, 6, 10), "exams", "", False],
    )

    with pytest.raises(Refused) as refused:
        read_workbook(sample.content())

    faults = [(fault.row, fault.column) for fault in refused.value.faults]
    assert faults == [(3, "first_day"), (4, "school"), (5, "last_day")]


def test_school_without_exam_weeks_is_written_as_before(db):
    school = open_school()

    assert "QuietPeriods" not in rows_of(write_workbook(collect(school)))
    QuietPeriodFactory(school=school)
    rows = rows_of(write_workbook(collect(school)))["QuietPeriods"]
    assert rows[0] == SHEET_BY_NAME["QuietPeriods"].column_names
    assert rows[1][3:] == ["exams", "", False]


def test_leader_brings_in_her_own_school_only(personas):
    sample = with_exams(Sample(), EXAMS, ["college", *EXAMS[1:]])
    sample.rows["School"][0][1] = personas.school.name
    host, _college = School.objects.get(slug="atheneum"), open_school(slug="college")
    book = read_workbook(sample.content())

    tally = apply_workbook(book=book, by=personas.leader, now=NOW, host=host).tallies["QuietPeriods"]

    assert (tally.created, sum(tally.skipped.values())) == (1, 1)
    assert QuietPeriod.objects.get().school == host
