"""Forms about the purpose of communities in a school; they check and never save."""

from django import forms
from django.utils.translation import gettext_lazy as _

from conditions.models import Question


class NoteForm(forms.Form):
    """A contribution to one of the three questions."""

    question = forms.ChoiceField(choices=Question, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What do you bring in?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )


class DraftForm(forms.Form):
    """The joint answer to a question, on top of the version that was read."""

    text = forms.CharField(
        label=_("What we say together"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5, "maxlength": 1000})
    )
    version = forms.IntegerField(min_value=0, max_value=30000, widget=forms.HiddenInput)
