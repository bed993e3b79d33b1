"""The sheets of meetings."""

from django.utils.translation import gettext_lazy

from exchange.columns import COMMUNITY, EMAIL, STARTS_AT, STATUSES, Column, Kind, Sheet

SHEETS = (
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
            Column("in_lesson_time", Kind.YES_NO, ("in lestijd",), is_later=True),
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
