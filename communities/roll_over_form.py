"""The form of the roll-over: what is carried over, and which groups go on. It checks and never saves."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from communities.actions import QuietDays
from communities.roll_over import Group, Suggestion
from schools.calendar import Span
from schools.requests import ids_in

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def day_field(label: "StrOrPromise") -> forms.DateField:
    """A day that has to be there only where the tick is; it does not call itself optional."""
    widget = forms.DateInput(attrs={"type": "date", "data_quiet": True}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class QuietForm(forms.Form):
    """Days without meetings of the old year, at their place in the new one."""

    include = forms.BooleanField(label=_("Carry over"), required=False)
    first_day = day_field(_("First day"))
    last_day = day_field(_("Last day"))

    def __init__(self, data: QueryDict | None, *, suggestion: Suggestion, span: Span) -> None:
        self.suggestion, self.span = suggestion, span
        initial = {"include": True, "first_day": suggestion.first_day, "last_day": suggestion.last_day}
        super().__init__(data, initial=initial, prefix=f"quiet-{suggestion.quiet.pk}")
        for name in ("first_day", "last_day"):
            self.fields[name].widget.attrs |= {"min": span[0].isoformat(), "max": span[1].isoformat()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("include"):
            self._errors = forms.utils.ErrorDict()  # what is left out may be anything
            return cleaned
        for name in ("first_day", "last_day"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Fill this in, or take the tick away."))
        if self.errors:
            return cleaned
        if cleaned["last_day"] < cleaned["first_day"]:
            self.add_error("last_day", _("The last day lies before the first."))
        elif cleaned["first_day"] < self.span[0] or cleaned["last_day"] > self.span[1]:
            self.add_error("first_day", _("This lies outside the school year."))
        return cleaned

    def days(self) -> QuietDays | None:
        """What is carried over; None where the tick is away."""
        quiet, said = self.suggestion.quiet, self.cleaned_data
        if not said.get("include"):
            return None
        first_day: date = said["first_day"]
        last_day: date = said["last_day"]
        return QuietDays(quiet.kind, first_day, last_day, quiet.reason, quiet.stops_clock)


class RollOverForm:
    """The days without meetings and the groups. A group is finished only if it was shown and its tick taken away."""

    def __init__(
        self, data: QueryDict | None, *, suggestions: Sequence[Suggestion], groups: Sequence[Group], span: Span
    ) -> None:
        self.quiet = [QuietForm(data, suggestion=one, span=span) for one in suggestions]
        self.shown = {group.pk for group in groups} if data is None else set(ids_in(data.getlist("shown")))
        self.going_on = self.shown if data is None else set(ids_in(data.getlist("goes_on")))

    def is_valid(self) -> bool:
        return not any(form.errors for form in self.quiet)

    @property
    def finished(self) -> Collection[int]:
        return self.shown - self.going_on

    def carried(self) -> list[QuietDays]:
        return [days for form in self.quiet if (days := form.days())]
