"""What a sheet of the workbook is made of: columns, how their cells are read, the Dutch names that are accepted too."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise

Words = Mapping[str, tuple[str, ...]]  # accepted spellings by code, beside the code itself

MEMBERSHIP_ROLES: Words = {
    "member": ("lid", "deelnemer"),
    "coach": ("procescoach", "begeleider"),
    "expert": ("deskundige",),
}
PUPILS = ("student", "pupil", "leerling", "leerlinggast")  # counted on the page of a group, never listed by name
STATUSES: Words = {
    "planned": ("gepland",),
    "held": ("gehouden", "doorgegaan"),
    "cancelled": ("canceled", "geannuleerd", "afgelast", "niet doorgegaan"),
}
STAFF_ROLES: Words = {
    "leader": ("schoolleider", "directeur", "directie"),
    "teacher": ("leraar", "leerkracht", "docent"),
    "support": ("ondersteuner", "ondersteuning"),
}
REGIMES: Words = {"interval": (), "count": ("aantal",), "cycle": ("cyclus",), "none": ("geen",)}
VARIANTS: Words = dict.fromkeys(("TDT", "COP", "DT", "LS", "VLG", "LN", "OLC"), ())
QUIET_KINDS: Words = {"exams": ("examens", "examen", "toetsweek"), "other": ("andere", "ander")}
STAGES: Words = {
    "proposal": ("voorstel",),
    "running": ("lopend", "loopt"),
    "experiment": ("proefperiode", "op proef"),
    "embedded": ("ingebed", "vast", "verankerd"),
}
CALENDARS: Words = dict.fromkeys(("BE-VLG", "BE-FR", "NL-N", "NL-M", "NL-S"), ())
WEEKDAYS: Words = {  # in the order in which Python counts them
    "monday": ("maandag", "ma", "mon", "mo", "1"),
    "tuesday": ("dinsdag", "di", "tue", "tu", "2"),
    "wednesday": ("woensdag", "wo", "wed", "we", "3"),
    "thursday": ("donderdag", "do", "thu", "th", "4"),
    "friday": ("vrijdag", "vr", "fri", "fr", "5"),
}
LANGUAGES: Words = {"nl": ("nederlands", "dutch"), "en": ("engels", "english")}


class Kind(Enum):
    """How the cells of a column are read."""

    TEXT = "text"
    LONG_TEXT = "long_text"  # keeps its lines
    SLUG = "slug"
    SLUGS = "slugs"  # separated by ;
    EMAIL = "email"
    CHOICE = "choice"
    CHOICES = "choices"  # separated by ;
    DATE = "date"
    MOMENT = "moment"  # local time
    TIME = "time"  # of a day, on the wall
    WEEKDAY = "weekday"  # written as a word, read as a number from 0
    WEEKDAYS = "weekdays"  # separated by ;
    WHOLE = "whole"
    YES_NO = "yes_no"
    KEY = "key"  # a random key, as a UUID is written
    DATA = "data"  # a JSON object: what has no column of its own
    LIST = "list"  # a JSON list


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `size` is the most characters of a text; a whole number lies from `least` to `most`.

    A later one came after the first release: a workbook without it is read, and what is stored stays as it is.
    """

    name: str
    kind: Kind = Kind.TEXT
    dutch: tuple[str, ...] = ()
    is_required: bool = False
    size: int = 0
    choices: Words | None = None
    least: int = 0
    most: int = 0
    is_later: bool = False
    refused: tuple[str, ...] = ()  # words for pupils, who are not listed


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `label` is what a person calls its rows. An optional one is written and told of only with rows."""

    name: str
    dutch: tuple[str, ...]
    label: str | Promise
    columns: tuple[Column, ...]
    is_optional: bool = False

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self.columns]


COMMUNITY = Column("community", dutch=("leergemeenschap", "groep"), is_required=True, size=30)
FIRST_DAY = Column("first_day", Kind.DATE, ("eerste dag", "van", "begin"), is_required=True)
LAST_DAY = Column("last_day", Kind.DATE, ("laatste dag", "tot", "tot en met"), is_required=True)
EMAIL = Column("email", Kind.EMAIL, ("e-mailadres", "e-mail", "mail"), is_required=True, size=254)
STARTS_AT = Column("starts_at", Kind.MOMENT, ("begint om", "start", "aanvang", "tijdstip"), is_required=True)


def plain(heading: object) -> str:
    """A heading stripped to its letters and digits, so that "E-mail adres" and "e_mailadres" are one."""
    return re.sub(r"[\W_]+", "", str(heading).casefold())
