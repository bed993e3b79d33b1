"""The sheets of schools and their people."""

from django.utils.translation import gettext_lazy

from exchange.columns import (
    CALENDARS,
    EMAIL,
    FIRST_DAY,
    LANGUAGES,
    LAST_DAY,
    QUIET_KINDS,
    STAFF_ROLES,
    Column,
    Kind,
    Sheet,
)

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
            Column("grades", dutch=("leerjaren", "graden"), size=80, is_later=True),
            Column("teaching_since", Kind.WHOLE, ("in het onderwijs sinds",), least=1940, most=2100, is_later=True),
        ),
    ),
)
