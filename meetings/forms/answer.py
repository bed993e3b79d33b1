"""The answer to an invitation, with a point for the agenda if somebody has one."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Reply


class AnswerForm(forms.Form):
    """The answer is the button that was pressed; `key` makes a second tap add no second point."""

    answer = forms.ChoiceField(choices=Reply.Answer.choices)
    item = forms.CharField(
        label=_("Something for the agenda"),
        max_length=120,
        required=False,
        help_text=_("It goes along with your answer."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"key": uuid4()})
