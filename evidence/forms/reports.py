"""Forms of a yearly report; they check and never save."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from evidence.actions.reports import stood
from evidence.frameworks import Framework, items_for, known_codes
from evidence.gains import Gain
from evidence.models import ReportText, SchoolGain

LONGEST = 6000


class SectionForm(forms.Form):
    """The school's own words beside the figures of one section, and the codes that it names there."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "data_quiet": True}),
    )
    codes = forms.MultipleChoiceField(
        label=_("What it speaks of in the framework"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips", "data_quiet": True}),
    )

    def __init__(
        self, data: QueryDict | None = None, *, section: str, framework: Framework | None, row: ReportText | None
    ) -> None:
        at_first = {"seen": row.version, "text": row.text, "codes": row.codes} if row else {"seen": 0}
        super().__init__(data, initial=at_first, auto_id=f"id_{section}_%s")
        self.section, self.framework, self.row = section, framework, row
        self.theirs = ""  # what somebody else wrote meanwhile
        items = items_for(framework, section)
        field: Any = self.fields["codes"]
        field.choices = [(one.code, f"{one.code} · {one.name}") for one in items]
        if not items:
            del self.fields["codes"]

    @property
    def named(self) -> list[str]:
        return known_codes(self.framework, self.cleaned_data.get("codes", []))

    @property
    def number_of_codes(self) -> int:
        return len(self.row.codes) if self.row else 0


class GainForm(forms.Form):
    """What the school sees of one of its five gains (R21)."""

    stood = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.ChoiceField(
        label=_("What do you see?"), choices=SchoolGain.Seen, widget=forms.RadioSelect(attrs={"class": "chips"})
    )
    text = forms.CharField(
        label=_("By what do you see it?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "data_quiet": True}),
    )

    def __init__(self, data: QueryDict | None = None, *, gain: Gain, row: SchoolGain | None) -> None:
        self.gain = gain
        row = row or SchoolGain(gain=gain.code)
        at_first = {"stood": stood(row), "seen": row.seen, "text": row.text}
        super().__init__(data, initial=at_first, prefix=gain.code)


class ApprovalForm(forms.Form):
    """Which body approved the report, and when: a body, never a person."""

    approved_by = forms.CharField(
        label=_("Approved by"),
        required=False,
        max_length=120,
        help_text=_("A body, such as the local committee or the MR; no names."),
    )
    approved_on = forms.DateField(
        label=_("Approved on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "data_quiet": True}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_approved_on(self) -> date | None:
        day: date | None = self.cleaned_data["approved_on"]
        if day and day > self.today:
            raise ValidationError(_("This day has yet to come."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("approved_on") and not cleaned.get("approved_by"):
            self.add_error("approved_by", _("Which body approved it?"))
        return cleaned


def gain_forms(
    gains: tuple[Gain, ...], rows: Mapping[str, SchoolGain], data: QueryDict | None = None
) -> list[GainForm]:
    """One form a gain, in the order of the book."""
    return [GainForm(data, gain=gain, row=rows.get(gain.code)) for gain in gains]
