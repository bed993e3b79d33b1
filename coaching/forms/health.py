"""Letting a signal rest, and why; this form checks and never saves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.signals_of_health import CODES
from learning.forms.guarded import GuardedForm


class RestForm(GuardedForm):
    """One signal; `prefix` keeps the fields of the nine apart on a page."""

    guarded = ("reason",)
    code = forms.ChoiceField(choices=[(code, code) for code in CODES], widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Let it rest, because …"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("A few words are enough: they help whoever reads this later.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.auto_id = f"id_{self.data.get('code') or self.initial.get('code')}_%s"
