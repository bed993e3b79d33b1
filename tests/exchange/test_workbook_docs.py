"""docs/workbook.md names every sheet with its columns, in their order, and in whose workbook it stands."""

from pathlib import Path

from exchange.facts import FACTS_BY_NAME
from exchange.layout import SHEETS

ROOT = Path(__file__).resolve().parents[2]
OF_THE_GROUP = {"Attendance", "Subtasks"}


def test_table_names_every_sheet_and_column():
    lines = (ROOT / "docs/workbook.md").read_text(encoding="utf-8").splitlines()
    told = [tuple(cell.strip() for cell in line.split("|")[1:4]) for line in lines if line.startswith("| ")][1:]

    assert told == [(sheet.name, ", ".join(sheet.column_names), reader_of(sheet.name)) for sheet in SHEETS]


def reader_of(name: str) -> str:
    facts = FACTS_BY_NAME.get(name)
    is_own = name in OF_THE_GROUP if facts is None else not facts.for_leader
    return "the command" if is_own else "both"
