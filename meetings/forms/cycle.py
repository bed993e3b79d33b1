"""Plan a research-lesson cycle on one page, and move a step of it."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from meetings.actions import StepPlan, YearRow
from meetings.forms.fields import LengthField, day_field, hour_field, length_choices, moment_of
from meetings.forms.frame import MomentForm
from meetings.localtime import local_day
from meetings.models import CycleStep

# The six phases; a design of three meetings is the most that is offered, and only the usual ones are ticked.
Kind = CycleStep.Kind
USUAL = (
    (Kind.ORIENTATION, True),
    (Kind.DESIGN, True),
    (Kind.DESIGN, True),
    (Kind.DESIGN, False),
    (Kind.LESSON, True),
    (Kind.RETEACH, False),
    (Kind.SHARE, True),
)
LESSON = _("Class, hour and place of the lesson")


def lesson_field() -> forms.CharField:
    return forms.CharField(label=LESSON, max_length=160, required=False)


class CycleForm(forms.Form):
    """What counts for the whole cycle."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    theme = forms.CharField(
        label=_("What do you want to find out?"),
        max_length=160,
        required=False,
        help_text=_("Theme or learning question. Only your group reads it."),
    )
    place = forms.CharField(label=_("Place or link for all of them"), max_length=200, required=False)


class StepForm(forms.Form):
    """One step. A line that is not ticked is left out; a line without a day is planned later."""

    include = forms.BooleanField(label=_("This step"), required=False)
    kind = forms.ChoiceField(choices=Kind.choices, widget=forms.HiddenInput)
    day = day_field(required=False)
    at = hour_field(required=False)
    minutes = LengthField(widget=forms.Select())
    lesson = lesson_field()

    def __init__(self, *args: Any, minutes: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["minutes"].choices = length_choices(minutes, self.initial.get("minutes"))  # type: ignore[attr-defined]
        self.fields["minutes"].required = False

    @property
    def label(self) -> str:
        value = self["kind"].value()
        return str(Kind(value).label) if value in Kind.values else ""

    @property
    def has_lesson(self) -> bool:
        return self["kind"].value() in CycleStep.WITH_LESSON

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("include"):
            self._errors = forms.utils.ErrorDict()  # what is left out may be anything
            return data
        if data.get("day"):
            for name in ("at", "minutes"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill this in, or leave the day empty and choose it later."))
        try:
            data["starts_at"] = moment_of(data.get("day"), data.get("at"))
        except ValidationError as error:
            self.add_error("at", error)
        return data


StepFormSet = forms.formset_factory(StepForm, extra=0, max_num=len(USUAL), absolute_max=len(USUAL))


class PlanCycleForm:
    """The steps of a cycle, its theme and place, and the once-only key. `days`: a proposal for each usual step."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        days: Sequence[date | None] = (),
        place: str = "",
        at: time,
        minutes: int,
    ) -> None:
        proposals = iter(days)
        lines = [
            {"include": usual, "kind": kind, "day": next(proposals, None) if usual else None}
            | {"at": at, "minutes": minutes}
            for kind, usual in USUAL
        ]
        self.frame = CycleForm(data, initial={"key": uuid4(), "place": place})
        self.lines = StepFormSet(data, prefix="step", initial=None if data else lines, form_kwargs={"minutes": minutes})

    def is_valid(self) -> bool:
        valid = all((self.frame.is_valid(), self.lines.is_valid()))
        if valid and not self.steps():
            self.frame.add_error(None, _("Tick at least one step."))
            return False
        return valid

    @property
    def key(self) -> UUID:
        key: UUID = self.frame.cleaned_data["key"]
        return key

    def steps(self) -> list[StepPlan]:
        """The ticked lines of a valid form."""
        ticked = (form.cleaned_data for form in self.lines.forms if form.cleaned_data.get("include"))
        return [
            StepPlan(data["kind"], data.get("starts_at"), data.get("minutes") or 0, data.get("lesson", ""))
            for data in ticked
        ]

    def days(self) -> list[date | None]:
        """The day of each line, in order; None where it is left out or has none."""
        return [local_day(row.starts_at) if row else None for row in self.moments()]

    def moments(self) -> list[YearRow | None]:
        """One for each line: its meeting, or None where it is left out, has no day or something is wrong with it."""
        return [moment_on(form) for form in self.lines.forms]


def moment_on(form: forms.Form) -> YearRow | None:
    data: dict[str, Any] = {name: form.initial.get(name) for name in ("include", "day", "at", "minutes")}
    if form.is_bound:
        form.is_valid()
        data = form.cleaned_data
    elif data["day"]:
        data["starts_at"] = moment_of(data["day"], data["at"])
    if not data.get("include") or not data.get("starts_at") or not data.get("minutes"):
        return None
    return YearRow(data["starts_at"], data["minutes"])


class MoveStepForm(MomentForm):
    """A day for a step, or another one; `version` is that of its meeting as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    lesson = lesson_field()
    lesson_on = day_field(
        _("The lesson is on another day"),
        required=False,
        help_text=_("Leave it empty when lesson and discussion are on the same day."),
    )

    def __init__(self, *args: Any, has_lesson: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_lesson:
            del self.fields["lesson"], self.fields["lesson_on"]

    @property
    def signature(self) -> str:
        """What advice is about: also on which day the lesson is."""
        return f"{super().signature}-{self.cleaned_data.get('lesson_on') or ''}"
