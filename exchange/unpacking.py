"""The door of every Excel file: measured before anything reads it, unpacked here and nowhere else.

An .xlsx is a zip file, and a small one can hold an ocean (a zip bomb). Declared sizes are added up first, then every
part is unpacked against that size; the reader only gets the copy made here, so what it reads is what was measured.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from exchange.faults import Fault, Refused, whole_file

MAX_UNPACKED = 100 * 10**6  # bytes
MAX_PARTS = 2000
MAX_ROWS = 200_000  # of all sheets together, headings not counted
MAX_FORMULAS_TOLD = 20
WORKBOOK_PART = "xl/workbook.xml"
RELATIONS_PART = "xl/_rels/workbook.xml.rels"

# Tags may carry a prefix of any name. `<c` is a cell, `<f` its formula, `r` its name ("B7") or the number of its row.
PREFIX = rb"<(?:[^\s<>/:]+:)?"
SHEET_DATA = re.compile(PREFIX + rb"sheetData[\s/>]")
ROW = re.compile(PREFIX + rb"row[\s/>]")
ROW_OR_CELL = re.compile(PREFIX + rb"(row|c)[\s/>]")
NAMELESS_CELL = re.compile(PREFIX + rb"c(?:\s+(?!r[\s=])[^\s=<>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
FORMULA = re.compile(PREFIX + rb"f[\s/>]")
CELL_NAME = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]+\d+)")
# A reader sets room aside up to the furthest cell, so one stray cell costs gigabytes: columns from BA on, and
# rows past the most that we take.
FAR_COLUMN = re.compile(rb"\br\s*=\s*[\"']\s*((?:[A-Za-z]{3,}|[B-Zb-z][A-Za-z])\d+)")
FAR_ROW = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]*)0*([2-9]\d{5}|\d{7,})")
MAX_COLUMNS = 52
SHEET_ENTRY = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
RELATION_ENTRY = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A safe copy of a workbook. `formulas` names, by sheet, the cells that Excel computes."""

    content: bytes
    formulas: dict[str, list[str]]


def no_workbook() -> Refused:
    return Refused(
        [
            whole_file(
                _("This file is not an Excel workbook."),
                _("Save it as “Excel workbook (.xlsx)”, without a password, and try again."),
            )
        ]
    )


def unpack(data: bytes, *, max_rows: int = MAX_ROWS) -> Unpacked:
    """Measures, unpacks and repacks an .xlsx. Raises Refused when it is none, too large, or reaches too far."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _read_parts(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise no_workbook() from error
    if WORKBOOK_PART not in parts or any(_is_strange(part) for part in parts.values()):
        raise no_workbook()
    names = _sheet_names(parts)
    sheets = {name: part for name, part in parts.items() if SHEET_DATA.search(part)}
    if any(_hides(part) for part in sheets.values()):
        raise no_workbook()
    _refuse_far_reaching(sheets, names, max_rows)
    return Unpacked(_repack(parts), {names.get(name, name): _formulas(part) for name, part in sheets.items()})


def _read_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The XML of the workbook by path. The declared sizes are checked before a single byte is unpacked."""
    entries = archive.infolist()
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refused(
            [
                whole_file(
                    _("This file unpacks to more than %(size)d MB.") % {"size": MAX_UNPACKED // 10**6},
                    _("Bring a workbook with only the sheets that are asked for, without pictures."),
                )
            ]
        )
    # ZipFile.read never returns more than the declared size, and a size that lies fails on its checksum or is cut.
    return {entry.filename: archive.read(entry) for entry in entries if entry.filename.endswith((".xml", ".rels"))}


def _is_strange(part: bytes) -> bool:
    """No program that writes workbooks does this: definitions of its own, or another encoding than UTF-8."""
    return b"\0" in part[:64] or b"<!DOCTYPE" in part or b"<!ENTITY" in part


def _hides(sheet: bytes) -> bool:
    """Comments and the like inside a sheet: nobody needs them, and tags could hide behind them."""
    return b"<!--" in sheet or b"<![CDATA[" in sheet


def _attributes(tag: bytes) -> dict[str, str]:
    found = {name: (double or single) for name, double, single in ATTRIBUTE.findall(tag)}
    return {name.decode(): _unescape(value.decode("utf-8", "replace")) for name, value in found.items()}


def _unescape(text: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def _sheet_names(parts: dict[str, bytes]) -> dict[str, str]:
    """Sheet names by the path of their part."""
    relations = (_attributes(tag) for tag in RELATION_ENTRY.findall(parts.get(RELATIONS_PART, b"")))
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    names = {}
    for tag in SHEET_ENTRY.findall(parts[WORKBOOK_PART]):
        sheet = _attributes(tag)
        reference = next((value for name, value in sheet.items() if name.endswith(":id")), "")
        target = targets.get(reference, "")
        names[target.lstrip("/") if target.startswith("/") else f"xl/{target}"] = sheet.get("name", "")
    return names


def _refuse_far_reaching(sheets: dict[str, bytes], names: dict[str, str], max_rows: int) -> None:
    faults = []
    for path, part in sheets.items():
        if far := _far_cell(part):
            what = _("There is something in cell %(cell)s, far outside the table.") % {"cell": far}
            right = _("Empty that cell, or delete the columns and rows outside the table.")
            faults.append(Fault(names.get(path, path), 0, "", what, right))
    rows = sum(max(sum(1 for _row in ROW.finditer(part)) - 1, 0) for part in sheets.values())
    if rows > max_rows or any(_has_far_row(part) for part in sheets.values()):
        faults.append(too_many_rows(max_rows))
    if faults:
        raise Refused(faults)


def too_many_rows(most: int) -> Fault:
    limit = f"{most:,}"
    return whole_file(
        _("This workbook has more than %(rows)s rows.") % {"rows": limit},
        _("Bring at most %(rows)s rows at a time.") % {"rows": limit},
    )


def _has_far_row(part: bytes) -> bool:
    return any(int(number) > MAX_ROWS + 1 for _column, number in FAR_ROW.findall(part))


def _far_cell(part: bytes) -> str:
    """The name of a cell that lies outside every table; empty when there is none."""
    if far := FAR_COLUMN.search(part):
        return far[1].decode()
    if not NAMELESS_CELL.search(part):
        return ""
    width = 0
    for tag in ROW_OR_CELL.finditer(part):
        width = 0 if tag[1] == b"row" else width + 1
        if width > MAX_COLUMNS:
            return "BA"
    return ""


def _formulas(part: bytes) -> list[str]:
    """Names of the cells that hold a formula, at most `MAX_FORMULAS_TOLD`."""
    cells = []
    for formula in FORMULA.finditer(part):
        # A formula stands right behind the opening tag of its cell.
        before = CELL_NAME.findall(part, max(0, formula.start() - 300), formula.start())
        cells.append(before[-1].decode() if before else "?")
        if len(cells) == MAX_FORMULAS_TOLD:
            break
    return cells


def _repack(parts: dict[str, bytes]) -> bytes:
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return copy.getvalue()
