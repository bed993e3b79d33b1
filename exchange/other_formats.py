"""Reads old Excel files and OpenDocument sheets in a process of its own, with a limit on memory and time.

These formats let a small file claim a huge table, and there is no cheap look beforehand. Run as a program it reads the
file from standard input and prints the rows of the first sheet that has any, as JSON.
"""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineWorkbook

ROOT = Path(__file__).resolve().parent.parent
MEMORY = 768 * 2**20  # bytes
SECONDS = 20
MAX_ROWS, MAX_COLUMNS = 6000, 60


class CannotRead(Exception):
    """The file is no spreadsheet, or asks for more than it may."""


def rows_apart(data: bytes) -> list[list[str]]:
    """The rows as text. Raises CannotRead."""
    command = [sys.executable, "-m", "exchange.other_formats"]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, nothing of the file in its arguments
            command, input=data, capture_output=True, timeout=SECONDS, check=True, cwd=ROOT
        )
        rows: list[list[str]] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise CannotRead from error
    return rows


def limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def rows_of(data: bytes) -> list[list[str]]:
    """The rows of the first sheet that has any, cut off where no staff list goes."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    for name in book.sheet_names:
        rows = [
            [as_word(cell) for cell in row[:MAX_COLUMNS]]
            for row, _number in zip(book.get_sheet_by_name(name).iter_rows(), range(MAX_ROWS), strict=False)
        ]
        if any(cell for row in rows for cell in row):
            return rows
    return []


def as_word(cell: object) -> str:
    """A cell as text: 101.0 is "101"."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


if __name__ == "__main__":
    limit_memory()
    json.dump(rows_of(sys.stdin.buffer.read()), sys.stdout)
