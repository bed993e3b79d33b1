"""The list of a leader's page as a file: the same groups, the chosen columns, nothing that is not on the page."""

import csv
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO, StringIO

import xlsxwriter
from django.utils.translation import gettext as _

from dashboard.queries.columns import COLUMNS
from dashboard.queries.rows import Row

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would reckon with it
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
WIDTHS = {"reason": 60, "strip": 60, "reach": 40}  # signs
Cell = str | int | date | None


def table_of(rows: Sequence[Row], columns: Sequence[str], members: dict[int, int]) -> list[list[Cell]]:
    """The headings, then a line a group."""
    said: dict[str, Callable[[Row], Cell]] = {
        "state": lambda row: row.state_word,
        "variant": lambda row: row.variant_word,
        "reason": lambda row: row.note,
        "reach": lambda row: " · ".join(filter(None, (row.counted, row.reachable))),
        "strip": lambda row: row.strip_words,
        "next": lambda row: row.next_on,
        "met": lambda row: row.met_on,
        "members": lambda row: members.get(row.pk, 0),
    }
    headings: list[Cell] = [_("Group"), *(str(COLUMNS[name]) for name in columns)]
    return [headings, *([row.name, *(said[name](row) for name in columns)] for row in rows)]


def as_csv(table: Sequence[Sequence[Cell]]) -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=";").writerows([[plain(cell) for cell in line] for line in table])
    return ("\ufeff" + text.getvalue()).encode()


def plain(cell: Cell) -> str:
    """A text that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def as_xlsx(table: Sequence[Sequence[Cell]], columns: Sequence[str]) -> bytes:
    content = BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    page, heading = book.add_worksheet(_("Groups")), book.add_format({"bold": True, "bottom": 1})
    day, wrapped = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"text_wrap": True})
    page.freeze_panes(1, 1)
    page.set_column(0, 0, 36, wrapped)
    for index, name in enumerate(columns, start=1):
        page.set_column(index, index, WIDTHS.get(name, 18), wrapped)
    for number, line in enumerate(table):
        for index, cell in enumerate(line):
            if isinstance(cell, date):
                page.write_datetime(number, index, cell, day)
            elif isinstance(cell, int):
                page.write_number(number, index, cell)
            elif cell:
                page.write_string(number, index, cell, heading if number == 0 else wrapped)
    book.close()
    return content.getvalue()
