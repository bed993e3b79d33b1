"""The workbook: its sheets and columns in order, how each cell is read, and the Dutch names that are accepted too."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

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
CALENDARS: Words = dict.fromkeys(("BE-VLG", "BE-FR", "NL-N", "NL-M", "NL-S"), ())
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
    WHOLE = "whole"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `size` is the most characters of a text; a whole number lies from `least` to `most`."""

    name: str
    kind: Kind = Kind.TEXT
    dutch: tuple[str, ...] = ()
    is_required: bool = False
    size: int = 0
    choices: Words | None = None
    least: int = 0
    most: int = 0
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
NUMBERS = ("doel weken", "doelweken"), ("grens weken", "limiet weken"), ("minimum per jaar",), ("tussenweken",)

SHEETS = (
    Sheet(
        "School",
        ("Scholen",),
        gettext_lazy("Schools"),
        (
            Column("slug", Kind.SLUG, ("kenmerk", "sleutel"), is_required=True, size=60),
            Column("name", dutch=("naam",), is_required=True, size=160),
            Column("calendar", Kind.CHOICE, ("kalender", "schoolkalender"), is_required=True, choices=CALENDARS),
            Column("level", dutch=("niveau", "onderwijsniveau"), size=60),
            Column("language", Kind.CHOICE, ("taal",), choices=LANGUAGES),
        ),
    ),
    Sheet(
        "Closures",
        ("Sluitingsdagen", "Vrije dagen"),
        gettext_lazy("Closing days"),
        (
            Column("school", Kind.SLUG, is_required=True, size=60),
            FIRST_DAY,
            LAST_DAY,
            Column("reason", dutch=("reden",), size=120),
        ),
    ),
    Sheet(
        "QuietPeriods",
        ("Examenweken", "Dagen zonder overleg"),
        gettext_lazy("Days without meetings"),
        (
            Column("school", Kind.SLUG, is_required=True, size=60),
            FIRST_DAY,
            LAST_DAY,
            Column("kind", Kind.CHOICE, ("soort",), choices=QUIET_KINDS),
            Column("reason", dutch=("reden",), size=120),
            Column("stops_clock", Kind.YES_NO, ("klok staat stil",)),
        ),
        is_optional=True,
    ),
    Sheet(
        "Staff",
        ("Personeel", "Medewerkers"),
        gettext_lazy("Staff"),
        (
            Column("school", Kind.SLUG, size=60),
            EMAIL,
            Column("first_name", dutch=("voornaam",), size=80),
            Column("prefix", dutch=("tussenvoegsel", "voorvoegsel"), size=30),
            Column("last_name", dutch=("achternaam", "familienaam", "naam"), size=120),
            Column("roles", Kind.CHOICES, ("rollen", "rol", "functie"), choices=STAFF_ROLES),
            Column("subjects", dutch=("vakken", "vak"), size=200),
        ),
    ),
    Sheet(
        "Communities",
        ("Leergemeenschappen", "Groepen"),
        gettext_lazy("Communities"),
        (
            Column("code", is_required=True, size=30),
            Column("school", Kind.SLUG, ("gastschool",), is_required=True, size=60),
            Column("partner_schools", Kind.SLUGS, ("partnerscholen",)),
            Column("name", dutch=("naam",), is_required=True, size=120),
            Column("variant", Kind.CHOICE, is_required=True, choices=VARIANTS),
            Column("regime", Kind.CHOICE, ("ritme",), choices=REGIMES),
            Column("target_weeks", Kind.WHOLE, NUMBERS[0], least=1, most=52),
            Column("limit_weeks", Kind.WHOLE, NUMBERS[1], least=1, most=52),
            Column("minimum_per_year", Kind.WHOLE, NUMBERS[2], least=0, most=100),
            Column("gap_weeks", Kind.WHOLE, NUMBERS[3], least=0, most=52),
            Column("started_on", Kind.DATE, ("gestart op", "start", "startdatum"), is_required=True),
            Column("ended_on", Kind.DATE, ("beeindigd op", "beëindigd op", "einde", "einddatum")),
            Column("assignment", Kind.LONG_TEXT, ("opdracht",), size=32_767),
        ),
    ),
    Sheet(
        "Pauses",
        ("Pauzes",),
        gettext_lazy("Pauses"),
        (COMMUNITY, FIRST_DAY, LAST_DAY, Column("reason", dutch=("reden",), size=160)),
    ),
    Sheet(
        "Members",
        ("Leden", "Deelnemers"),
        gettext_lazy("Members"),
        (
            COMMUNITY,
            EMAIL,
            Column("role", Kind.CHOICE, ("rol",), is_required=True, choices=MEMBERSHIP_ROLES, refused=PUPILS),
            Column("joined_on", Kind.DATE, ("lid sinds", "sinds", "vanaf"), is_required=True),
            Column("left_on", Kind.DATE, ("lid tot", "tot", "vertrokken op")),
        ),
    ),
    Sheet(
        "Meetings",
        ("Bijeenkomsten", "Overlegmomenten"),
        gettext_lazy("Meetings"),
        (
            COMMUNITY,
            STARTS_AT,
            Column("minutes", Kind.WHOLE, ("minuten", "duur"), is_required=True, least=1, most=1440),
            Column("status", Kind.CHOICE, ("toestand",), is_required=True, choices=STATUSES),
            Column("place", dutch=("plaats", "locatie"), size=200),
            Column("note", Kind.LONG_TEXT, ("notitie", "verslag"), size=32_767),
        ),
    ),
    Sheet(
        "Attendance",
        ("Aanwezigheid", "Aanwezigheden"),
        gettext_lazy("Attendance"),
        (COMMUNITY, STARTS_AT, EMAIL, Column("present", Kind.YES_NO, ("aanwezig",), is_required=True)),
    ),
    Sheet(
        "Subtasks",
        ("Deeltaken", "Taken"),
        gettext_lazy("Subtasks"),
        (
            COMMUNITY,
            STARTS_AT,
            Column("text", dutch=("tekst", "taak", "deeltaak"), is_required=True, size=300),
            Column("owner", Kind.EMAIL, ("wie", "eigenaar"), size=254),
            Column("due_on", Kind.DATE, ("tegen", "klaar tegen")),
            Column("done_on", Kind.DATE, ("klaar op", "gedaan op")),
        ),
    ),
)
SHEET_BY_NAME = {sheet.name: sheet for sheet in SHEETS}


def plain(heading: object) -> str:
    """A heading stripped to its letters and digits, so that "E-mail adres" and "e_mailadres" are one."""
    return re.sub(r"[\W_]+", "", str(heading).casefold())
