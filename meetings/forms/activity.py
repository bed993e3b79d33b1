"""Note an activity: the button says which kind, the words are optional."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Activity


class ActivityForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.ChoiceField(choices=Activity.Kind.choices, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("In one line"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    link = forms.URLField(
        label=_("Link"), max_length=500, required=False, assume_scheme="https", widget=forms.URLInput()
    )
