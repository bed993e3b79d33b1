"""Who may see and change what: `permissions.csv` is the one written truth. The page "who sees what" shows it, the
permission tests hold the `visible_to` and `editable_by` of every QuerySet against it. Pure.

A line reads: this role, with this object, may do this (`read` or `change`) when it stands in this relation to it.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("permissions.csv")


@dataclass(frozen=True, slots=True)
class Rule:
    """One cell. relation: host, partner, group, own, left, school (works there, in no group), board or elsewhere."""

    role: str
    object: str
    action: str
    relation: str
    is_allowed: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """What one role reads, changes, and never sees: names of objects, in the order of the file."""

    role: str
    reads: tuple[str, ...]
    changes: tuple[str, ...]
    never: tuple[str, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """Every cell of the file."""
    with PATH.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Rule(line["role"], line["object"], line["action"], line["relation"], line["expected"] == "yes")
            for line in csv.DictReader(lines)
        )


def reach_of(roles: Iterable[str]) -> list[Reach]:
    """What each of these roles reads and changes somewhere; what it can read nowhere counts as never seen."""
    return [reach(role) for role in roles]


def reach(role: str) -> Reach:
    own = [rule for rule in rules() if rule.role == role]
    objects = list(dict.fromkeys(rule.object for rule in own))
    reads = {rule.object for rule in own if rule.action == "read" and rule.is_allowed}
    changes = {rule.object for rule in own if rule.action == "change" and rule.is_allowed}
    return Reach(
        role,
        tuple(name for name in objects if name in reads),
        tuple(name for name in objects if name in changes),
        tuple(name for name in objects if name not in reads),
    )
