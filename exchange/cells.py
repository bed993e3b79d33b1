"""One cell at a time: what stands in a file becomes a value, or `Unreadable` says what would be right."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from exchange.columns import Column, Kind, plain
from exchange.written import Unreadable, weekday_numbers, written_day, written_time

LOCAL_ZONE = ZoneInfo("Europe/Brussels")
FIRST_DATE, LAST_DATE = date(1950, 1, 1), date(2100, 12, 31)
SLUG = re.compile(r"[a-z0-9]+(?:[-_]+[a-z0-9]+)*")
# Everything that XML or a database cannot hold or show; a tab counts as a space.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
YES = {"true", "yes", "y", "1", "x", "ja", "j", "waar", "aanwezig", "present"}
NO = {"false", "no", "n", "0", "nee", "neen", "onwaar", "afwezig", "absent"}
MAX_CELL = 32_767  # characters, Excel's own limit
LINK, SCHEMES = "link", ("https://", "http://")  # what a reader is led to; never a script

Cell = object
Value = object


def clean_text(text: str) -> str:
    """One line without what cannot be seen. The same on the way out and in, so that a round trip changes nothing."""
    return " ".join(UNSEEN.sub("", clean_lines(text)).split("\n")).replace("\t", " ").strip()


def clean_lines(text: str) -> str:
    """Text that keeps its lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNSEEN.sub("", lines).strip()[:MAX_CELL].strip()


def read_cell(column: Column, cell: Cell) -> Value:
    """The value of a cell; "", None, () or [] when it is empty. Raises Unreadable."""
    if isinstance(cell, str) and column.kind is not Kind.LONG_TEXT:
        cell = clean_text(cell)
    if cell in ("", None):
        if column.is_required:
            raise Unreadable(_("This cell is empty."), _("Fill it in: %(form)s.") % {"form": form_of(column)})
        return EMPTY.get(column.kind, "")
    return READERS[column.kind](column, cell)


def form_of(column: Column) -> str:
    """What belongs in a column, in words."""
    if column.choices:
        return _("one of %(choices)s") % {"choices": ", ".join(column.choices)}
    forms: dict[Kind, str] = {
        Kind.DATE: _("a date such as 2026-09-01 or 1/9/2026"),
        Kind.MOMENT: _("a day and time such as 2026-10-15 13:30"),
        Kind.TIME: _("a time such as 08:30"),
        Kind.WEEKDAY: _("a day from monday to friday"),
        Kind.WEEKDAYS: _("days from monday to friday, separated by ;"),
        Kind.WHOLE: _("a whole number from %(least)d to %(most)d") % {"least": column.least, "most": column.most},
        Kind.EMAIL: _("an e-mail address such as els@school.example"),
        Kind.SLUG: _("small letters, digits and hyphens, such as atheneum-gent"),
        Kind.SLUGS: _("names of schools, separated by ;"),
        Kind.YES_NO: _("yes or no"),
        Kind.KEY: _("a key as the export writes it"),
        Kind.DATA: _("what the export wrote here, unchanged"),
        Kind.LIST: _("what the export wrote here, unchanged"),
    }
    return forms.get(column.kind, _("a text"))


def as_text(cell: Cell) -> str:
    """A number that somebody typed where a text belongs: 101.0 is "101"."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    return str(cell)


def _text(column: Column, cell: Cell) -> str:
    raw = as_text(cell)
    text = clean_lines(raw) if column.kind is Kind.LONG_TEXT else clean_text(raw)
    if column.size and len(text) > column.size:
        raise Unreadable(
            _("This text has %(length)d characters.") % {"length": len(text)},
            _("Use at most %(size)d.") % {"size": column.size},
        )
    if column.is_required and not text:
        raise Unreadable(_("This cell is empty."), _("Fill it in: %(form)s.") % {"form": form_of(column)})
    if column.name == LINK and text and not text.lower().startswith(SCHEMES):
        raise Unreadable(
            _("“%(text)s” is no address of a page.") % {"text": text[:80]}, _("Begin with https:// or leave it empty.")
        )
    return text


def _slug(column: Column, cell: Cell) -> str:
    text = _text(column, cell).lower()
    if not SLUG.fullmatch(text):
        raise _not(text, column)
    return text


def _slugs(column: Column, cell: Cell) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_slug(column, part) for part in _parts(cell)))


def _parts(cell: Cell) -> list[str]:
    return [part for part in (clean_text(part) for part in re.split(r"[;,]", as_text(cell))) if part]


def _email(column: Column, cell: Cell) -> str:
    text = _text(column, cell).lower()
    try:
        validate_email(text)
    except ValidationError as error:
        raise _not(text, column) from error
    return text


def _choice(column: Column, cell: Cell) -> str:
    text = clean_text(as_text(cell))
    code = words_of(column).get(plain(text))
    if code is None:
        raise _pupil(text) if plain(text) in column.refused else _not(text, column)
    return code


def _choices(column: Column, cell: Cell) -> tuple[str, ...]:
    chosen = {_choice(column, part) for part in _parts(cell)}
    return tuple(code for code in column.choices or () if code in chosen)


def words_of(column: Column) -> dict[str, str]:
    """Every accepted spelling of a column's codes."""
    return _words(tuple((code, words) for code, words in (column.choices or {}).items()))


@cache
def _words(choices: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    return {plain(word): code for code, words in choices for word in (code, *words)}


def _date(column: Column, cell: Cell) -> date:
    day = _day_of(cell)
    if day is None:
        raise _not(as_text(cell), column)
    if not FIRST_DATE <= day <= LAST_DATE:
        raise Unreadable(
            _("The year %(year)d cannot be right.") % {"year": day.year},
            _("Give %(form)s.") % {"form": form_of(column)},
        )
    return day


def _day_of(cell: Cell) -> date | None:
    """None for what is no day at all. A moment counts as its day only where its time is midnight."""
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time() else None
    if isinstance(cell, date):
        return cell
    return written_day(str(cell)) if isinstance(cell, str) else None


def _moment(column: Column, cell: Cell) -> datetime:
    if isinstance(cell, datetime):
        wall = (cell + timedelta(seconds=30)).replace(second=0, microsecond=0, tzinfo=None)
    elif isinstance(cell, str):
        wall = _written_moment(column, cell)
    else:
        raise _not(as_text(cell), column)
    if not FIRST_DATE <= wall.date() <= LAST_DATE:
        raise _not(as_text(cell), column)
    moment = wall.replace(tzinfo=LOCAL_ZONE)
    if moment.astimezone(ZoneInfo("UTC")).astimezone(LOCAL_ZONE).replace(tzinfo=None) != wall:
        raise Unreadable(
            _("At %(moment)s the clock is put forward; that hour does not exist.") % {"moment": as_text(cell)},
            _("Give an hour before 02:00 or from 03:00 on."),
        )
    return moment


def _written_moment(column: Column, text: str) -> datetime:
    day_part, _space, time_part = text.replace("T", " ", 1).partition(" ")
    day, clock = written_day(day_part), written_time(time_part)
    if day is None or clock is None:
        raise _not(text, column)
    return datetime.combine(day, clock)


def _time(column: Column, cell: Cell) -> time:
    if isinstance(cell, datetime):
        cell = cell.time()
    found = cell.replace(second=0, microsecond=0) if isinstance(cell, time) else written_time(as_text(cell))
    if found is None:
        raise _not(as_text(cell), column)
    return found


def _weekday(column: Column, cell: Cell) -> int:
    day = weekday_numbers().get(plain(as_text(cell)))
    if day is None:
        raise _not(as_text(cell), column)
    return day


def _weekdays(column: Column, cell: Cell) -> tuple[int, ...]:
    return tuple(sorted({_weekday(column, part) for part in _parts(cell)}))


def _whole(column: Column, cell: Cell) -> int:
    try:
        number = float(cell) if isinstance(cell, str | int | float) and not isinstance(cell, bool) else float("nan")
    except ValueError:
        number = float("nan")
    if not column.least <= number <= column.most or not number.is_integer():
        raise _not(as_text(cell), column)
    return int(number)


def _yes_no(column: Column, cell: Cell) -> bool:
    word = plain(as_text(cell))
    if word not in YES | NO:
        raise _not(as_text(cell), column)
    return word in YES


def _key(column: Column, cell: Cell) -> UUID:
    try:
        return UUID(_text(column, cell))
    except ValueError as error:
        raise _not(as_text(cell), column) from error


def _data(column: Column, cell: Cell) -> object:
    try:
        found = json.loads(as_text(cell), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _not(as_text(cell), column) from error
    wanted = list if column.kind is Kind.LIST else dict
    if not isinstance(found, wanted) or "\\u0000" in as_text(cell):  # what a database does not hold
        raise _not(as_text(cell), column)
    return found


def _no_number(text: str) -> object:
    raise ValueError(text)


def _not(text: str, column: Column) -> Unreadable:
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    return Unreadable(
        _("“%(text)s” does not fit here.") % {"text": shown}, _("Give %(form)s.") % {"form": form_of(column)}
    )


def _pupil(text: str) -> Unreadable:
    return Unreadable(
        _("“%(text)s”: pupils are counted, not listed.") % {"text": text},
        _("Leave this row out, and note on the page of the group how many pupils take part."),
    )


EMPTY: dict[Kind, Value] = {
    Kind.SLUGS: (),
    Kind.CHOICES: (),
    Kind.DATE: None,
    Kind.MOMENT: None,
    Kind.TIME: None,
    Kind.WEEKDAYS: (),
    Kind.WHOLE: None,
    Kind.YES_NO: None,
    Kind.KEY: None,
    Kind.DATA: None,
    Kind.LIST: None,
}
READERS: dict[Kind, Callable[[Column, Cell], Value]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.SLUG: _slug,
    Kind.SLUGS: _slugs,
    Kind.EMAIL: _email,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
    Kind.TIME: _time,
    Kind.WEEKDAY: _weekday,
    Kind.WEEKDAYS: _weekdays,
    Kind.WHOLE: _whole,
    Kind.YES_NO: _yes_no,
    Kind.KEY: _key,
    Kind.DATA: _data,
    Kind.LIST: _data,
}
