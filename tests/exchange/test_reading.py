from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from exchange.cells import read_cell
from exchange.columns import Column, Kind
from exchange.facts.between import LINK
from exchange.faults import Fault, Refused
from exchange.reading import read_workbook
from exchange.written import Unreadable
from tests.exchange.workbooks import Sample, workbook


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def sample() -> Sample:
    return Sample()


def faults_of(content: bytes) -> list[Fault]:
    with pytest.raises(Refused) as refused:
        read_workbook(content)
    return refused.value.faults


def places(content: bytes) -> list[tuple[str, int, str]]:
    return [(fault.sheet, fault.row, fault.column) for fault in faults_of(content)]


def test_read_workbook_gives_typed_rows(sample):
    book = read_workbook(sample.content())

    assert [school.slug for school in book.schools] == ["atheneum", "college"]
    assert book.staff[2].roles == ("teacher", "support")
    assert book.communities[0].partner_schools == ("college",)
    assert book.communities[0].target_weeks is None
    assert book.communities[1].ended_on == date(2027, 6, 1)
    assert [meeting.starts_at.astimezone(UTC) for meeting in book.meetings] == [
        datetime(2026, 10, 15, 11, 30, tzinfo=UTC),
        datetime(2026, 12, 3, 12, 30, tzinfo=UTC),
    ]
    assert [row.present for row in book.attendance] == [True, False]
    assert book.remarks == []


def test_read_workbook_accepts_dutch_sheets_and_headings(sample):
    sample.names["Meetings"] = "Overlegmomenten"
    sample.headings["Meetings"] = ["Groep", "Begint om", "Duur", "Status", "Locatie", "Verslag"]
    sample.headings["Staff"] = ["School", "E-mailadres", "Voornaam", "Tussenvoegsel", "Familienaam", "Functie", "Vak"]
    sample.rows["Meetings"][0][3] = "gehouden"
    sample.rows["Attendance"][0][3] = "ja"

    book = read_workbook(sample.content())

    assert book.meetings[0].status == "held"
    assert book.attendance[0].present is True
    assert book.staff[1].prefix == "van den"


def test_faults_speak_in_the_words_of_the_file(sample):
    sample.names["Meetings"] = "Overlegmomenten"
    sample.headings["Meetings"][2] = "Duur"
    sample.rows["Meetings"][1][2] = 0

    assert places(sample.content()) == [("Overlegmomenten", 3, "Duur")]


def test_dates_are_read_as_people_write_them(sample):
    sample.rows["Communities"][0][10] = "1/9/2026"
    sample.rows["Communities"][1][10] = "2026-09-14"

    assert [row.started_on for row in read_workbook(sample.content()).communities] == [
        date(2026, 9, 1),
        date(2026, 9, 14),
    ]


def test_unknown_sheets_and_columns_are_told_not_refused(sample):
    sample.headings["Staff"].append("Schoenmaat")
    content = workbook(
        {"Kladblad": [["=F=1+1"]]} | {name: [sample.headings[name], *rows] for name, rows in sample.rows.items()}
    )

    assert read_workbook(content).remarks == [
        "Column “Schoenmaat” of sheet “Staff” is not one of ours; it was not read.",
        "Sheet “Kladblad” is not one of ours; it was not read.",
    ]


def test_absent_sheet_is_read_as_empty(sample):
    del sample.names["Subtasks"], sample.rows["Subtasks"]

    book = read_workbook(sample.content())

    assert book.subtasks == ()
    assert book.remarks == ["There is no sheet “Subtasks”; nothing was read for it."]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "what", "would_be_right"),
    [
        ("School", 0, "calendar", "BE", "“BE” does not fit here.", "Give one of BE-VLG, BE-FR, NL-N, NL-M, NL-S."),
        ("School", 0, "name", "", "This cell is empty.", "Fill it in: a text."),
        ("Communities", 0, "variant", "XYZ", "“XYZ” does not fit here.", "Give one of TDT, COP, DT, LS, VLG, LN, OLC."),
        ("Communities", 0, "regime", "week", "“week” does not fit here.", "Give one of interval, count, cycle, none."),
        ("Communities", 0, "target_weeks", -4, "“-4” does not fit here.", "Give a whole number from 1 to 52."),
        ("Communities", 0, "target_weeks", 4.5, "“4.5” does not fit here.", "Give a whole number from 1 to 52."),
        ("Communities", 0, "limit_weeks", 3, "The limit of 3 weeks lies before the target of 4.", "Give a limit of at least 4."),
        ("Communities", 0, "school", "lyceum", "“lyceum” is not known here.", "Use one of sheet “School”, or add it there."),
        ("Communities", 0, "partner_schools", "x;college", "“x” is not known here.", "Use one of sheet “School”, or add it there."),
        ("Communities", 0, "partner_schools", "atheneum", "The host school “atheneum” is no partner of itself.", "Leave the host out."),
        ("Communities", 1, "ended_on", date(2026, 9, 1), "It ends on 2026-09-01, before it starts.", "Give a day from 2026-09-14 on, or leave it empty."),
        ("Communities", 0, "name", "x" * 121, "This text has 121 characters.", "Use at most 120."),
        ("Closures", 0, "first_day", "31/2/2026", "The day 31/2/2026 does not exist.", "Look at the calendar again."),
        ("Closures", 0, "last_day", date(2026, 10, 4), "The last day is before the first, 2026-10-05.", "Give a day from 2026-10-05 on."),
        ("Closures", 0, "first_day", "binnenkort", "“binnenkort” does not fit here.", "Give a date such as 2026-09-01 or 1/9/2026."),
        ("Closures", 0, "first_day", date(1926, 10, 5), "The year 1926 cannot be right.", "Give a date such as 2026-09-01 or 1/9/2026."),
        ("Staff", 1, "roles", "teacher;king", "“king” does not fit here.", "Give one of leader, teacher, support."),
        ("Staff", 0, "email", "lieve(at)school", "“lieve(at)school” does not fit here.", "Give an e-mail address such as els@school.example."),
        ("Staff", 0, "school", "", "Somebody with a role works in a school, and no school is given.", "Give the school, or leave the roles empty."),
        ("Members", 0, "role", "boss", "“boss” does not fit here.", "Give one of member, coach, expert."),
        ("Members", 0, "role", "Leerling", "“Leerling”: pupils are counted, not listed.", "Leave this row out, and note on the page of the group how many pupils take part."),
        ("Members", 0, "email", "nobody@school.example", "“nobody@school.example” is not known here.", "Use one of sheet “Staff”, or add it there."),
        ("Members", 0, "community", "nix", "“nix” is not known here.", "Use one of sheet “Communities”, or add it there."),
        ("Members", 1, "email", "tine@school.example", "This person already takes part according to row 2.", "Keep one row, or let the earlier one end first."),
        ("Members", 0, "left_on", date(2026, 8, 1), "Left on 2026-08-01, before joining.", "Give a day from 2026-09-01 on, or leave it empty."),
        ("Meetings", 1, "minutes", 0, "“0” does not fit here.", "Give a whole number from 1 to 1440."),
        ("Meetings", 1, "minutes", 1441, "“1441” does not fit here.", "Give a whole number from 1 to 1440."),
        ("Meetings", 1, "status", "draft", "“draft” does not fit here.", "Give one of planned, held, cancelled."),
        ("Meetings", 1, "starts_at", "2026-12-03", "“2026-12-03” does not fit here.", "Give a day and time such as 2026-10-15 13:30."),
        ("Meetings", 1, "starts_at", date(2026, 12, 3), "“2026-12-03” does not fit here.", "Give a day and time such as 2026-10-15 13:30."),
        ("Meetings", 1, "starts_at", "2027-03-28 02:30", "At 2027-03-28 02:30 the clock is put forward; that hour does not exist.", "Give an hour before 02:00 or from 03:00 on."),
        ("Meetings", 1, "starts_at", datetime(2026, 8, 31, 9, 0), "This meeting is before its community started.", "Give a day from 2026-09-01 on, or let the community start earlier."),
        ("Attendance", 1, "present", "perhaps", "“perhaps” does not fit here.", "Give yes or no."),
        ("Attendance", 1, "email", "tine@school.example", "The same stands in row 2.", "Keep one of the two."),
        ("Subtasks", 0, "starts_at", "2026-10-16 13:30", "Sheet “Meetings” has no meeting of “tdt-wis” at this moment.", "Its first meeting there is at 2026-10-15 13:30."),
        ("Subtasks", 0, "owner", "nobody@school.example", "“nobody@school.example” is not known here.", "Use one of sheet “Staff”, or add it there."),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_place(sample, sheet, row, column, value, what, would_be_right):
    sample.rows[sheet][row][sample.headings[sheet].index(column)] = value

    faults = faults_of(sample.content())

    assert faults == [Fault(sheet, row + 2, column, what, would_be_right)]


def test_meeting_twice_at_one_hour_is_refused_unless_called_off(sample):
    sample.rows["Meetings"].append(["tdt-wis", "2026-12-03 13:30", 60, "cancelled", "", ""])
    assert len(read_workbook(sample.content()).meetings) == 3

    sample.rows["Meetings"].append(["tdt-wis", "2026-12-03 13:30", 60, "held", "", ""])
    assert places(sample.content()) == [("Meetings", 5, "starts_at")]


def test_same_person_twice_is_refused(sample):
    sample.rows["Staff"].append(["atheneum", "Tine@School.example", "T.", "", "Berg", "teacher", ""])

    assert faults_of(sample.content()) == [
        Fault("Staff", 5, "email", "The same stands in row 3.", "Keep one of the two.")
    ]


def test_pauses_that_overlap_are_refused(sample):
    sample.rows["Pauses"] += [
        ["tdt-wis", date(2027, 1, 22), date(2027, 1, 29), ""],
        ["tdt-wis", date(2027, 1, 30), date(2027, 2, 1), ""],
        ["cop-zorg", date(2027, 1, 11), date(2027, 2, 1), ""],
    ]

    assert faults_of(sample.content()) == [
        Fault(
            "Pauses",
            3,
            "first_day",
            "This pause overlaps with the one in row 2.",
            "Begin after 2027-01-22, or make one pause of both.",
        )
    ]


def test_coming_back_and_changing_role_are_no_doubles(sample):
    sample.rows["Members"] += [
        ["cop-zorg", "tine@school.example", "member", date(2026, 9, 14), date(2026, 10, 1)],
        ["cop-zorg", "tine@school.example", "coach", date(2026, 10, 1), None],
    ]

    assert len(read_workbook(sample.content()).members) == 5


def test_missing_column_is_one_fault_and_hides_what_follows_from_it(sample):
    sample.headings["Communities"][0] = "kode"

    faults = faults_of(sample.content())

    assert faults == [
        Fault(
            "Communities",
            1,
            "code",
            "This column is missing.",
            "The first row holds: " + ", ".join(Sample().headings["Communities"]) + ".",
        )
    ]


def test_row_with_a_fault_is_still_known_to_others(sample):
    sample.rows["School"][0][2] = "XX"

    assert places(sample.content()) == [("School", 2, "calendar")]


def test_every_fault_is_told_at_once(sample):
    sample.rows["School"][0][2] = "XX"
    sample.rows["Staff"][0][1] = "?"
    sample.rows["Meetings"][0][2] = "lang"
    sample.rows["Subtasks"][0][4] = "ooit"

    assert places(sample.content()) == [
        ("School", 2, "calendar"),
        ("Staff", 2, "email"),
        ("Meetings", 2, "minutes"),
        ("Subtasks", 2, "due_on"),
    ]


def test_formula_is_refused_by_cell(sample):
    sample.rows["Meetings"][1][2] = "=F==60*2"

    assert faults_of(sample.content()) == [
        Fault("Meetings", 3, "minutes", "Cell C3 holds a formula.", "Put in its value: copy, then paste as values.")
    ]


def test_text_that_looks_like_a_formula_is_text(sample):
    sample.rows["Meetings"][0][5] = "=SUM(A1)"

    assert read_workbook(sample.content()).meetings[0].note == "=SUM(A1)"


def test_empty_school_sheet_is_refused(sample):
    sample.rows = {name: [] for name in sample.rows}

    assert places(sample.content()) == [("School", 2, "slug")]


def test_workbook_without_school_sheet_is_refused(sample):
    sample.rows = {"Staff": []}

    assert places(sample.content()) == [("School", 0, "")]


@pytest.mark.parametrize("address", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "//elders"])
def test_link_that_leads_to_no_page_is_refused(address):
    with pytest.raises(Unreadable, match="no address of a page"):
        read_cell(LINK, address)


def test_link_to_a_page_is_taken():
    assert (read_cell(LINK, "https://example.org/les"), read_cell(LINK, None)) == ("https://example.org/les", "")


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (Kind.TIME, "8u30", time(8, 30)),
        (Kind.TIME, time(8, 30, 29), time(8, 30)),
        (Kind.TIME, datetime(1899, 12, 31, 13, 5), time(13, 5)),
        (Kind.WEEKDAY, "Woensdag", 2),
        (Kind.WEEKDAYS, "do; ma, monday", (0, 3)),
        (Kind.WEEKDAYS, "", ()),
    ],
)
def test_hours_and_weekdays_are_read_as_people_write_them(kind, cell, value):
    assert read_cell(Column("hour", kind), cell) == value


@pytest.mark.parametrize(("kind", "cell"), [(Kind.TIME, "25:00"), (Kind.TIME, 8.5), (Kind.WEEKDAY, "zondag")])
def test_what_is_no_hour_and_no_school_day_is_refused(kind, cell):
    with pytest.raises(Unreadable):
        read_cell(Column("hour", kind), cell)
