"""The name of the school, typed to say that one means it; the action compares it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EndForm(forms.Form):
    name = forms.CharField(
        label=_("Type the name of the school"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
