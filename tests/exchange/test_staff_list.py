import io
import zipfile
from pathlib import Path

import pytest
from django.utils import translation

from exchange.faults import Fault, Refused
from exchange.staff_list import guess_fields, guess_role, people_of, read_staff_table, role_words
from exchange.tables import Table
from schools.roster import Entry
from tests.exchange.workbooks import workbook

ROWS = [
    ["Naam", "Voornaam", "Tussenvoegsel", "E-mailadres", "Functie", "Stamnummer", "Vak"],
    ["Berg", "Tine", "van den", "tine@school.example", "leerkracht", "101", "wiskunde"],
    ["Öztürk", "Aylin", "", "aylin@school.example", "zorgcoördinator", "102", ""],
    ["Peeters", "Lieve", "", "lieve@school.example", "directeur", "103", ""],
]
FIELDS = ["last_name", "first_name", "prefix", "email", "roles", "number", "subjects"]
ENTRIES = (
    Entry("tine@school.example", "Tine", "van den", "Berg", ("teacher",), "wiskunde", "101"),
    Entry("aylin@school.example", "Aylin", "", "Öztürk", ("support",), "", "102"),
    Entry("lieve@school.example", "Lieve", "", "Peeters", ("leader",), "", "103"),
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def lines(separator: str = ";", rows=ROWS, end: str = "\r\n") -> str:
    return end.join(separator.join(row) for row in rows) + end


def open_document(rows) -> bytes:
    """A sheet as LibreOffice keeps it."""
    cells = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in row)
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="P">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
    return file.getvalue()


def numbers(rows):
    return [[int(cell) if cell.isdigit() else cell for cell in row] for row in rows]


FILES = {
    "semicolon cp1252": lines(";").encode("cp1252"),
    "comma utf-8": lines(",", end="\n").encode(),
    "utf-8 with mark": lines(";").encode("utf-8-sig"),
    "tab": lines("\t").encode(),
    "utf-16": lines("\t").encode("utf-16"),
    "old mac ends": lines(";", end="\r").encode(),
    "excel's hint": b"sep=,\r\n" + lines(",").encode(),
    "title above": ("Personeel 2026-2027\r\n\r\n" + lines(";")).encode(),
    "empty rows": lines(";", rows=[ROWS[0], [""] * 7, *ROWS[1:], [""] * 7]).encode(),
    "xlsx": workbook({"Personeel": numbers(ROWS)}),
    "xlsx further down": workbook({"Leeg": [], "Personeel": [["Lijst"], [], *numbers(ROWS)]}),
    "xls": Path(__file__).with_name("staff.xls").read_bytes(),
    "ods": open_document(ROWS),
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_every_file_gives_the_same_people(content):
    table = read_staff_table(content)
    fields = guess_fields(table.headings, {})
    roles = {word: guess_role(word) for word, _count in role_words(table, fields)}

    people = people_of(table, fields, roles)

    assert table.headings == tuple(ROWS[0])
    assert fields == FIELDS
    assert people.entries == ENTRIES
    assert people.faults == ()


def test_separator_inside_quotes_is_text():
    table = read_staff_table(b'e-mail,naam,vak\r\na@b.example,"Berg, van den","wis; natuur"\r\n')

    assert table.lines[0].cells == ("a@b.example", "Berg, van den", "wis; natuur")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "There are no people in this file."),
        (b"naam;e-mail\r\n", "There are no people in this file."),
        (b"\0\1\2\3" * 50, "This file cannot be read as a list."),
        (b"PK\x03\x04" + b"x" * 50, "This file is not an Excel workbook."),
        (b"\xd0\xcf\x11\xe0" + b"x" * 5000, "This file cannot be read as a list."),
        (b"e-mail;naam\r\n" + b"a@b.example;x\r\n" * 5020, "This list has more than 5000 people."),
        (workbook({"P": [["naam", "e-mail"], ["=F=1+1", "a@b.example"]]}), "Cell A2 holds a formula."),
    ],
    ids=["empty", "headings only", "binary", "zip", "broken xls", "too many", "formula"],
)
def test_file_that_is_no_list_is_refused(content, what):
    with pytest.raises(Refused) as refused:
        read_staff_table(content)

    assert [fault.what for fault in refused.value.faults] == [what]


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["givenName", "familyName", "email", "role"], ["first_name", "last_name", "email", "roles"]),
        (["Roepnaam", "Voorvoegsel", "Achternaam", "E-mail"], ["first_name", "prefix", "last_name", "email"]),
        (["username", "E-mail", "naam"], ["", "email", "last_name"]),
        (["naam", "Familienaam", "Code", "Stamboeknummer"], ["", "last_name", "", "number"]),
        (["Iets", "anders"], ["", ""]),
    ],
)
def test_columns_are_guessed_by_their_headings(headings, fields):
    assert guess_fields(headings, {}) == fields


def test_columns_are_remembered():
    assert guess_fields(["naam", "Iets"], {"naam": "first_name", "iets": "last_name"}) == ["first_name", "last_name"]


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("Leraar", "teacher"),
        ("docent Nederlands", "teacher"),
        ("Directeur", "leader"),
        ("schoolleider", "leader"),
        ("adjunct-directeur", "support"),
        ("Secretariaat", "support"),
        ("ICT-coördinator", "support"),
        ("opvoeder", "support"),
        ("klusser", "teacher"),
    ],
)
def test_roles_are_guessed_by_their_words(word, role):
    assert guess_role(word) == role


def people(*rows: str, fields=("email", "last_name", "roles"), roles=None):
    headings = ("Mail", "Naam", "Functie")
    table = read_staff_table("\r\n".join([";".join(headings), *rows]).encode())
    return people_of(Table(headings, table.lines), fields, roles or {})


def test_faults_are_told_with_row_and_column_and_nobody_comes_in():
    found = people("a@b.example;Ann;", ";Bob;", "niet-een-adres;Cis;", "A@B.example;Dan;", "e@b.example;;")

    assert found.faults == (
        Fault("", 3, "Mail", "The e-mail address is missing.", "Give an address such as els@school.example."),
        Fault("", 4, "Mail", "“niet-een-adres” is no e-mail address.", "Give an address such as els@school.example."),
        Fault("", 5, "Mail", "This address stands in row 2 too.", "Keep one row for each person."),
        Fault("", 6, "Naam", "There is no name here.", "Fill in a first or last name."),
    )


def test_text_that_is_too_long_is_a_fault():
    assert [fault.what for fault in people(f"a@b.example;{'x' * 121};").faults] == ["This text has 121 characters."]


def test_empty_role_says_nothing():
    assert people("a@b.example;Ann;").entries[0].roles is None


def test_word_that_was_not_shown_never_makes_a_leader():
    assert people("a@b.example;Ann;directeur").entries[0].roles == ("support",)


def test_unknown_word_is_a_teacher_with_a_remark():
    found = people("a@b.example;Ann;klusser")

    assert found.entries[0].roles == ("teacher",)
    assert found.remarks == ("Row 2: “klusser” is not known; taken as teacher.",)


def test_several_roles_in_one_cell():
    found = people("a@b.example;Ann;leraar, zorg", roles={"leraar": "teacher", "zorg": "support"})

    assert found.entries[0].roles == ("teacher", "support")
