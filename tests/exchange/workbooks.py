"""Workbooks for tests: a small valid one to change, and a writer that takes any cells."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date, datetime
from io import BytesIO

import xlsxwriter
from python_calamine import CalamineWorkbook

from exchange.layout import SHEETS

Cells = Sequence[Sequence[object]]

HEADINGS = {sheet.name: sheet.column_names for sheet in SHEETS}


def workbook(sheets: Mapping[str, Cells]) -> bytes:
    """An .xlsx; each sheet is a list of rows, the first one its headings. Text that starts with "=F=" is a formula."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    day, moment = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for index, value in enumerate(row):
                if isinstance(value, str) and value.startswith("=F="):
                    page.write_formula(number, index, value[2:], None, 3)
                elif isinstance(value, str):
                    page.write_string(number, index, value)
                elif isinstance(value, date):
                    page.write_datetime(number, index, value, moment if isinstance(value, datetime) else day)
                elif value is not None:
                    page.write(number, index, value)
    book.close()
    return content.getvalue()


def rows_of(content: bytes) -> dict[str, list[list[object]]]:
    """Every cell of a workbook, by sheet, headings included."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


class Sample:
    """A small valid school. Change `rows` (without headings) or `headings`, then ask for `content`."""

    def __init__(self) -> None:
        self.headings = deepcopy(HEADINGS)
        self.names = {name: name for name in HEADINGS}
        self.rows: dict[str, list[list[object]]] = {
            "School": [
                ["atheneum", "Atheneum Ter Linde", "BE-VLG", "secundair", "nl"],
                ["college", "College aan de Vaart", "BE-VLG", "", "nl"],
            ],
            "Closures": [["atheneum", date(2026, 10, 5), date(2026, 10, 5), "Pedagogische studiedag"]],
            "Staff": [
                ["atheneum", "lieve@school.example", "Lieve", "", "Peeters", "leader", ""],
                ["atheneum", "tine@school.example", "Tine", "van den", "Berg", "teacher", "wiskunde"],
                ["college", "karim@school.example", "Karim", "", "Haddad", "teacher;support", ""],
            ],
            "Communities": [
                [
                    *("tdt-wis", "atheneum", "college", "Ontwerpteam wiskunde", "TDT"),
                    *("", None, None, None, None, date(2026, 9, 1), None, "Wat\n\nHoe\n\nTaak"),
                ],
                [
                    *("cop-zorg", "atheneum", "", "Zorg", "COP"),
                    *("count", None, None, 6, 3, date(2026, 9, 14), date(2027, 6, 1), ""),
                ],
            ],
            "Pauses": [["tdt-wis", date(2027, 1, 11), date(2027, 1, 22), "Stage"]],
            "Members": [
                ["tdt-wis", "tine@school.example", "member", date(2026, 9, 1), None],
                ["tdt-wis", "karim@school.example", "coach", date(2026, 9, 1), None],
                ["tdt-wis", "gast@elders.example", "expert", date(2026, 10, 1), None],
            ],
            "Meetings": [
                ["tdt-wis", datetime(2026, 10, 15, 13, 30), 120, "held", "Lokaal 12", "We begonnen."],
                ["tdt-wis", "2026-12-03 13:30", 150, "planned", "", ""],
            ],
            "Attendance": [
                ["tdt-wis", datetime(2026, 10, 15, 13, 30), "tine@school.example", True],
                ["tdt-wis", datetime(2026, 10, 15, 13, 30), "karim@school.example", False],
            ],
            "Subtasks": [
                ["tdt-wis", "2026-10-15 13:30", "Les 3", "tine@school.example", date(2026, 11, 20), None],
            ],
        }

    def content(self) -> bytes:
        return workbook({self.names[name]: [self.headings[name], *rows] for name, rows in self.rows.items()})
