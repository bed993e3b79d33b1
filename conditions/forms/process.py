"""Whether a group has room enough, its yearly look at itself, a line of a school's own table; they never save."""

import json
from dataclasses import asdict

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from conditions.actions.practice import Practice
from conditions.actions.self_review import Look
from conditions.models import PracticeLine, ProcessReview, SelfReview

TEXT = forms.Textarea(attrs={"rows": 3, "maxlength": 2000, "data_quiet": True})
CHIPS = forms.RadioSelect(attrs={"class": "chips", "data_quiet": True})


class AutonomyForm(forms.Form):
    """One question and, if somebody wants, one line."""

    autonomy = forms.ChoiceField(
        label=_("Does the group have room enough to decide by itself?"),
        choices=ProcessReview.Autonomy,
        error_messages={"required": _("Choose one of the three.")},
        widget=CHIPS,
    )
    line = forms.CharField(
        label=_("What would help?"),
        help_text=_(
            "One line: what you would like to decide yourselves, or what you would like to be decided for you."
        ),
        required=False,
        max_length=200,
    )


class LookForm(forms.Form):
    """Three words and two texts; `stood` in hidden fields: what was there when the form was drawn."""

    successful = forms.ChoiceField(
        label=_("Successful: did we reach what we wanted, and did pupils notice?"),
        choices=SelfReview.Word,
        required=False,
        widget=CHIPS,
    )
    lasting = forms.ChoiceField(
        label=_("Lasting: will it stay when one of us stops?"), choices=SelfReview.Word, required=False, widget=CHIPS
    )
    carried = forms.ChoiceField(
        label=_("Carried: do colleagues outside the group stand behind it?"),
        choices=SelfReview.Word,
        required=False,
        widget=CHIPS,
    )
    keeps = forms.CharField(label=_("What we keep"), required=False, max_length=2000, widget=TEXT)
    changes = forms.CharField(label=_("What we do otherwise"), required=False, max_length=2000, widget=TEXT)
    stood = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, look: Look) -> None:
        super().__init__(data, initial=asdict(look) | {"stood": asdict(look)})

    def look(self) -> Look:
        return Look(**{name: self.cleaned_data[name].replace("\r\n", "\n") for name in asdict(Look())})

    def stood_as(self) -> Look:
        """What its writer saw; anything else than that is as if she saw nothing."""
        told = self.cleaned_data["stood"]
        known = asdict(Look())
        if not isinstance(told, dict):
            return Look()
        return Look(**{name: str(told.get(name, "")) for name in known})

    def on_top_of(self, look: Look) -> "LookForm":
        """The same words, now written with this look in view."""
        data = QueryDict(mutable=True)
        data.update({name: self.data.get(name, "") for name in self.fields} | {"stood": json.dumps(asdict(look))})
        return LookForm(data, look=look)


class PracticeForm(forms.Form):
    """One line of the table."""

    element = forms.CharField(label=_("What it is about"), max_length=120)
    actor = forms.ChoiceField(label=_("Who"), choices=PracticeLine.Actor, widget=CHIPS)
    stage = forms.ChoiceField(label=_("When"), choices=PracticeLine.Stage, widget=CHIPS)
    actions = forms.CharField(
        label=_("Actions"),
        help_text=_("What she, he or the group does."),
        required=False,
        max_length=2000,
        widget=TEXT,
    )
    behaviour = forms.CharField(
        label=_("Exemplary behaviour"),
        help_text=_("What others see her, him or the group do."),
        required=False,
        max_length=2000,
        widget=TEXT,
    )

    def practice(self) -> Practice:
        return Practice(**self.cleaned_data)
