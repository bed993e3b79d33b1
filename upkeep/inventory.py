"""Every field of every table: what kind of data it is, what for, and how long it is kept. `inventory.csv` is the truth;
a test holds that it names the fields that there are. Pure (trust 2.6, A18)."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("inventory.csv")
CLASSES = ("contact", "participation", "content", "sensitive", "minor", "security", "none")
# Rules of `keeping`, and what is kept otherwise.
OTHERWISE = ("school", "group", "moment")
# On what ground a purpose rests: the task of the school, or a choice that everybody makes herself.
GROUNDS = {"wellbeing": "chosen", "own": "chosen", "board": "released"}


@dataclass(frozen=True, slots=True)
class Entry:
    """Fields of one table of one class."""

    table: str
    kind: str
    fields: tuple[str, ...]
    purpose: str
    kept: str

    @property
    def ground(self) -> str:
        return GROUNDS.get(self.purpose, "task")


@cache
def entries() -> tuple[Entry, ...]:
    with PATH.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Entry(line["table"], line["class"], tuple(line["fields"].split()), line["purpose"], line["kept"])
            for line in csv.DictReader(lines)
        )
