"""From the bytes of an .xlsx to typed rows. Finds every fault of form; what rows say of each other is `checking`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from exchange.cells import as_text, clean_text, read_cell
from exchange.checking import KEYS, faults_between_rows
from exchange.columns import Sheet, plain
from exchange.facts.checking import broken_keys
from exchange.faults import Fault, Refused
from exchange.layout import SHEETS
from exchange.rows import Workbook, make_row
from exchange.unpacking import MAX_ROWS, no_workbook, unpack
from exchange.written import Unreadable

Row = Sequence[object]
ROW_KEYS = KEYS | broken_keys()


@dataclass(frozen=True, slots=True)
class Place:
    """A sheet as it lies in the file: its name there, its row of headings, and the index of each column."""

    sheet: Sheet
    name: str
    indexes: dict[str, int]
    headings: dict[str, str]

    def fault(self, row: int, column: str, what: str, would_be_right: str) -> Fault:
        return Fault(self.name, row, self.headings.get(column, column), what, would_be_right)


def read_workbook(data: bytes, *, max_rows: int = MAX_ROWS) -> Workbook:
    """Reads and checks a whole workbook. Raises Refused with every fault that was found."""
    unpacked = unpack(data, max_rows=max_rows)
    try:
        file = CalamineWorkbook.from_filelike(BytesIO(unpacked.content))
        workbook, faults = _read_sheets(file, unpacked.formulas)
    except (CalamineError, OSError, ValueError) as error:
        raise no_workbook() from error
    faults += faults_between_rows(workbook)
    if faults:
        order = {name: position for position, name in enumerate(file.sheet_names)}
        raise Refused(sorted(faults, key=lambda fault: (order.get(fault.sheet, -1), fault.row)))
    return workbook


def _read_sheets(file: CalamineWorkbook, formulas: dict[str, list[str]]) -> tuple[Workbook, list[Fault]]:
    workbook, faults = Workbook(), []
    by_name = {plain(name): name for name in reversed(file.sheet_names)}
    for sheet in SHEETS:
        name = next((by_name.pop(plain(n)) for n in (sheet.name, *sheet.dutch) if plain(n) in by_name), None)
        if name is None:
            faults += _missing(sheet, workbook)
            continue
        content = file.get_sheet_by_name(name)
        rows = content.iter_rows()
        place, wrong = _find_columns(sheet, name, next(rows, []), workbook)
        faults += wrong
        if place is None:
            workbook.unread.add(sheet.name)
            continue
        faults += _formula_faults(place, formulas.get(name, []), _offset(content))
        reader = RowReader(place, _offset(content), set(formulas.get(name, [])))
        workbook.take(sheet.name, list(reader.read(rows)))
        faults += reader.faults
        workbook.broken[sheet.name] = reader.broken
    workbook.remarks += [
        _("Sheet “%(name)s” is not one of ours; it was not read.") % {"name": n} for n in by_name.values()
    ]
    return workbook, faults


def _offset(content: CalamineSheet) -> int:
    """Columns left out at the start because they are empty in every row."""
    return content.start[1] if content.start else 0


def _missing(sheet: Sheet, workbook: Workbook) -> list[Fault]:
    if sheet.is_optional:
        return []
    if sheet.name != "School":
        workbook.remarks.append(_("There is no sheet “%(name)s”; nothing was read for it.") % {"name": sheet.name})
        return []
    workbook.unread.add(sheet.name)
    return [
        Fault(
            sheet.name,
            0,
            "",
            _("There is no sheet “%(name)s”.") % {"name": sheet.name},
            _("Add it, with the columns %(columns)s.") % {"columns": ", ".join(sheet.column_names)},
        )
    ]


def _find_columns(sheet: Sheet, name: str, headings: Row, workbook: Workbook) -> tuple[Place | None, list[Fault]]:
    """Where each column stands. A column that is missing or there twice is a fault; an unknown one is told."""
    words = {plain(word): column.name for column in sheet.columns for word in (column.name, *column.dutch)}
    indexes: dict[str, int] = {}
    found: dict[str, str] = {}
    faults = []
    for index, heading in enumerate(headings):
        text = clean_text(as_text(heading))
        column = words.get(plain(text))
        if column is None:
            if text:
                remark = _("Column “%(column)s” of sheet “%(sheet)s” is not one of ours; it was not read.")
                workbook.remarks.append(remark % {"column": text, "sheet": name})
        elif column in indexes:
            faults.append(
                Fault(
                    name, 1, text, _("This column is there twice."), _("Keep one column %(name)s.") % {"name": column}
                )
            )
        else:
            indexes[column], found[column] = index, text
    for one in sheet.columns:
        workbook.headings[sheet.name, one.name] = (name, found.get(one.name, one.name))
        if one.name not in indexes and one.is_later:
            workbook.absent.add((sheet.name, one.name))
        elif one.name not in indexes:
            right = _("The first row holds: %(columns)s.") % {"columns": ", ".join(sheet.column_names)}
            faults.append(Fault(name, 1, one.name, _("This column is missing."), right))
    return (None if faults else Place(sheet, name, indexes, found)), faults


def _formula_faults(place: Place, cells: Iterable[str], offset: int) -> list[Fault]:
    by_index = {index + offset: column for column, index in place.indexes.items()}
    faults = []
    for cell in cells:
        letters, row = _split(cell)
        column = by_index.get(_column_index(letters), letters)
        what = _("Cell %(cell)s holds a formula.") % {"cell": cell}
        faults.append(place.fault(row, column, what, _("Put in its value: copy, then paste as values.")))
    return faults


def _split(cell: str) -> tuple[str, int]:
    """ "B7" gives B and 7."""
    letters = cell.rstrip("0123456789")
    return letters, int(cell[len(letters) :] or 0)


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _letters(index: int) -> str:
    return _letters(index // 26 - 1) + chr(ord("A") + index % 26) if index >= 26 else chr(ord("A") + index)


class RowReader:
    """Reads the rows of one sheet. `faults` are those of its cells, `broken` the keys of rows that have one."""

    def __init__(self, place: Place, offset: int, formulas: set[str]) -> None:
        self.place = place
        self.formulas = formulas  # cells of which enough was said
        self.faults: list[Fault] = []
        self.broken: set[tuple[object, ...]] = set()
        self.columns = [
            (column, place.indexes[column.name], _letters(place.indexes[column.name] + offset))
            for column in place.sheet.columns
            if column.name in place.indexes
        ]

    def read(self, rows: Iterable[Row]) -> Iterator[object]:
        """The rows that can be read whole."""
        sheet = self.place.sheet.name
        key = ROW_KEYS.get(sheet, ())
        for number, cells in enumerate(rows, start=2):
            if all(cells[index] in ("", None) for _column, index, _letter in self.columns):
                continue
            before = len(self.faults)
            values = self.values(number, cells)
            if len(self.faults) == before and len(values) == len(self.columns):
                yield make_row(sheet, number, values)
            else:
                self.broken.add(tuple(values.get(name) for name in key))

    def values(self, number: int, cells: Row) -> dict[str, object]:
        """The values of one row that can be read, by column."""
        values = {}
        for column, index, letter in self.columns:
            try:
                values[column.name] = read_cell(column, cells[index])
            except Unreadable as error:
                if f"{letter}{number}" not in self.formulas:
                    self.faults.append(self.place.fault(number, column.name, error.what, error.would_be_right))
        return values
