"""The form of a rule about hours; it checks and never saves."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WorkloadForm(forms.Form):
    """A ceiling in hours a school year, and what was agreed with whom."""

    ceiling_hours = forms.IntegerField(
        label=_("Hours in groups a school year, at most"),
        help_text=_("All groups of a person together, as they are noted: preparation is not in it."),
        min_value=1,
        max_value=500,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    text = forms.CharField(
        label=_("What was agreed, and with whom"),
        help_text=_("Everybody who works here reads this. Agree on it first with the staff or its representatives."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 2000}),
    )
