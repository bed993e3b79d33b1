"""Another day, hour or room for one date of a plan; checks and never saves."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.forms.fields import DayInput, HourInput, moment_of
from planning.models import Room

OWN = "own"
AUTO = "auto"


class MoveForm(forms.Form):
    """One of the offered moments, or a day and hour of one's own; the room by itself, or one that is chosen.

    `cleaned_data["moment"]` is (day, start). `seen` says about which moment the consequences were on the page.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    choice = forms.CharField(required=False, max_length=20, error_messages={"required": _("Choose a day.")})
    day = forms.DateField(label=_("Day"), required=False, widget=DayInput(data_quiet=True), input_formats=["%Y-%m-%d"])
    at = forms.TimeField(label=_("Start"), required=False, widget=HourInput(data_quiet=True))
    room = forms.ChoiceField(label=_("Room"), required=False, widget=forms.Select(attrs={"data_quiet": True}))

    def __init__(self, *args: Any, rooms: Sequence[Room], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rooms = {str(room.pk): room for room in rooms}
        named = [(str(room.pk), room_words(room)) for room in rooms]
        self.fields["room"].choices = [  # type: ignore[attr-defined]
            (AUTO, _("A free room, chosen for you")),
            *named,
            ("", _("No room")),
        ]
        self.fields["room"].initial = AUTO

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        moment = self._own() if data.get("choice") in ("", OWN) else moment_in(data.get("choice", ""))
        if moment is None and not self.errors:
            raise ValidationError(_("Choose a day from the list, or give a day and an hour."))
        data["moment"] = moment
        return data

    def _own(self) -> tuple[Any, time] | None:
        day, at = self.cleaned_data.get("day"), self.cleaned_data.get("at")
        if day is None or at is None:
            return None
        try:
            moment_of(day, at)
        except ValidationError as error:
            self.add_error("at", error)
        return day, at

    @property
    def is_automatic(self) -> bool:
        return self.cleaned_data.get("room") == AUTO

    @property
    def chosen_room(self) -> Room | None:
        return self.rooms.get(self.cleaned_data.get("room", ""))


def moment_in(text: str) -> tuple[Any, time] | None:
    """The day and start in "2027-01-14T13:30"; None for anything else."""
    try:
        moment = datetime.strptime(text, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - a time on the wall
    except ValueError:
        return None
    return moment.date(), moment.time()


def room_words(room: Room) -> str:
    return f"{room.name} ({room.seats})" if room.seats else room.name
