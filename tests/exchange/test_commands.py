import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from meetings.models import Meeting
from schools.models import School
from tests.exchange.workbooks import Sample, rows_of


@pytest.fixture
def sample_file(tmp_path):
    path = tmp_path / "school.xlsx"
    path.write_bytes(Sample().content())
    return path


def run(name, *args, **options):
    out, err = StringIO(), StringIO()
    call_command(name, *map(str, args), stdout=out, stderr=err, **options)
    return json.loads(out.getvalue()), err.getvalue()


def test_import_prints_counts_alone_on_standard_output(db, sample_file):
    counts, err = run("import_workbook", sample_file)

    assert counts["Meetings"] == {"created": 2, "updated": 0, "unchanged": 0}
    assert list(counts) == list(Sample().rows)
    assert "Reading the workbook" in err


def test_import_dry_run_changes_nothing(db, sample_file):
    counts, _err = run("import_workbook", sample_file, "--dry-run")

    assert counts["School"]["created"] == 2
    assert not School.objects.exists()


def test_import_refuses_as_a_whole_with_every_fault(db, tmp_path):
    sample = Sample()
    sample.rows["School"][0][2], sample.rows["Meetings"][1][2] = "XX", 0
    path = tmp_path / "bad.xlsx"
    path.write_bytes(sample.content())
    out = StringIO()

    with pytest.raises(CommandError) as refused:
        call_command("import_workbook", str(path), "--language", "en", stdout=out, stderr=StringIO())

    assert str(refused.value).split("\n") == [
        "School, row 2, calendar: “XX” does not fit here. Give one of BE-VLG, BE-FR, NL-N, NL-M, NL-S.",
        "Meetings, row 3, minutes: “0” does not fit here. Give a whole number from 1 to 1440.",
    ]
    assert out.getvalue() == ""
    assert not School.objects.exists()


def test_import_speaks_the_language_of_the_terminal(db, tmp_path, monkeypatch):
    path = tmp_path / "bad.xlsx"
    path.write_bytes(b"geen werkboek")

    def fault() -> str:
        with pytest.raises(CommandError) as refused:
            call_command("import_workbook", str(path), stdout=StringIO(), stderr=StringIO())
        return str(refused.value)

    monkeypatch.setenv("LANGUAGE", "en_GB")
    assert fault().startswith("This file is not an Excel workbook.")
    monkeypatch.setenv("LANGUAGE", "fr")
    assert not fault().startswith("This file is not an Excel workbook.")


def test_import_of_a_file_that_is_not_there_says_so(db, tmp_path):
    with pytest.raises(CommandError, match="Cannot read"):
        call_command("import_workbook", str(tmp_path / "none.xlsx"), stderr=StringIO())


def test_export_writes_the_workbook_and_prints_its_counts(db, sample_file, tmp_path):
    run("import_workbook", sample_file)
    target = tmp_path / "out.xlsx"

    told, _err = run("export_workbook", "atheneum", target)

    assert told["school"] == "atheneum"
    assert told["rows"]["Meetings"] == Meeting.objects.count() == 2
    coached = "CoachMandates"  # a coach of the list was accepted there: a year from now the group is asked again
    assert list(rows_of(target.read_bytes())) == [*Sample().rows, coached]


def test_export_of_an_unknown_school_says_so(db, tmp_path):
    with pytest.raises(CommandError, match="no school 'nergens'"):
        call_command("export_workbook", "nergens", str(tmp_path / "x.xlsx"), stderr=StringIO())
