"""Writes a workbook: one sheet after the other, every text as text, so that no cell can become a formula."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exchange.columns import Column, Kind
from exchange.layout import SHEETS

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
WIDTHS = {Kind.DATE: 12, Kind.MOMENT: 17, Kind.WHOLE: 10, Kind.YES_NO: 10, Kind.EMAIL: 30, Kind.LONG_TEXT: 50}
FIRST_EXCEL_DAY = date(1900, 3, 1)


def write_workbook(rows: Mapping[str, Sequence[tuple[object, ...]]]) -> bytes:
    """An .xlsx with all sheets in order; sheets without rows hold their headings, optional ones are left out."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    heading = book.add_format({"bold": True, "bg_color": "#e3ece8", "bottom": 1})
    formats = {Kind.DATE: book.add_format({"num_format": "yyyy-mm-dd"})}
    formats[Kind.MOMENT] = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for sheet in SHEETS:
        if sheet.is_optional and not rows.get(sheet.name):
            continue
        page = book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        for index, column in enumerate(sheet.columns):
            page.write_string(0, index, column.name, heading)
            page.set_column(index, index, WIDTHS.get(column.kind, 18))
        for number, row in enumerate(rows.get(sheet.name, ()), start=1):
            for index, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
                write_cell(page, number, index, column, value, formats)
    book.close()
    return content.getvalue()


def write_cell(
    page: Worksheet, row: int, index: int, column: Column, value: object, formats: Mapping[Kind, Format]
) -> None:
    """One cell by its type; an empty value leaves the cell out."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_boolean(row, index, value)
    elif isinstance(value, int):
        page.write_number(row, index, value)
    elif isinstance(value, datetime) and value.time() == time():
        # A cell at midnight reads as a day without a time.
        page.write_string(row, index, f"{value:%Y-%m-%d %H:%M}")
    elif isinstance(value, date) and (value.date() if isinstance(value, datetime) else value) >= FIRST_EXCEL_DAY:
        page.write_datetime(row, index, value, formats[column.kind])
    else:
        page.write_string(row, index, str(value))
