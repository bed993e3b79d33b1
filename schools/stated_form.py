"""What somebody chooses to state of herself in a school (R48); each question may stay empty."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from schools.models import Staff

EARLIEST = 1960
# Stored as schools say it, so that a workbook reads well; what was written otherwise stays a choice.
GRADES_BE = [("1ste graad", _("first stage")), ("2de graad", _("second stage")), ("3de graad", _("third stage"))]
GRADES_NL = [("onderbouw", _("lower years")), ("bovenbouw", _("upper years"))]


class StatedForm(forms.Form):
    """Grades, and since when in education. `cleaned_data["grades"]` is one line."""

    grades = forms.MultipleChoiceField(
        label=_("I teach in"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"})
    )
    teaching_since = forms.IntegerField(
        label=_("In education since"),
        help_text=_("A year, such as 2012."),
        required=False,
        min_value=EARLIEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "data_quiet": True}),
    )

    def __init__(self, *args: Any, staff: Staff, year: int, **kwargs: Any) -> None:
        written = [part.strip() for part in staff.grades.split(",") if part.strip()]
        kwargs["initial"] = {"grades": written, "teaching_since": staff.teaching_since}
        kwargs["auto_id"] = f"id_%s_{staff.pk}"
        super().__init__(*args, **kwargs)
        known = GRADES_NL if staff.school.calendar.startswith("NL") else GRADES_BE
        values = {value for value, _label in known}
        own = [(text, text) for text in written if text not in values]
        self.fields["grades"].choices = [*known, *own]  # type: ignore[attr-defined]
        self.year = year
        self.staff = staff

    def clean_grades(self) -> str:
        return ", ".join(self.cleaned_data["grades"])

    def clean_teaching_since(self) -> int | None:
        since: int | None = self.cleaned_data["teaching_since"]
        if since and since > self.year:
            raise forms.ValidationError(_("This year is still to come."))
        return since
