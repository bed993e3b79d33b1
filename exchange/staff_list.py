"""A staff list: which column is what, which word is which role, and the people it names."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.columns import plain
from exchange.faults import Fault
from exchange.tables import Table, read_table
from schools.roster import Entry

IGNORED = ""
FIELDS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "email": (
        gettext_lazy("E-mail address"),
        ("e-mailadres", "e-mail", "mail", "mailadres", "e-mail school", "schoolmail", "e-mail address", "username"),
    ),
    "first_name": (gettext_lazy("First name"), ("voornaam", "roepnaam", "first name", "given name", "givenName")),
    "prefix": (gettext_lazy("Prefix"), ("tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels", "prefix")),
    "last_name": (
        gettext_lazy("Last name"),
        ("achternaam", "familienaam", "naam", "last name", "surname", "family name", "familyName", "name"),
    ),
    "roles": (gettext_lazy("Role"), ("functie", "rol", "rollen", "basisrol", "ambt", "role", "roles", "function")),
    "number": (
        gettext_lazy("Staff number"),
        (
            *("stamnummer", "stamboeknummer", "personeelsnummer", "internnummer", "intern nummer"),
            *("staff number", "code", "sourcedId"),
        ),
    ),
    "subjects": (gettext_lazy("Subjects"), ("vak", "vakken", "vakgebied", "subject", "subjects")),
}  # fmt: skip
SIZES = {"first_name": 80, "prefix": 30, "last_name": 120, "number": 40, "subjects": 200}
LEADER_WORDS = ("directeur", "directrice", "directie", "schoolleider", "rector", "principal", "head", "leader")
TEACHER_WORDS = ("leraar", "lerares", "leerkracht", "docent", "onderwijzer", "teacher", "vakleerkracht", "godsdienst")
SUPPORT_WORDS = (
    *(
        "secretari",
        "administrati",
        "zorg",
        "opvoed",
        "ondersteun",
        "support",
        "begeleid",
        "ict",
        "coordinat",
        "coördinat",
    ),
    *("preventie", "onderhoud", "conciërge", "concierge", "boekhoud", "adjunct", "medewerk", "assistent"),
)
MAX_WORDS = 40


@dataclass(frozen=True, slots=True)
class People:
    """Who stands on a list, or why it cannot be taken over. `remarks` is told, nothing more."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    remarks: tuple[str, ...]


@cache
def spellings() -> dict[str, str]:
    """Fields by every known spelling of their heading; an earlier field wins."""
    found: dict[str, str] = {}
    for field, (_label, words) in FIELDS.items():
        for word in words:
            found.setdefault(plain(word), field)
    return found


def read_staff_table(data: bytes) -> Table:
    """The table in a file. Raises Refused."""
    return read_table(data, known_headings=frozenset(spellings()))


def guess_fields(headings: Sequence[str], remembered: Mapping[str, str]) -> list[str]:
    """The field of each column: as chosen before, else by its heading; each field once, by its best known word."""
    chosen = [remembered.get(plain(heading), IGNORED) for heading in headings]
    order = [(field, word) for field, (_label, words) in FIELDS.items() for word in map(plain, words)]
    for field, word in order:
        if field in chosen:
            continue
        for index, heading in enumerate(headings):
            if plain(heading) == word and not chosen[index] and plain(heading) not in remembered:
                chosen[index] = field
                break
    return chosen


def role_words(table: Table, fields: Sequence[str]) -> list[tuple[str, int]]:
    """The words in the column of roles with how often they occur, most frequent first, at most `MAX_WORDS`."""
    if "roles" not in fields:
        return []
    index = list(fields).index("roles")
    counts = Counter(word for line in table.lines for word in _words(line.cells[index]))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MAX_WORDS]


def _words(cell: str) -> list[str]:
    return list(dict.fromkeys(part.strip().casefold() for part in re.split(r"[;,/|]", cell) if part.strip()))


def guess_role(word: str) -> str:
    """leader, teacher or support by the sound of a word; what nobody knows is a teacher."""
    bare = word.casefold()
    if "adjunct" not in bare and any(bare.startswith(known) for known in LEADER_WORDS):
        return "leader"
    for role, known_words in (("teacher", TEACHER_WORDS), ("support", SUPPORT_WORDS)):
        if any(known in bare for known in known_words):
            return role
    return "teacher"


def is_known_role(word: str) -> bool:
    known = (*LEADER_WORDS, *TEACHER_WORDS, *SUPPORT_WORDS)
    return any(part in word.casefold() for part in known)


def people_of(table: Table, fields: Sequence[str], roles: Mapping[str, str]) -> People:
    """The people of a table. `fields`: what each column is; `roles`: the role of each word that was shown.

    A word that was not shown (beyond `MAX_WORDS`) never makes a leader.
    """
    reader = ListReader(table, fields, roles)
    entries = [entry for line in table.lines if (entry := reader.entry(line.number, line.cells)) is not None]
    return People(tuple(entries), tuple(reader.faults), tuple(reader.remarks))


class ListReader:
    """Reads the lines of one list; collects faults and remarks."""

    def __init__(self, table: Table, fields: Sequence[str], roles: Mapping[str, str]) -> None:
        self.indexes = {field: index for index, field in enumerate(fields) if field != IGNORED}
        self.headings = {field: table.headings[index] for field, index in self.indexes.items()}
        self.roles = roles
        self.first_seen: dict[str, int] = {}
        self.faults: list[Fault] = []
        self.remarks: list[str] = []

    def entry(self, number: int, cells: Sequence[str]) -> Entry | None:
        told = {field: cells[index] for field, index in self.indexes.items()}
        before = len(self.faults)
        email = self._email(number, told["email"])
        names = {field: told.get(field, "") for field in ("first_name", "prefix", "last_name")}
        if not (names["first_name"] or names["last_name"]):
            column = self.headings.get("last_name") or self.headings.get("first_name", "")
            self.faults.append(
                Fault("", number, column, _("There is no name here."), _("Fill in a first or last name."))
            )
        for field, size in SIZES.items():
            if len(told.get(field, "")) > size:
                what = _("This text has %(length)d characters.") % {"length": len(told[field])}
                self.faults.append(
                    Fault("", number, self.headings[field], what, _("Use at most %(size)d.") % {"size": size})
                )
        if len(self.faults) > before:
            return None
        roles = self._roles(number, told["roles"]) if "roles" in told else None
        return Entry(email=email, **names, roles=roles, subjects=told.get("subjects"), number=told.get("number"))

    def _email(self, number: int, text: str) -> str:
        email, column = text.casefold().removeprefix("mailto:"), self.headings["email"]
        example = _("Give an address such as els@school.example.")
        if not email:
            self.faults.append(Fault("", number, column, _("The e-mail address is missing."), example))
            return ""
        try:
            validate_email(email)
        except ValidationError:
            what = _("“%(text)s” is no e-mail address.") % {"text": text[:60]}
            self.faults.append(Fault("", number, column, what, example))
            return ""
        first = self.first_seen.setdefault(email, number)
        if first != number:
            what = _("This address stands in row %(row)d too.") % {"row": first}
            self.faults.append(Fault("", number, column, what, _("Keep one row for each person.")))
        return email

    def _roles(self, number: int, cell: str) -> tuple[str, ...] | None:
        words = _words(cell)
        if not words:
            return None
        found = set()
        for word in words:
            guessed = guess_role(word)
            found.add(self.roles.get(word, "support" if guessed == "leader" else guessed))
            if word not in self.roles and not is_known_role(word):
                self.remarks.append(
                    _("Row %(row)d: “%(word)s” is not known; taken as teacher.") % {"row": number, "word": word[:40]}
                )
        return tuple(role for role in ("leader", "teacher", "support") if role in found)
