"""The agenda: a list of blocks, replaced as a whole."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.actions import MAX_BLOCKS, Block
from meetings.forms.fields import Choice, PersonField
from meetings.models import AgendaBlock, Focus, Meeting, Purpose
from meetings.scripts import Step


class BlockForm(forms.Form):
    """One block; a line without a title is left out."""

    title = forms.CharField(
        label=_("What"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "next"}),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=600,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "data-sum-of": "minutes", "step": 5}),
    )
    focus = forms.ChoiceField(label=_("Focus"), required=False, choices=[("", _("No focus")), *Focus.choices])
    purpose = forms.ChoiceField(label=_("What for"), required=False, choices=[("", _("No purpose")), *Purpose.choices])
    leader = PersonField(label=_("Who leads"))

    def __init__(self, *args: Any, people: Sequence[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["leader"].offer(people, _("Nobody yet"))  # type: ignore[attr-defined]
        self.fields["minutes"].widget.attrs.pop("min", None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("title") and not data.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("Say how many minutes this takes."))
        return data


BlockFormSet = forms.formset_factory(BlockForm, extra=0, max_num=MAX_BLOCKS, absolute_max=MAX_BLOCKS)
Line = Mapping[str, Any]


class AgendaForm:
    """The lines of an agenda with the version they were read from."""

    def __init__(
        self,
        meeting: Meeting,
        *,
        people: Sequence[Choice],
        data: Mapping[str, Any] | None = None,
        lines: Sequence[Line] = (),
        blank: int = 1,
    ) -> None:
        self.meeting = meeting
        self.version = int(data["version"]) if data and str(data.get("version", "")).isdigit() else meeting.version
        initial = None if data else [*lines, *({"minutes": None} for _ in range(blank))]
        self.lines = BlockFormSet(data, prefix="block", initial=initial, form_kwargs={"people": list(people)})

    @property
    def is_bound(self) -> bool:
        return self.lines.is_bound

    def is_valid(self) -> bool:
        return self.lines.is_valid()

    def all_rows(self) -> list[Line]:
        """What stands in the lines now, in their order, also when something is wrong with it."""
        names = ("title", "minutes", "focus", "purpose", "leader")
        return [{name: form[name].value() for name in names} for form in self.lines.forms]

    def rows(self) -> list[Line]:
        """The lines that have a title."""
        return [row for row in self.all_rows() if row["title"]]

    def moved(self, number: str, step: int) -> list[Line]:
        """The filled lines after line `number` went up (-1), down (1) or away (0)."""
        rows = self.all_rows()
        if number.isdigit() and int(number) < len(rows):
            line = rows.pop(int(number))
            if step:
                rows.insert(max(0, int(number) + step), line)
        return [row for row in rows if row["title"]]

    def total(self) -> int:
        """Minutes of all lines together, as they stand there."""
        return sum(int(row["minutes"]) for row in self.rows() if str(row["minutes"] or "").isdigit())

    def blocks(self) -> list[Block]:
        """The filled lines of a valid form."""
        filled = [form.cleaned_data for form in self.lines.forms if form.cleaned_data.get("title")]
        return [
            Block(line["title"], line["minutes"], line["focus"], line["leader"], line["purpose"]) for line in filled
        ]


def lines_of(blocks: Iterable[AgendaBlock]) -> list[Line]:
    """Saved blocks as lines."""
    return [
        {
            "title": block.title,
            "minutes": block.minutes,
            "focus": block.focus,
            "purpose": block.purpose,
            "leader": block.leader_id,
        }
        for block in blocks
    ]


def lines_of_steps(steps: Iterable[Step]) -> list[Line]:
    """A fitted script as lines; nobody leads them yet."""
    return [
        {
            "title": step.title,
            "minutes": step.minutes[0],
            "focus": step.focus,
            "purpose": step.purpose,
            "leader": None,
        }
        for step in steps
    ]
