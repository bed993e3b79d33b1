"""Looking back on a year: seven choices that may each stay open, a line for oneself, and one tick."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from evidence.gains import LESS, MORE, SAME, people_gains

CHOICES = ((MORE, _("More")), (SAME, _("The same")), (LESS, _("Less")), ("", _("Leave out")))
LONGEST = 2000


class LookBackForm(forms.Form):
    """Nothing in it has to be filled in. Of a closed year only the line for oneself changes."""

    words = forms.CharField(
        label=_("For yourself"),
        help_text=_("What helped, what you want to keep. Nobody else ever reads this."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST, "autocomplete": "off", "data_quiet": True}),
    )
    is_counted = forms.BooleanField(label=_("Count my choices, without my name"), required=False)

    def __init__(self, *args: Any, is_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chips = {"class": "chips", "data_quiet": True}
        self.codes = [gain.code for gain in people_gains("en")]
        for gain in people_gains(get_language() or "en"):
            self.fields[gain.code] = forms.ChoiceField(
                label=gain.name,
                help_text=gain.line,
                required=False,
                choices=CHOICES,
                disabled=not is_open,
                widget=forms.RadioSelect(attrs=chips),
            )
        self.fields["is_counted"].disabled = not is_open

    @property
    def said(self) -> dict[str, str]:
        """What was chosen, by gain."""
        return {code: self.cleaned_data[code] for code in self.codes if self.cleaned_data[code]}
