"""What a group asks and what a leader answers; forms check and never save."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leading.models import LeaderRequest
from schools.models import School

CHIPS = {"class": "chips"}
QUIET = {"autocomplete": "off", "data_quiet": True}


class RequestForm(forms.Form):
    """What the group needs, in one line; before a day if it matters; whose leader is asked, if there is a choice."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.ChoiceField(
        label=_("What do you need?"),
        choices=LeaderRequest.Kind,
        widget=forms.RadioSelect(attrs=CHIPS),
        error_messages={"required": _("Tap what you need.")},
    )
    line = forms.CharField(
        label=_("In one line"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("One line, so that the leader knows what it is about.")},
    )
    needed_on = forms.DateField(
        label=_("Before which day, if it matters"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"} | QUIET, format="%Y-%m-%d"),
    )
    school = forms.TypedChoiceField(
        label=_("Whose leader do you ask?"), coerce=int, widget=forms.RadioSelect(attrs=CHIPS)
    )

    def __init__(self, *args: Any, schools: Sequence[School], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.schools = today, {school.pk: school for school in schools}
        if len(self.schools) < 2:
            del self.fields["school"]
        else:
            field = self.fields["school"]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - tells the types
            field.choices = [(pk, school.name) for pk, school in self.schools.items()]
            field.initial = next(iter(self.schools))

    def clean_needed_on(self) -> date | None:
        day: date | None = self.cleaned_data["needed_on"]
        if day and day < self.today:
            raise ValidationError(_("This day has passed."))
        return day

    def clean_school(self) -> School:
        return self.schools[self.cleaned_data["school"]]

    def asked(self) -> dict[str, Any]:
        """What the action takes, with the school that is the only one to ask."""
        return {"school": next(iter(self.schools.values())), **self.cleaned_data}


class AnswerForm(forms.Form):
    """A tap and a line; only a no asks for its line."""

    outcome = forms.ChoiceField(
        label=_("Your answer"),
        choices=LeaderRequest.Outcome,
        widget=forms.RadioSelect(attrs=CHIPS),
        error_messages={"required": _("Tap an answer.")},
    )
    answer = forms.CharField(
        label=_("In a line"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("outcome") == LeaderRequest.Outcome.NO and not said.get("answer"):
            self.add_error("answer", _("A line of why, so that the group can go on."))
        return said
