"""A group's own way of leading a meeting: a name and a list of steps with minutes for each version (R67)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Focus, GroupScript, Purpose

MOST_STEPS = 20
PAUSE = "break"
COLUMNS = ("first", "second", "third")


class ScriptForm(forms.Form):
    """Its name."""

    name = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class StepForm(forms.Form):
    """One step; a line without a title is left out. `versions`: how many lengths the script has, one to three."""

    title = forms.CharField(
        label=_("What"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    purpose = forms.ChoiceField(
        label=_("What for"),
        required=False,
        choices=[("", _("No purpose")), *Purpose.choices, (PAUSE, _("Break"))],
    )
    focus = forms.ChoiceField(label=_("Focus"), required=False, choices=[("", _("No focus")), *Focus.choices])

    def __init__(self, *args: Any, lengths: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        for column, length in zip(COLUMNS, lengths, strict=False):
            self.fields[column] = forms.IntegerField(
                label=_("Of %(length)s min") % {"length": length},
                min_value=1,
                max_value=600,
                required=False,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "data-sum-of": column}),
            )
            self.fields[column].widget.attrs.pop("min", None)

    @property
    def minutes(self) -> list[forms.BoundField]:
        """The fields of minutes, one a version."""
        return [self[column] for column in COLUMNS if column in self.fields]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for column in COLUMNS:
            if data.get("title") and column in self.fields and not data.get(column) and column not in self.errors:
                self.add_error(column, _("Say how many minutes this takes."))
        return data


StepFormSet = forms.formset_factory(StepForm, extra=0, max_num=MOST_STEPS, absolute_max=MOST_STEPS)
Line = Mapping[str, Any]


class ScriptSheet:
    """Name and steps of a script of the group, from a request or as they are kept."""

    def __init__(
        self,
        script: GroupScript,
        *,
        lengths: Sequence[int],
        data: Mapping[str, Any] | None = None,
        lines: Sequence[Line] | None = None,
        name: str = "",
        blank: int = 1,
    ) -> None:
        self.lengths = lengths or (120,)
        self.form = ScriptForm(data, initial={"name": name or script.name})
        shown = lines_of_rows(script.steps) if lines is None else lines
        initial = None if data else [*shown, *({} for _ in range(blank))]
        options = {"lengths": self.lengths}
        self.lines = StepFormSet(data, prefix="step", initial=initial, form_kwargs=options)

    def is_valid(self) -> bool:
        return all((self.form.is_valid(), self.lines.is_valid()))

    def rows(self) -> list[Line]:
        """The lines that have a title, as they stand there now."""
        names = ("title", "purpose", "focus", *COLUMNS[: len(self.lengths)])
        rows = [{name: form[name].value() for name in names} for form in self.lines.forms]
        return [row for row in rows if row["title"]]

    def totals(self) -> list[tuple[str, int, int]]:
        """For each version: its column, the sum of its minutes, and what it was meant to be."""
        rows = self.rows()
        return [
            (column, sum(int(row[column]) for row in rows if str(row[column] or "").isdigit()), length)
            for column, length in zip(COLUMNS, self.lengths, strict=False)
        ]

    def moved(self, number: str, step: int) -> list[Line]:
        """The filled lines after line `number` went up (-1), down (1) or away (0)."""
        rows = self.rows()
        if number.isdigit() and int(number) < len(rows):
            line = rows.pop(int(number))
            if step:
                rows.insert(max(0, int(number) + step), line)
        return rows

    def steps(self) -> list[dict[str, Any]]:
        """The filled lines of a valid sheet as `GroupScript.steps`."""
        filled = [form.cleaned_data for form in self.lines.forms if form.cleaned_data.get("title")]
        return [
            {
                "title": line["title"],
                "minutes": [line[column] for column in COLUMNS[: len(self.lengths)]],
                "focus": line["focus"],
                "purpose": "" if line["purpose"] == PAUSE else line["purpose"],
                "is_break": line["purpose"] == PAUSE,
            }
            for line in filled
        ]


def lines_of_rows(rows: Sequence[Line]) -> list[Line]:
    """Kept steps as lines of the form."""
    return [
        {
            "title": row["title"],
            "purpose": PAUSE if row.get("is_break") else row.get("purpose", ""),
            "focus": row.get("focus", ""),
            **dict(zip(COLUMNS, row["minutes"], strict=False)),
        }
        for row in rows
    ]
