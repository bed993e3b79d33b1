"""Small forms around a meeting that runs: one line each, and the two questions at its end."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.actions.closing import Closing
from meetings.forms.fields import day_field
from meetings.models import ExitCheck, ModelCheck

LINE = {"autocomplete": "off", "data_quiet": True}


class ParkForm(forms.Form):
    text = forms.CharField(label=_("For later"), max_length=200, widget=forms.TextInput(attrs=LINE))


class ProposalForm(forms.Form):
    text = forms.CharField(label=_("Proposal"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    driver = forms.CharField(
        label=_("What does it answer?"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class WordsForm(forms.Form):
    text = forms.CharField(label=_("Proposal"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ObjectionForm(forms.Form):
    text = forms.CharField(label=_("What would go wrong?"), max_length=200, widget=forms.TextInput(attrs=LINE))


class WorkInForm(forms.Form):
    how = forms.CharField(
        label=_("How do we take it along?"), max_length=200, required=False, widget=forms.TextInput(attrs=LINE)
    )


class ReviewForm(forms.Form):
    review_on = day_field(_("Look back on"), required=False)


class ChangeForm(forms.Form):
    text = forms.CharField(label=_("In other words"), max_length=300, widget=forms.TextInput(attrs=LINE))


class ClosingFields(forms.Form):
    """Two optional questions to the group as a whole (R68, F36)."""

    exit = forms.ChoiceField(
        label=_("Did this bring us closer to our goal?"),
        required=False,
        choices=ExitCheck.Answer.choices,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    exit_line = forms.CharField(
        label=_("In one line"), max_length=200, required=False, widget=forms.TextInput(attrs=LINE)
    )
    helps = forms.ChoiceField(
        label=_("Does our way of working still help?"),
        required=False,
        choices=ModelCheck.Answer.choices,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    helps_line = forms.CharField(
        label=_("What we change"), max_length=200, required=False, widget=forms.TextInput(attrs=LINE)
    )

    def closing(self) -> Closing:
        """The answers of a valid form."""
        data = self.cleaned_data
        return Closing(data["exit"], data["exit_line"], data["helps"], data["helps_line"])
