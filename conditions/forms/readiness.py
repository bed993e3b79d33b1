"""Forms about the readiness of a school; they check and never save."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conditions.queries.readiness import own_statements
from conditions.readiness_rules import Pair
from conditions.readiness_statements import Statement
from schools.models import User
from schools.requests import is_id

LONGEST = timedelta(days=90)
LEVELS = [(1, _("(almost) not")), (2, _("a little")), (3, _("mostly")), (4, _("fully"))]
SKIPPED = "skip"


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class RoundForm(forms.Form):
    """Until when a round is open."""

    closes_on = day_field(
        _("Last day to answer"),
        help_text=_("Two school weeks is usual. The result comes the day after, for everybody."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["closes_on"].widget.attrs["min"] = today.isoformat()

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if day < self.today:
            raise forms.ValidationError(_("Choose today or a later day."))
        if day > self.today + LONGEST:
            raise forms.ValidationError(_("Choose a day within three months: answers of long ago say little."))
        return day


class StatementFields:
    """One statement with its two rows of chips, for the template."""

    def __init__(self, form: forms.Form, statement: Statement) -> None:
        self.statement = statement
        self.now = form[f"now_{statement.code}"]
        self.wanted = form[f"wanted_{statement.code}"]


class AnswerForm(forms.Form):
    """Twelve statements: as it is now, and as one would like it; what cannot be judged yet is left out.

    `cleaned_data["answers"]` holds a pair for each statement that was judged.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for statement in own_statements():
            skipping = (SKIPPED, _("cannot say yet"))
            self.fields[f"now_{statement.code}"] = chips(statement.name, [*LEVELS, skipping])
            self.fields[f"wanted_{statement.code}"] = chips(statement.name, LEVELS)

    def statements(self) -> list[StatementFields]:
        return [StatementFields(self, statement) for statement in own_statements()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        answers: dict[str, Pair] = {}
        for statement in own_statements():
            now, wanted = cleaned.get(f"now_{statement.code}"), cleaned.get(f"wanted_{statement.code}")
            if now in ("", None, SKIPPED):
                continue
            if not wanted:
                self.add_error(f"wanted_{statement.code}", _("Also choose how you would like it."))
            else:
                answers[statement.code] = (int(now), int(wanted))
        if not self.errors and not answers:
            raise forms.ValidationError(_("Choose an answer to at least one statement."))
        cleaned["answers"] = answers
        return cleaned


def chips(label: Any, choices: list[tuple[Any, Any]]) -> forms.ChoiceField:
    widget = forms.RadioSelect(attrs={"class": "chips"})
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)


class OwnerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Somebody by id. An id that no database holds is a fault in the form, where Django would ask for it."""

    def to_python(self, value: Any) -> Any:
        if value not in self.empty_values and not is_id(str(value)):
            raise forms.ValidationError(self.error_messages["invalid_choice"], params={"value": str(value)[:20]})
        return super().to_python(value)


class StepForm(forms.Form):
    """A step: what, for which statement, who, by when."""

    text = forms.CharField(label=_("Step"), max_length=200)
    code = forms.ChoiceField(label=_("It answers"), required=False, widget=forms.Select(attrs={"data_quiet": True}))
    owner = OwnerField(
        label=_("Who takes it on?"), queryset=User.objects.none(), required=False, empty_label=_("nobody yet")
    )
    due_on = day_field(_("By"), required=False)

    def __init__(self, *args: Any, owners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(statement.code, statement.name) for statement in own_statements()]
        self.fields["code"].choices = [("", _("something else")), *named]  # type: ignore[attr-defined]
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]


class ScanForm(forms.Form):
    """The result of another instrument, in one line."""

    name = forms.CharField(label=_("Which scan?"), max_length=120)
    taken_on = day_field(_("When?"))
    result = forms.CharField(
        label=_("What it said, in a line"),
        max_length=300,
        help_text=_("All of the staff can read it. Where the report itself lies can stand here too."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
    )
