"""The sheets of communities and who takes part."""

from django.utils.translation import gettext_lazy

from exchange.columns import (
    COMMUNITY,
    EMAIL,
    FIRST_DAY,
    LAST_DAY,
    MEMBERSHIP_ROLES,
    PUPILS,
    REGIMES,
    STAGES,
    VARIANTS,
    Column,
    Kind,
    Sheet,
)

NUMBERS = ("doel weken", "doelweken"), ("grens weken", "limiet weken"), ("minimum per jaar",), ("tussenweken",)
WAITS = {
    "overdue_wait": ("wachten na vervaldag",),
    "help_wait": ("wachten op hulp",),
    "leader_wait": ("wachten voor de schoolleider",),
}

SHEETS = (
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
            Column("form", dutch=("soort groep", "vorm"), size=40, is_later=True),
            Column(
                "form_version",
                Kind.WHOLE,
                ("versie van de soort", "versie van de vorm"),
                least=0,
                most=32_767,
                is_later=True,
            ),
            Column("stage", Kind.CHOICE, ("fase",), choices=STAGES, is_later=True),
            Column("is_open", Kind.YES_NO, ("open", "open voor collega's"), is_later=True),
            Column("falls_away", Kind.LONG_TEXT, ("valt weg",), size=32_767, is_later=True),
            Column("in_lesson_time", Kind.YES_NO, ("in lestijd",), is_later=True),
            *(Column(name, Kind.WHOLE, dutch, most=20, is_later=True) for name, dutch in WAITS.items()),
            Column("wait_reason", dutch=("reden van het wachten",), size=160, is_later=True),
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
            Column("until", Kind.DATE, ("doet mee tot",), is_later=True),
        ),
    ),
)
