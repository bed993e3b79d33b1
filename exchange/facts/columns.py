"""Columns that many of these sheets have, and short ways to write the others."""

from exchange.cells import MAX_CELL
from exchange.columns import STARTS_AT, Column, Kind, Words

SCHOOL = Column("school", Kind.SLUG, is_required=True, size=60)
MOMENT = Column("starts_at", Kind.MOMENT, STARTS_AT.dutch)  # of a meeting, if there is one
OPENED_ON = Column("opened_on", Kind.DATE, ("geopend op", "gevraagd op"), is_required=True)
CLOSED_ON = Column("closed_on", Kind.DATE, ("gesloten op", "afgesloten op"))
STARTED_ON = Column("started_on", Kind.DATE, ("gestart op", "startdatum"), is_required=True)
NUMBER = Column("number", Kind.WHOLE, ("nummer", "versie"), is_required=True, least=1, most=32_767)
CODE = Column("code", dutch=("kenmerk",), is_required=True, size=40)
BY = Column("by", Kind.EMAIL, ("door",), size=254)
AT = Column("at", Kind.MOMENT, ("op", "wanneer"), is_required=True)
DUE_ON = Column("due_on", Kind.DATE, ("tegen", "klaar tegen"))
OWNER = Column("owner", Kind.EMAIL, ("wie", "eigenaar"), size=254)
MORE = Column("more", Kind.DATA, ("verder",))


def text(name: str, *dutch: str, size: int, is_required: bool = False) -> Column:
    return Column(name, dutch=dutch, size=size, is_required=is_required)


def long_text(name: str, *dutch: str, is_required: bool = False) -> Column:
    return Column(name, Kind.LONG_TEXT, dutch, size=MAX_CELL, is_required=is_required)


def day(name: str, *dutch: str, is_required: bool = False) -> Column:
    return Column(name, Kind.DATE, dutch, is_required=is_required)


def moment(name: str, *dutch: str, is_required: bool = False) -> Column:
    return Column(name, Kind.MOMENT, dutch, is_required=is_required)


def hour(name: str, *dutch: str) -> Column:
    """A time of the day that has to be there."""
    return Column(name, Kind.TIME, dutch, is_required=True)


def yes_no(name: str, *dutch: str, is_required: bool = False) -> Column:
    """Empty is unknown, or no where the product knows no third answer."""
    return Column(name, Kind.YES_NO, dutch, is_required=is_required)


def whole(name: str, *dutch: str, most: int, least: int = 0, is_required: bool = False) -> Column:
    return Column(name, Kind.WHOLE, dutch, least=least, most=most, is_required=is_required)


def choice(name: str, choices: Words, *dutch: str, is_required: bool = True) -> Column:
    return Column(name, Kind.CHOICE, dutch, choices=choices, is_required=is_required)


def email(name: str, *dutch: str) -> Column:
    return Column(name, Kind.EMAIL, dutch, size=254)
