"""Plan one meeting, or change its frame."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.forms.fields import (
    Choice,
    LengthField,
    PersonField,
    day_field,
    hour_field,
    length_choices,
    moment_from,
    moment_of,
)
from meetings.forms.time import LessonTimeField

OWN = "own"


class MomentForm(forms.Form):
    """When, how long and where. `cleaned_data["starts_at"]` is a moment in UTC."""

    day = day_field()
    at = hour_field()
    minutes = LengthField()
    place = forms.CharField(
        label=_("Place or link"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["minutes"].choices = length_choices(self.initial.get("minutes"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        try:
            data["starts_at"] = moment_of(data.get("day"), data.get("at"))
        except ValidationError as error:
            self.add_error("at", error)
        return data

    @property
    def signature(self) -> str:
        """What advice is about: when and how long."""
        starts_at: datetime = self.cleaned_data["starts_at"]
        return f"{starts_at:%Y%m%dT%H%M}-{self.cleaned_data['minutes']}"

    @property
    def is_heeded(self) -> bool:
        """Whether the advice on exactly this moment was on the page when it was sent."""
        return self.data.get("seen") == self.signature


class FrameForm(MomentForm):
    """The same, and who takes notes."""

    note_taker = PersonField(
        label=_("Who takes notes"), help_text=_("She or he gets the question to log the meeting afterwards.")
    )

    in_lesson_time = LessonTimeField(label=_("In lesson time?"))

    def __init__(self, *args: Any, people: Sequence[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["note_taker"].offer(people, _("Nobody yet"))  # type: ignore[attr-defined]


class PlanForm(FrameForm):
    """Three real proposals, or a moment of one's own."""

    key = forms.UUIDField(widget=forms.HiddenInput(attrs={"data-draft-keep": ""}), initial=uuid4)
    choice = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["key", "choice"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("day", "at"):
            self.fields[name].required = False
            self.fields[name].widget.attrs["data_quiet"] = True  # one of the two ways is needed

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("choice") and data["choice"] != OWN:
            data["starts_at"] = moment_from(data["choice"])
            for name in ("day", "at"):
                self.errors.pop(name, None)
        if not data.get("starts_at") and not self.errors:
            self.add_error("day", _("Choose one of the days, or fill in a day and an hour."))
        return data


class EditForm(FrameForm):
    """Move a meeting or change its frame; `version` is that of the meeting as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
