"""Forms about where a group stands; they check and never save."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.fields import day_input
from communities.models import Community, Experiment, StageDecision
from communities.stages import CHANGE, EMBED, EXTEND, STOP

WORDS = forms.Textarea(attrs={"rows": 3, "maxlength": 1000})
NOTES = {
    EMBED: _("A fixed place in the timetable and the school plan; the members renew it once a year."),
    EXTEND: _("More time for the same question, with a new date. This is possible once."),
    CHANGE: _("The people want to go on, but in another way. You choose the kind of group next."),
    STOP: _("The work is done, or it did not bring enough. What you made and learned stays."),
}


def words_field(label: Any, hint: Any = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=required, max_length=1000, widget=WORDS)


class ExperimentForm(forms.Form):
    """The question that a trial must answer, and the day by which something is decided."""

    question = words_field(
        _("Which question must the experiment answer?"),
        _("One question that you can answer afterwards, for instance about what pupils do differently."),
        required=True,
    )
    ends_on = forms.DateField(
        label=_("Decide at the latest on"),
        help_text=_("Practice advises one school year at most, with the decision before the next year is planned."),
        widget=day_input(),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ends_on(self) -> date:
        day: date = self.cleaned_data["ends_on"]
        if day <= self.today:
            raise forms.ValidationError(_("Choose a day after today."))
        return day


class DecisionForm(forms.Form):
    """What the decision meeting decided, what was learned, and why."""

    kind = forms.ChoiceField(label=_("What do you decide?"), choices=StageDecision.Kind, widget=forms.RadioSelect)
    ends_on = forms.DateField(
        label=_("New date"), required=False, widget=day_input(), help_text=_("Only for more time: decide by this day.")
    )
    answer = words_field(
        _("What did we learn about the question?"),
        _("Three questions may help: did it work, can it last, do colleagues carry it?"),
    )
    reason = words_field(_("Why?"), _("The school leader reads this too, so leave out names of pupils and colleagues."))
    decided_on = forms.DateField(label=_("Decided on"), widget=day_input())

    def __init__(
        self, *args: Any, kinds: Sequence[str], experiment: Experiment | None, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds, self.experiment, self.today = kinds, experiment, today
        labels = dict(StageDecision.Kind.choices)
        self.fields["kind"].choices = [(kind, labels[kind]) for kind in kinds]  # type: ignore[attr-defined]
        if EXTEND not in kinds:
            del self.fields["ends_on"]

    @property
    def tiles(self) -> list[dict[str, object]]:
        """The decisions to choose from, each with what it means."""
        labels = dict(StageDecision.Kind.choices)
        return [{"code": kind, "label": labels[kind], "text": NOTES[kind]} for kind in self.kinds]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, ends_on = cleaned.get("decided_on"), cleaned.get("ends_on")
        if day and day > self.today:
            self.add_error("decided_on", _("Choose today or an earlier day."))
        if cleaned.get("kind") == EXTEND and self.experiment and (not ends_on or ends_on <= self.latest):
            self.add_error("ends_on", _("Choose a day after today and after the date that holds now."))
        return cleaned

    @property
    def latest(self) -> date:
        return max(self.today, self.experiment.ends_on) if self.experiment else self.today


class RenewalForm(forms.Form):
    """What the members decided together, and what changes."""

    goes_on = forms.TypedChoiceField(
        label=_("What do you decide together?"),
        choices=[("yes", _("We go on")), ("no", _("We do not go on"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    note = words_field(_("What changes?"), _("The school leader reads this too."))


class FinishForm(forms.Form):
    """The last day of a community, what it learned, and a word of thanks."""

    ended_on = forms.DateField(label=_("Last day"), widget=day_input())
    answer = words_field(_("What did we learn?"), _("A few lines will do. The school leader reads this too."))
    reason = words_field(_("Why do we stop?"))
    thanks = words_field(
        _("A word of thanks to the members"), _("Everybody of the group gets this, in exactly these words.")
    )

    def __init__(self, *args: Any, community: Community, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"ended_on": max(today, community.started_on)}
        super().__init__(*args, **kwargs)
        self.community = community

    def clean_ended_on(self) -> date:
        day: date = self.cleaned_data["ended_on"]
        if day < self.community.started_on:
            raise forms.ValidationError(_("The last day lies before the start of the group."))
        return day


class ThanksForm(forms.Form):
    """A word of thanks after the end."""

    thanks = words_field(
        _("A word of thanks to the members"),
        _("Everybody of the group gets this, in exactly these words."),
        required=True,
    )
