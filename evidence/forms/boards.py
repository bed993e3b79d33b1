"""Forms of a group of schools; they check and never save."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evidence.actions.roll_ups import LONGEST, SHORTEST
from evidence.board_links import group_behind_code
from evidence.models import SchoolGroup


class StartForm(forms.Form):
    """A new group of schools, and its first reader."""

    name = forms.CharField(
        label=_("Name of the group of schools"),
        max_length=120,
        help_text=_("As the schools call it among themselves."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    reader_email = forms.EmailField(
        label=_("Address of who reads for the board"),
        max_length=254,
        help_text=_("A reader sees sums over schools only, and asks for them. Others can be named later."),
    )


class JoinForm(forms.Form):
    """The code that another leader or the board gave."""

    code = forms.CharField(
        label=_("Code"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data_quiet": True}),
    )

    def clean_code(self) -> SchoolGroup:
        group = group_behind_code(self.cleaned_data["code"])
        if group is None:
            raise forms.ValidationError(_("This code does not work, or no longer. A code works for 30 days."))
        return group


class ReaderForm(forms.Form):
    """One more reader."""

    email = forms.EmailField(label=_("Address of the reader"), max_length=254)


class AskForm(forms.Form):
    """Which year, and until when leaders may answer."""

    year = forms.ChoiceField(label=_("School year"))
    closes_on = forms.DateField(
        label=_("Last day to release"),
        help_text=_("At least a week ahead, so that leaders can think about it. The day after, it is added up."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, years: list[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, year) for year in years]  # type: ignore[attr-defined]
        self.first, self.last = today + SHORTEST, today + LONGEST
        self.fields["closes_on"].widget.attrs |= {"min": self.first.isoformat(), "max": self.last.isoformat()}

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if not self.first <= day <= self.last:
            raise forms.ValidationError(_("Choose a day at least a week and at most four months ahead."))
        return day
