"""Forms of help and offers; they check and never save."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.models import Offer
from communities.models import CoachRole

QUIET = {"autocomplete": "off", "data_quiet": True}


class HelpForm(forms.Form):
    """What kind of help: three buttons that send; one line for who wants it."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    line = forms.CharField(
        label=_("In one line, if you like"), required=False, max_length=200, widget=forms.TextInput(attrs=QUIET)
    )
    kind = forms.ChoiceField(
        choices=CoachRole.Kind, error_messages={"required": _("Tap what kind of help you could use.")}
    )


class AnswerForm(forms.Form):
    """One line back."""

    answer = forms.CharField(
        label=_("Your answer"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        error_messages={"required": _("Write a line, so that the group knows what to expect.")},
    )


class OfferForm(forms.Form):
    """What a coach offers."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.ChoiceField(
        label=_("In which role?"), choices=CoachRole.Kind, widget=forms.RadioSelect(attrs={"class": "chips"})
    )
    text = forms.CharField(
        label=_("What do you offer?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300})
    )
    link = forms.URLField(
        label=_("Link"), required=False, max_length=500, assume_scheme="https", widget=forms.URLInput(attrs=QUIET)
    )


class OfferAnswerForm(forms.Form):
    """Taken or left."""

    answer = forms.ChoiceField(choices=Offer.Answer)
