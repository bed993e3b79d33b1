"""What stands on an attest: a period, and ticks at what is noted already."""

from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from communities.fields import day_input
from evidence.queries.attests import Chosen, Offer
from evidence.signing import LENGTH, new_code
from meetings.hours import Minutes
from meetings.words import hours_words
from schools.models import User

SALT = "evidence.attest"
LONGEST = 40  # of what may be typed as a code


class PeriodForm(forms.Form):
    """From when to when."""

    first = forms.DateField(label=_("From"), widget=day_input())
    last = forms.DateField(label=_("Until"), widget=day_input())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last day lies before the first."))
        elif first and first > self.today:
            self.add_error("first", _("These days are still to come."))
        return self.cleaned_data


class AttestForm(forms.Form):
    """Ticks at groups and activities. `seal` is a code that we made for this form and this person: a second tap on the
    button finds the attest of the first."""

    seal = forms.CharField(widget=forms.HiddenInput, max_length=200)
    groups = forms.MultipleChoiceField(label=_("Hours per group"), widget=forms.CheckboxSelectMultiple)
    has_dates = forms.BooleanField(label=_("Name each meeting with its date"), required=False)
    activities = forms.MultipleChoiceField(
        label=_("What I made and tried out"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offer: Offer, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        groups = [(str(pk), said_of(name, sums)) for pk, (name, sums) in offer.groups.items()]
        self.fields["groups"].choices = groups  # type: ignore[attr-defined]
        self.fields["groups"].error_messages["required"] = _("Choose at least one group.")
        self.fields["activities"].choices = list(offer.activities.items())  # type: ignore[attr-defined]
        self.initial.setdefault("seal", seal_for(person))
        self.initial.setdefault("groups", [pk for pk, _name in groups])

    def clean_seal(self) -> str:
        """The code inside. Of somebody else, or made up, is as good as none."""
        try:
            code, pk = signing.loads(self.cleaned_data["seal"], salt=SALT)
        except (signing.BadSignature, ValueError, TypeError):
            code, pk = "", 0
        if pk != self.person.pk or len(code) != LENGTH:
            raise forms.ValidationError(_("This form was used already. Please open the page again."))
        return str(code)

    @property
    def chosen(self) -> Chosen:
        data = self.cleaned_data
        return Chosen({int(pk) for pk in data["groups"]}, data["has_dates"], set(data["activities"]))


def said_of(name: str, sums: Minutes) -> str:
    """One group as it will stand on the attest."""
    told = {"group": name, "n": sums.number, "hours": hours_words(sums.total), "inside": hours_words(sums.inside)}
    return (
        ngettext(
            "%(group)s: %(n)s meeting, %(hours)s, of which %(inside)s in lesson time",
            "%(group)s: %(n)s meetings, %(hours)s, of which %(inside)s in lesson time",
            sums.number,
        )
        % told
    )


def seal_for(person: User) -> str:
    return signing.dumps([new_code(), person.pk], salt=SALT)


class CodeForm(forms.Form):
    """The code of somebody's attest."""

    code = forms.CharField(
        label=_("Code of the attest"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
