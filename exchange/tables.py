"""A table as a school system exports it: CSV with any of the usual separators and encodings, or a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from exchange.cells import clean_text
from exchange.faults import Fault, Refused, whole_file
from exchange.other_formats import CannotRead, rows_apart, rows_of
from exchange.unpacking import unpack

SEPARATORS = ";,\t"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
MAX_PEOPLE = 5000


@dataclass(frozen=True, slots=True)
class Line:
    """One row and its number in the file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and the rows under them that are not empty."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def read_table(data: bytes, *, known_headings: frozenset[str], most: int = MAX_PEOPLE) -> Table:
    """The table in a file. Lines above the headings are passed over. Raises Refused.

    known_headings: plain spellings; the row of headings is the one among the first ten that has most of them.
    """
    rows = [tuple(clean_text(cell) for cell in row) for row in _rows(data)]
    lines = [Line(number, row) for number, row in enumerate(rows, start=1) if any(row)]
    if len(lines) < 2:
        what = _("There are no people in this file.")
        raise Refused([whole_file(what, _("Bring a list with a row of headings and a row for each person."))])
    if len(lines) > most + 10:
        what = _("This list has more than %(people)s people.") % {"people": most}
        raise Refused([whole_file(what, _("Bring the list of one school at a time."))])
    top = max(lines[:10], key=lambda line: (len(known_headings & {_plain(cell) for cell in line.cells}), -line.number))
    width = max(index for index, cell in enumerate(top.cells, start=1) if cell)
    below = (Line(line.number, _fit(line.cells, width)) for line in lines if line.number > top.number)
    return Table(top.cells[:width], tuple(line for line in below if any(line.cells)))


def _fit(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple(cells[index] if index < len(cells) else "" for index in range(width))


def _plain(heading: str) -> str:
    return "".join(letter for letter in heading.casefold() if letter.isalnum())


def _rows(data: bytes) -> list[list[str]]:
    try:
        if data.startswith(ZIP) and OPEN_DOCUMENT not in data[:200]:
            return _excel_rows(data)
        if data.startswith((OLD_EXCEL, ZIP)):
            return rows_apart(data)
        return _csv_rows(_decoded(data))
    except (CannotRead, csv.Error, UnicodeDecodeError) as error:
        raise Refused(
            [
                whole_file(
                    _("This file cannot be read as a list."),
                    _("Bring it as CSV or as “Excel workbook (.xlsx)”, without a password."),
                )
            ]
        ) from error


def _excel_rows(data: bytes) -> list[list[str]]:
    unpacked = unpack(data)
    computed = [
        Fault(
            sheet,
            0,
            "",
            _("Cell %(cell)s holds a formula.") % {"cell": cell},
            _("Put in its value: copy, then paste as values."),
        )
        for sheet, cells in unpacked.formulas.items()
        for cell in cells
    ]
    if computed:
        raise Refused(computed)
    try:
        return rows_of(unpacked.content)
    except Exception as error:  # the reader has exceptions of its own for every kind of damage
        raise CannotRead from error


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark, else what Windows writes here (cp1252)."""
    if b"\0" in data[:1000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CannotRead
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _csv_rows(text: str) -> list[list[str]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _newline, rest = text.partition("\n")
    if first.strip().casefold() in {f"sep={separator}" for separator in SEPARATORS}:
        # Excel's own hint; an empty line keeps the numbers of the rows.
        return [[], *_parsed(rest, first.strip()[4:])]
    return _parsed(text, max(SEPARATORS, key=lambda separator: _fitness(text, separator)))


def _parsed(text: str, separator: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=separator))


def _fitness(text: str, separator: str) -> tuple[int, int]:
    """How many of the first rows are as wide as the widest, and how wide that is; one column fits nobody."""
    sample = _parsed("\n".join(text.split("\n")[:20]), separator)
    widths = [len(row) for row in sample if row]
    widest = max(widths, default=1)
    return (widths.count(widest) if widest > 1 else 0, widest)
