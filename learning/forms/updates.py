"""What a group tells and asks colleagues; what one of them answers."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.fields import RowsField, day_input
from learning.actions.updates import MOST
from learning.forms.guarded import GuardedForm
from schools.models import User

LONGEST = timedelta(days=90)  # until the last day


class UpdateForm(GuardedForm):
    """A few lines, one question, named colleagues, a last day."""

    guarded: ClassVar = ("text", "question")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(
        label=_("Where do we stand?"),
        help_text=_("A few lines: what you tried, what you saw. No names of pupils."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 500}),
    )
    question = forms.CharField(
        label=_("One question to them"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 200}),
    )
    people = RowsField(
        label=_("Whom do you ask?"),
        queryset=User.objects.none(),
        error_messages={"required": _("Tick at least one colleague.")},
    )
    closes_on = forms.DateField(label=_("Answers until"), widget=day_input())

    def __init__(self, *args: Any, choices: Iterable[int], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["people"].queryset = User.objects.filter(pk__in=choices)  # type: ignore[attr-defined]

    def clean_people(self) -> Any:
        people = self.cleaned_data["people"]
        if len(people) > MOST:
            raise forms.ValidationError(_("Ask thirty colleagues at most."))
        return people

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if not self.today <= day <= self.today + LONGEST:
            raise forms.ValidationError(_("Choose a day from today on, within three months."))
        return day


class AnswerForm(GuardedForm):
    """One short answer; empty takes it back."""

    guarded: ClassVar = ("answer",)
    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("A line is enough. The group reads it with your name."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 500, "data_quiet": True}),
    )
