"""A try-out in two taps and one line; a course that somebody brought back."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.actions.try_outs import Tried
from learning.forms.guarded import GuardedForm
from learning.models import TryOut
from meetings.forms.fields import Choice, day_field
from meetings.models import Meeting, Subtask

PLANNED = "plan"
EFFECTS = [*TryOut.Effect.choices, (PLANNED, _("I still have to"))]
AGENDA, CLASS = "agenda", "class"


def line(**options: Any) -> forms.CharField:
    return forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "off"}), **options)


class TryOutForm(GuardedForm):
    """One try-out. Chips for the classes of before; the rest is folded away."""

    guarded = ("what", "happened", "class_name")

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    what = line(label=_("What did you try, or will you?"), max_length=200)
    known_class = forms.ChoiceField(
        label=_("In which class?"),
        required=False,
        widget=forms.RadioSelect(attrs={"class": "chips", "data_quiet": True}),
    )
    effect = forms.ChoiceField(
        label=_("How did it go?"),
        required=False,
        choices=EFFECTS,
        widget=forms.RadioSelect(attrs={"class": "chips", "data_quiet": True}),
    )
    class_name = line(label=_("Another class"), max_length=60, required=False)
    happened = forms.CharField(
        label=_("What happened?"),
        help_text=_("What did pupils do? Write “pupil A”, never a name."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    barriers = forms.MultipleChoiceField(
        label=_("Did something stand in the way?"),
        help_text=_("The group only sees how often, from four try-outs of three people on."),
        choices=TryOut.Barrier.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
    )
    link = forms.URLField(label=_("Link to what shows it"), max_length=500, required=False, assume_scheme="https")
    tried_on = day_field(label=_("On another day than today"), required=False)
    meeting = forms.TypedChoiceField(label=_("With which meeting?"), required=False, coerce=int, empty_value=None)
    subtask = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, today: date, classes: Sequence[str], meetings: Sequence[Choice], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.today, self.has_classes = today, bool(classes)
        self.fields["known_class"].choices = [(one, one) for one in classes]  # type: ignore[attr-defined]
        self.fields["meeting"].choices = [("", _("With none")), *meetings]  # type: ignore[attr-defined]
        if not classes:
            self.fields["class_name"].label = self.fields["known_class"].label

    @property
    def is_unfolded(self) -> bool:
        """Whether something in the folded part has to be looked at."""
        folded = {"class_name", "happened", "barriers", "link", "tried_on", "meeting"}
        return self.is_bound and (not self.errors or bool(folded & self.errors.keys()))

    def clean_tried_on(self) -> date | None:
        day: date | None = self.cleaned_data["tried_on"]
        if day and day > self.today:
            raise forms.ValidationError(_("This day is still to come. Choose “I still have to” instead."))
        return day

    def tried(self, *, meeting: Meeting | None, subtask: Subtask | None, course: str = "") -> Tried:
        said = self.cleaned_data
        is_planned = said["effect"] == PLANNED
        return Tried(
            what=said["what"],
            class_name=said["class_name"] or said["known_class"],
            effect="" if is_planned else said["effect"],
            tried_on=None if is_planned else said["tried_on"] or self.today,
            happened=said["happened"],
            barriers=said["barriers"],
            link=said["link"],
            course=course,
            meeting=meeting,
            subtask=subtask,
        )


class CourseForm(GuardedForm):
    """A course, and the one thing that somebody brings in."""

    guarded = ("course", "thing")

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    course = line(label=_("Which course, day or book?"), max_length=120)
    thing = line(label=_("The one thing you bring in"), max_length=200)
    way = forms.ChoiceField(label=_("What shall we do with it?"), widget=forms.RadioSelect(attrs={"class": "chips"}))

    def __init__(self, *args: Any, next_day: str, **options: Any) -> None:
        super().__init__(*args, **options)
        ways: list[tuple[str, object]] = [(CLASS, _("I try it in my class"))]
        if next_day:
            ways.append((AGENDA, _("Put it on the agenda of %(day)s") % {"day": next_day}))
        self.fields["way"].choices = ways  # type: ignore[attr-defined]
        self.initial.setdefault("way", CLASS)
