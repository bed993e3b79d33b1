"""Forms of what a plan reckons with; they check and never save."""

from collections.abc import Iterable, Sequence
from datetime import time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.forms.fields import HourInput
from planning.free_hours import Stretch, minutes_of, time_of
from planning.models import TaughtHour, Weekday

BACKWARDS = _("An hour ends after it begins.")
CHIPS = {"class": "chips"}
DAYS = [(day.value, capfirst(day.label)) for day in Weekday]
FIRST_HOUR, LAST_HOUR = 8, 17  # of the grid of a week


def weekday_field(label: Any, **options: Any) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label, choices=DAYS, coerce=int, widget=forms.CheckboxSelectMultiple(attrs=CHIPS), **options
    )


class RoomForm(forms.Form):
    """A room, and how many people can sit in it."""

    name = forms.CharField(label=_("Name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    seats = forms.IntegerField(
        label=_("Seats"),
        help_text=_("Leave it empty if nobody counted them."),
        required=False,
        min_value=1,
        max_value=2000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "data_quiet": True}),
    )


class HourForm(forms.Form):
    """A stretch of one or more days of the week."""

    weekdays = weekday_field(_("On which days?"), error_messages={"required": _("Tap one day at least.")})
    starts = forms.TimeField(label=_("From"), widget=HourInput())
    ends = forms.TimeField(label=pgettext_lazy("an hour", "Until"), widget=HourInput())
    in_lesson_time = forms.BooleanField(
        label=_("In lesson time"),
        help_text=_("These hours are used first. Who should teach then needs somebody who stands in."),
        required=False,
        initial=True,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("starts") and data.get("ends") and data["starts"] >= data["ends"]:
            self.add_error("ends", BACKWARDS)
        return data


class WishForm(forms.Form):
    """What a group wishes; nothing of it has to be filled in."""

    weekdays = weekday_field(_("Which days suit you?"), required=False)
    line = forms.CharField(
        label=_("What else matters?"),
        help_text=_("Your school leader reads this line."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    plans_itself = forms.BooleanField(
        label=_("We plan our year ourselves"),
        help_text=_("Then every plan of the school leaves your group out."),
        required=False,
    )


class WeekForm(forms.Form):
    """The hours of one's own week in which one teaches, one tick an hour. A day that did not change keeps its exact
    hours, also where they came from a timetable."""

    hours = forms.MultipleChoiceField(
        required=False,
        choices=[(f"{day}-{hour}", "") for day in Weekday.values for hour in range(FIRST_HOUR, LAST_HOUR)],
    )

    def __init__(self, *args: Any, known: Iterable[TaughtHour], **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = [Stretch(one.weekday, minutes_of(one.starts), minutes_of(one.ends)) for one in known]

    def ticked(self) -> set[str]:
        """What was sent, or else what is known."""
        return set(self.data.getlist("hours")) if isinstance(self.data, QueryDict) and self.is_bound else self.told()

    def told(self) -> set[str]:
        return {
            f"{one.weekday}-{hour}"
            for one in self.known
            for hour in range(FIRST_HOUR, LAST_HOUR)
            if one.starts < (hour + 1) * 60 and hour * 60 < one.ends
        }

    def grid(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """A row an hour: its words, and for each day the value, the words of the day and whether it is ticked."""
        ticked = self.ticked()
        return [
            (
                f"{hour}–{hour + 1}",
                [(f"{day.value}-{hour}", capfirst(str(day.label)), f"{day.value}-{hour}" in ticked) for day in Weekday],
            )
            for hour in range(FIRST_HOUR, LAST_HOUR)
        ]

    def changed_days(self) -> dict[int, list[tuple[int, time, time]]]:
        """The hours of each day on which the ticks changed, those that touch as one."""
        ticked, told = set(self.cleaned_data["hours"]), self.told()
        return {
            day: stretches(day, sorted(int(one.partition("-")[2]) for one in ticked if one.startswith(f"{day}-")))
            for day in Weekday.values
            if {one for one in ticked ^ told if one.startswith(f"{day}-")}
        }


def stretches(day: int, hours: Sequence[int]) -> list[tuple[int, time, time]]:
    """[8, 9, 11] is 8 to 10 and 11 to 12."""
    found: list[tuple[int, int]] = []
    for hour in hours:
        if found and found[-1][1] == hour:
            found[-1] = (found[-1][0], hour + 1)
        else:
            found.append((hour, hour + 1))
    return [(day, time_of(first * 60), time_of(last * 60)) for first, last in found]
