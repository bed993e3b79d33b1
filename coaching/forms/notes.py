"""Forms of a coach's own notes and talks; they check and never save. Nothing of them is kept on the device."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.queries.notes import Coached
from coaching.sealed_notes import Said
from communities.fields import day_input

LONGEST = 4000
QUIET = {"autocomplete": "off", "data_quiet": True}


class NoteForm(forms.Form):
    """About whom, what, and until when it is kept."""

    about = forms.ChoiceField(label=_("About"))
    text = forms.CharField(
        label=_("Your note"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST, "autocomplete": "off"}),
    )
    expires_on = forms.DateField(
        label=_("Delete it earlier, after"),
        help_text=_("By itself a note is deleted ninety days after the school year."),
        required=False,
        widget=day_input(),
    )

    def __init__(self, *args: Any, coached: Sequence[Coached], today: date, said: Said | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today, self.said = today, said
        choices: list[Any] = []
        for one in coached:
            whole = (f"{one.group.pk}-", _("the group as a whole"))
            choices.append(
                (one.group.name, [whole, *((f"{one.group.pk}-{user.pk}", str(user)) for user in one.people)])
            )
        if said and f"{said.group}-{said.person or ''}" not in self.values_in(choices):
            choices.append((f"{said.group}-{said.person or ''}", _("as before")))
        self.fields["about"].choices = choices  # type: ignore[attr-defined]

    @staticmethod
    def values_in(choices: list[Any]) -> set[str]:
        return {value for _label, rows in choices for value, _name in rows}

    def clean_expires_on(self) -> date | None:
        day: date | None = self.cleaned_data["expires_on"]
        if day and day < self.today:
            raise forms.ValidationError(_("Choose today or a later day."))
        return day

    @property
    def note(self) -> Said:
        group, _dash, person = self.cleaned_data["about"].partition("-")
        return Said(int(group), int(person) if person else None, self.cleaned_data["text"])


class TalkForm(forms.Form):
    """Which group and which day; not with whom."""

    group = forms.ChoiceField(label=_("Group"))
    held_on = forms.DateField(label=_("Day of the talk"), widget=day_input())

    def __init__(self, *args: Any, coached: Sequence[Coached], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.groups = today, {str(one.group.pk): one.group for one in coached}
        self.fields["group"].choices = [(pk, one.name) for pk, one in self.groups.items()]  # type: ignore[attr-defined]

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > self.today:
            raise forms.ValidationError(_("A day that is still to come cannot be noted."))
        return day
