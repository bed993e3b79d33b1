"""The data inventory for a reader: what the file says, what the permission file says, and what the models do."""

import re
from dataclasses import dataclass

from django.apps import apps
from django.db.models import CASCADE, ForeignKey, Model

from schools.contract_words import OWN, Words
from schools.models import User
from schools.permissions import reach
from schools.wording import OBJECTS, ROLES
from upkeep import inventory_words as words
from upkeep.inventory import Entry, entries
from upkeep.keeping import BY_CODE
from upkeep.keeping_words import how_long


@dataclass(frozen=True, slots=True)
class TableInWords:
    """One table: what it is, which kinds of data, on what ground, how long, what erasing a person does, and to whom an
    export hands it."""

    table: str
    what: Words
    kinds: list[tuple[Words, tuple[str, ...]]]
    ground: Words
    kept: Words
    erased: Words
    handed: Words
    is_personal: bool


def thing_of(table: str) -> str:
    """The name in the permission file, or empty."""
    name = words.THINGS.get(table) or re.sub(r"(?<!^)([A-Z])", r"_\1", table.partition(".")[2]).lower()
    return name if name in OBJECTS and table not in words.TABLES else ""


def erased_of(model: type[Model], seen: frozenset[type[Model]] = frozenset()) -> str:
    """What happens when a person is erased, read from the keys of the table."""
    if model is User or model in seen:
        return "goes" if model is User else "stays"
    keys = [field for field in model._meta.get_fields() if isinstance(field, ForeignKey)]
    cascades = [key.related_model for key in keys if key.remote_field.on_delete is CASCADE]
    if any(erased_of(target, seen | {model}) == "goes" for target in cascades if isinstance(target, type)):
        return "goes"
    return "unnamed" if any(key.related_model is User for key in keys) else "stays"


def handed_of(table: str) -> str:
    """Whoever may read the rows may have them in a file."""
    thing = thing_of(table)
    readers = {role for role in ROLES if thing in reach(role).reads} if thing else set()
    if "leader" in readers and ("leader", thing) not in OWN:
        return "school"
    if readers - {role for role in readers if (role, thing) in OWN}:
        return "group"
    return "person" if readers or table == "schools.User" else "nobody"


def inventory() -> list[tuple[Words, list[TableInWords]]]:
    """Purpose by purpose, in the order of the words; a table stands where its first line in the file puts it."""
    by_table: dict[str, list[Entry]] = {}
    for entry in entries():
        by_table.setdefault(entry.table, []).append(entry)
    found: dict[str, list[TableInWords]] = {purpose: [] for purpose in words.PURPOSES}
    for table, own in by_table.items():
        found[own[0].purpose].append(in_words(table, own))
    return [(words.PURPOSES[purpose], tables) for purpose, tables in found.items() if tables]


def in_words(table: str, own: list[Entry]) -> TableInWords:
    first = own[0]
    return TableInWords(
        table=table,
        what=words.TABLES.get(table) or OBJECTS[thing_of(table)],
        kinds=[(words.KINDS[entry.kind], entry.fields) for entry in own],
        ground=words.GROUNDS[first.ground],
        kept=how_long(BY_CODE[first.kept]) if first.kept in BY_CODE else words.OTHERWISE[first.kept],
        erased=words.ERASED[erased_of(apps.get_model(table))],
        handed=words.HANDED[handed_of(table)],
        is_personal=any(entry.kind != "none" for entry in own),
    )
