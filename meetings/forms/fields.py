"""Fields that more than one form of a meeting has."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from meetings.localtime import NonexistentTime, wall_time
from meetings.words import USUAL_LENGTHS, length_words

Choice = tuple[int, str]
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
DAY = _("Day")
NO_SUCH_YEAR = _("Look at the year: it is too long ago or too far away.")
NO_SUCH_TIME = _("The clock is put forward that night, so this time does not exist. Choose a time before or after it.")


class DayInput(forms.DateInput):
    """A native date input; its value is always written the ISO way."""

    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """A native time input, in steps of five minutes."""

    input_type = "time"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs={"step": 300, **attrs}, format="%H:%M")


def day_field(label: Any = DAY, **options: Any) -> forms.DateField:
    """A day in this century."""
    within = [MinValueValidator(EARLIEST, NO_SUCH_YEAR), MaxValueValidator(LATEST, NO_SUCH_YEAR)]
    return forms.DateField(label=label, widget=DayInput(), input_formats=["%Y-%m-%d"], validators=within, **options)


def hour_field(**options: Any) -> forms.TimeField:
    return forms.TimeField(label=_("Start"), widget=HourInput(), **options)


def length_choices(*more: int | None) -> list[Choice]:
    """The usual lengths, and those that are there already."""
    lengths = sorted({*USUAL_LENGTHS, *(minutes for minutes in more if minutes)})
    return [(minutes, length_words(minutes)) for minutes in lengths]


class LengthField(forms.TypedChoiceField):
    """How long, from a handful of lengths; any sane number of minutes that is already there stays possible."""

    def __init__(self, *, widget: forms.Widget | None = None, **options: Any) -> None:
        chips = widget or forms.RadioSelect(attrs={"class": "chips"})
        super().__init__(label=_("Length"), coerce=int, choices=length_choices(), widget=chips, **options)

    def valid_value(self, value: Any) -> bool:
        return str(value).isascii() and str(value).isdigit() and 1 <= int(value) <= 24 * 60


class PersonField(forms.TypedChoiceField):
    """One of the group, or nobody."""

    def __init__(self, *, label: Any, **options: Any) -> None:
        super().__init__(label=label, required=False, coerce=int, empty_value=None, **options)

    def offer(self, people: Iterable[Choice], nobody: Any) -> None:
        self.choices = [("", nobody), *people]


def moment_of(day: date | None, at: time | None) -> datetime | None:
    """Day and hour as a moment; raises ValidationError for an hour that the clock skips."""
    if day is None or at is None:
        return None
    try:
        return wall_time(day, at)
    except NonexistentTime:
        raise ValidationError(NO_SUCH_TIME, code="nonexistent") from None


def moment_from(text: str) -> datetime | None:
    """A moment from "2026-12-03T13:30" on the wall; None for anything else."""
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        return None
    if local.tzinfo is not None or not EARLIEST <= local.date() <= LATEST:
        return None
    try:
        return wall_time(local.date(), local.time())
    except NonexistentTime:
        return None
