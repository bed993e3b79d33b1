"""Forms in which a leader says what a kind of group is in this school; only an own kind needs a name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.catalogue import Caution, Phase, VariantText
from communities.fields import LinesField
from communities.models import CoachRole, Regime, Variant
from communities.variant_queries import SchoolForm
from communities.variants import VARIANTS

LISTS = ("prerequisites", "outcomes", "exits")
RHYTHM = ("target_weeks", "limit_weeks", "minimum_per_year", "gap_weeks")
NUMBERS = ("size_low", "size_high", "minutes_low", "minutes_high", "regime", *RHYTHM)
SENTENCES = ("description", "for_whom", "purpose", "horizon", "length_note")


def words(rows: int = 2, longest: int = 600) -> dict[str, Any]:
    return {
        "required": False,
        "max_length": longest,
        "widget": forms.Textarea(attrs={"rows": rows, "maxlength": longest, "data_quiet": True}),
    }


def line(longest: int = 120) -> dict[str, Any]:
    return {"required": False, "max_length": longest, "widget": forms.TextInput(attrs={"data_quiet": True})}


def number(least: int, most: int) -> dict[str, Any]:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "data_quiet": True})
    return {"required": False, "min_value": least, "max_value": most, "widget": widget}


class NewKindForm(forms.Form):
    """A kind of the school's own: its name, and what it is built on."""

    name = forms.CharField(label=_("What do you call it?"), max_length=80)
    base = forms.ChoiceField(
        label=_("Which of the seven is it most like?"),
        help_text=_("Size, rhythm and phases are taken from it; the words can be changed afterwards."),
        choices=Variant,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )


class WordsForm(forms.Form):
    """The text of a form, apart from its phases and warnings. `number` is the version it began from."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("What do you call it?"), **line(80))
    description = forms.CharField(label=_("In a few sentences"), **words(5, 1200))
    for_whom = forms.CharField(label=_("For whom?"), **words())
    purpose = forms.CharField(label=_("What is it for?"), **words())
    keywords = LinesField(label=_("Keywords"), help_text=_("One a line."), **words(3))
    horizon = forms.CharField(label=_("How long it usually goes on"), **line())
    length_note = forms.CharField(label=_("What is special about the length of a meeting"), **line())
    prerequisites = LinesField(label=_("What it asks"), help_text=_("One a line."), **words(4, 1500))
    outcomes = LinesField(label=_("What you get"), help_text=_("One a line."), **words(4, 1500))
    exits = LinesField(label=_("How it ends"), help_text=_("One a line."), **words(3, 1500))

    def __init__(self, *args: Any, form: SchoolForm, **kwargs: Any) -> None:
        text = form.text
        initial = {name: getattr(text, name) for name in (*SENTENCES, *LISTS, "keywords")}
        kwargs["initial"] = {**initial, "name": form.name, "number": form.number}
        super().__init__(*args, **kwargs)
        self.form = form
        if not form.is_own:
            self.fields["name"].help_text = _("Leave it empty for the usual name: %(name)s.") % {"name": form.base_name}

    def clean_name(self) -> str:
        """Empty for the usual name of one of the seven; an own kind keeps a name."""
        name: str = self.cleaned_data["name"]
        if self.form.is_own and not name:
            raise forms.ValidationError(_("Give it a name."))
        return "" if name == self.form.base_name and not self.form.is_own else name


class NumbersForm(forms.Form):
    """Size, length and rhythm where the school does it otherwise; what stays empty is what practice advises."""

    size_low = forms.IntegerField(label=_("People, from"), **number(2, 500))
    size_high = forms.IntegerField(label=_("People, to"), **number(2, 500))
    minutes_low = forms.IntegerField(label=_("Minutes a meeting, from"), **number(15, 600))
    minutes_high = forms.IntegerField(label=_("Minutes a meeting, to"), **number(15, 600))
    regime = forms.ChoiceField(
        label=_("Rhythm"),
        choices=[("", _("As is usual for this kind of group")), *Regime.choices],
        required=False,
    )
    target_weeks = forms.IntegerField(label=_("Target, in school weeks"), **number(1, 30))
    limit_weeks = forms.IntegerField(label=_("At the latest, in school weeks"), **number(1, 30))
    minimum_per_year = forms.IntegerField(label=_("Meetings a school year"), **number(1, 60))
    gap_weeks = forms.IntegerField(label=_("Closer is too close, in school weeks"), **number(1, 30))

    def __init__(self, *args: Any, form: SchoolForm, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(form.text, name) for name in NUMBERS}
        super().__init__(*args, **kwargs)
        self.usual = VARIANTS[form.base]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for low, high in (("size_low", "size_high"), ("minutes_low", "minutes_high"), ("target_weeks", "limit_weeks")):
            if cleaned.get(low) and cleaned.get(high) and cleaned[low] > cleaned[high]:
                self.add_error(high, _("Choose the same number or a higher one."))
        for name, other in (("size_low", "size_high"), ("minutes_low", "minutes_high")):
            if bool(cleaned.get(name)) != bool(cleaned.get(other)) and not self.errors:
                self.add_error(other if cleaned.get(name) else name, _("Fill in both, or neither."))
        if not cleaned.get("regime") and any(cleaned.get(name) for name in RHYTHM):
            cleaned["regime"] = self.usual.regime
        return cleaned


class CautionForm(forms.Form):
    code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    when = forms.CharField(label=_("When better not yet?"), **words())
    first = forms.CharField(label=_("What first?"), **words())


class PhaseForm(forms.Form):
    """One phase; without a name it is left out."""

    code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    loops_back_to = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    note = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)
    name = forms.CharField(label=_("Name of the phase"), **line(80))
    purpose = forms.CharField(label=_("What is it for?"), **words())
    questions = LinesField(label=_("Guiding questions"), help_text=_("One a line."), **words(4, 1500))
    artefacts = LinesField(label=_("What is on the table afterwards"), help_text=_("One a line."), **words(2, 800))
    exits = LinesField(label=_("When you are ready for the next phase"), help_text=_("One a line."), **words(2, 800))
    weeks = forms.IntegerField(label=_("School weeks, roughly"), required=False, min_value=0, max_value=80)
    min_meetings = forms.IntegerField(label=_("Meetings, at least"), required=False, min_value=0, max_value=30)
    coach_role = forms.ChoiceField(
        label=_("Coach role that is asked most"),
        choices=[("", _("None in particular")), *CoachRole.Kind.choices],
        required=False,
    )
    coach_hint = forms.CharField(label=_("What the coach does here"), **words())


Cautions = forms.formset_factory(CautionForm, extra=1, max_num=12)
Phases = forms.formset_factory(PhaseForm, extra=1, max_num=16)


class TextForms:
    """The four parts of the page as one: `is_valid()`, then `content`."""

    def __init__(self, data: Any, *, form: SchoolForm) -> None:
        content = form.text.as_content()
        self.words = WordsForm(data, form=form)
        self.numbers = NumbersForm(data, form=form)
        self.cautions = Cautions(data, prefix="caution", initial=content["cautions"])
        self.phases = Phases(data, prefix="phase", initial=content["phases"])

    def is_valid(self) -> bool:
        parts = (
            self.words.is_valid(),
            self.numbers.is_valid(),
            self.cautions.is_valid(),
            self.phases.is_valid(),
        )  # each says its faults
        return all(parts)

    @property
    def content(self) -> dict[str, Any]:
        """The text to be kept. Phases without a name and warnings without words are gone."""
        said = self.words.cleaned_data
        phases = [one.cleaned_data for one in self.phases if one.cleaned_data.get("name")]
        names = {phase["code"] for phase in phases}
        text = VariantText(
            **{name: said[name] for name in (*SENTENCES, *LISTS, "keywords")},
            **self.numbers.cleaned_data,
            cautions=tuple(Caution(**one.cleaned_data) for one in self.cautions if one.cleaned_data.get("when")),
            phases=tuple(
                Phase(
                    **{
                        **phase,
                        "code": phase["code"] or f"own-{place}",
                        "weeks": phase["weeks"] or 0,
                        "min_meetings": phase["min_meetings"] or 0,
                        "loops_back_to": phase["loops_back_to"] if phase["loops_back_to"] in names else "",
                    }
                )
                for place, phase in enumerate(phases, 1)
            ),
        )
        return text.as_content()
