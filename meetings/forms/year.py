"""The year in one screen: a line a meeting, place once for all."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from meetings.actions import YearRow
from meetings.forms.fields import LengthField, day_field, hour_field, length_choices, moment_of
from meetings.localtime import local_time
from meetings.planning import Proposal

MAX_ROWS = 40


class RowForm(forms.Form):
    """One proposed meeting; a line that is not ticked is left out."""

    include = forms.BooleanField(label=_("Plan this one"), required=False)
    day = day_field(required=False)
    at = hour_field(required=False)
    minutes = LengthField(widget=forms.Select())

    def __init__(self, *args: Any, usual: Mapping[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["minutes"].choices = length_choices(self.initial.get("minutes"), usual["minutes"])  # type: ignore[attr-defined]
        self.fields["minutes"].required = False
        for name, value in usual.items():
            self.fields[name].initial = value

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("include"):
            self._errors = forms.utils.ErrorDict()  # what is left out may be anything
            return data
        for name in ("day", "at", "minutes"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Fill this in, or leave the line out."))
        try:
            data["starts_at"] = moment_of(data.get("day"), data.get("at"))
        except ValidationError as error:
            self.add_error("at", error)
        return data


class PlaceForm(forms.Form):
    """What counts for all lines."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.CharField(
        label=_("Place or link for all of them"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


RowFormSet = forms.formset_factory(RowForm, extra=0, max_num=MAX_ROWS, absolute_max=MAX_ROWS)


class YearForm:
    """The lines of a year plan with the place and the once-only key."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        proposals: Sequence[Proposal] = (),
        place: str = "",
        at: time,
        minutes: int,
    ) -> None:
        usual = {"include": True, "at": at, "minutes": minutes}
        if data and "more" in data:
            data = with_one_more(data, usual)
        lines = [
            {"include": True, "day": row.day, "at": local_time(row.starts_at), "minutes": row.minutes}
            for row in proposals
        ]
        self.frame = PlaceForm(data, initial={"key": uuid4(), "place": place})
        self.lines = RowFormSet(
            data, prefix="row", initial=None if data else lines or [usual], form_kwargs={"usual": usual}
        )

    def is_valid(self) -> bool:
        return all((self.frame.is_valid(), self.lines.is_valid()))

    @property
    def key(self) -> UUID:
        key: UUID = self.frame.cleaned_data["key"]
        return key

    @property
    def place(self) -> str:
        place: str = self.frame.cleaned_data["place"]
        return place

    def rows(self) -> list[YearRow]:
        """The ticked lines of a valid form."""
        return [row for row in self.moments() if row is not None]

    def moments(self) -> list[YearRow | None]:
        """One for each line: its meeting, or None where it is left out or something is wrong with it."""
        return [self._row(form) for form in self.lines.forms]

    @staticmethod
    def _row(form: forms.Form) -> YearRow | None:
        data = {"include": form.initial.get("include"), **form.initial}
        if form.is_bound:
            form.is_valid()
            data = form.cleaned_data
        elif data.get("day"):
            data["starts_at"] = moment_of(data["day"], data["at"])
        if not data.get("include") or not data.get("starts_at") or not data.get("minutes"):
            return None
        return YearRow(data["starts_at"], data["minutes"])


def with_one_more(data: QueryDict, usual: Mapping[str, Any]) -> QueryDict:
    """What was sent, and one more line at the usual hour."""
    more = data.copy()
    number = more.get("row-TOTAL_FORMS", "0")
    if number.isdigit():
        more["row-TOTAL_FORMS"] = str(int(number) + 1)
        more[f"row-{number}-include"] = "on"
        more[f"row-{number}-at"] = f"{usual['at']:%H:%M}"
        more[f"row-{number}-minutes"] = str(usual["minutes"])
    return more
