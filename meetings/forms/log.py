"""The log of a meeting on one scroll: everything is filled in, nothing has to be typed (U2 of the phone budget)."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.actions import LogEntry, NewTask, NoteLine
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
from meetings.forms.running import ClosingFields
from meetings.log_context import LogContext
from meetings.merge import merge
from meetings.models import Focus, Subtask
from meetings.queries import Person, choices_of

ENDINGS = [("", _("Carry over")), ("done", _("Done")), ("dropped", _("Drop"))]
LINES = 60
KEEP = {"data-draft-keep": ""}
CLOSING = ("exit", "exit_line", "helps", "helps_line")


class StateField(forms.JSONField):
    """The state that a page was drawn from, as the browser gives it back; anything else is no state."""

    def to_python(self, value: Any) -> Any:
        try:
            state = super().to_python(value)
        except (ValidationError, RecursionError):
            return {}
        return state if isinstance(state, dict) else {}


class LogForm(ClosingFields):
    """Everything but the lines. `base` is the state that the page was drawn from, `version` that of the meeting."""

    key = forms.UUIDField(widget=forms.HiddenInput(attrs=KEEP))
    version = forms.IntegerField(widget=forms.HiddenInput(attrs=KEEP))
    base = StateField(widget=forms.HiddenInput(attrs=KEEP), required=False)
    day = day_field()
    at = hour_field()
    minutes = LengthField()
    present = forms.TypedMultipleChoiceField(label=_("Who was there?"), coerce=int, required=False)
    guests = forms.IntegerField(
        label=_("Guests"),
        min_value=0,
        max_value=99,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "data_quiet": True}),
    )
    focuses = forms.MultipleChoiceField(
        label=_("What did you work on?"),
        choices=Focus.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
    )
    note = forms.CharField(
        label=_("Note"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3, "data_quiet": True})
    )
    next = forms.CharField(required=False)

    def __init__(self, context: LogContext, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.context = context
        self.fields["minutes"].choices = length_choices(context.minutes)  # type: ignore[attr-defined]
        self.fields["present"].choices = [(person.pk, person.name) for person in context.people]  # type: ignore[attr-defined]
        for subtask in context.earlier:
            self.fields[f"open-{subtask.pk}"] = forms.ChoiceField(
                label=subtask.text, choices=ENDINGS, required=False, widget=forms.RadioSelect
            )

    def clean_present(self) -> list[int]:
        return sorted(self.cleaned_data["present"])

    def clean_next(self) -> str:
        """Kept as "2026-12-03T13:30"; anything else means later."""
        text: str = self.cleaned_data["next"]
        self.next_at = moment_from(text) if text else None
        return text if self.next_at else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        try:
            data["starts_at"] = moment_of(data.get("day"), data.get("at"))
        except ValidationError as error:
            self.add_error("at", error)
        return data

    def ended(self) -> dict[str, str]:
        """Subtasks of earlier meetings that are done or dropped, by id in text."""
        answers = {str(row.pk): self.cleaned_data.get(f"open-{row.pk}", "") for row in self.context.earlier}
        return {pk: answer for pk, answer in answers.items() if answer}


class DecisionForm(forms.Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs=KEEP))
    text = forms.CharField(
        label=_("Decision"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "next"}),
    )


class SubtaskForm(forms.Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs=KEEP))
    text = forms.CharField(
        label=_("What has to be done?"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "next"}),
    )
    owner = PersonField(label=_("Who"))
    due = day_field(_("By"), required=False)

    def __init__(self, *args: Any, people: list[Choice], due_on: date | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].offer(people, _("Nobody yet"))  # type: ignore[attr-defined]
        self.fields["due"].initial = due_on


DecisionFormSet = forms.formset_factory(DecisionForm, extra=0, max_num=LINES, absolute_max=LINES)
SubtaskFormSet = forms.formset_factory(SubtaskForm, extra=0, max_num=LINES, absolute_max=LINES)


class LogSheet:
    """The whole log: the form, its decisions and its subtasks; from a request, or from a state."""

    def __init__(
        self,
        context: LogContext,
        *,
        data: Mapping[str, Any] | None = None,
        state: Mapping[str, Any] | None = None,
        key: UUID | None = None,
        draft_key: str = "",
        anchor: tuple[int, Mapping[str, Any]] | None = None,
        blank: int = 1,
    ) -> None:
        shown = state or context.state()
        version, base = anchor or (context.version, context.state())
        self.context = context
        self.draft_key = (data.get("draft") if data else draft_key) or context.draft_key
        initial = {**shown, "key": key or uuid4(), "version": version, "base": base}
        initial |= {f"open-{pk}": answer for pk, answer in shown["ended"].items()}
        self.form = LogForm(context, data, initial=initial)
        options = {"people": choices_of(context.owners), "due_on": context.due_on}
        empty: list[dict[str, Any]] = [{} for _ in range(blank)]
        self.decisions = DecisionFormSet(
            data, prefix="decision", initial=None if data else [*shown["decisions"], *empty]
        )
        self.subtasks = SubtaskFormSet(
            data, prefix="subtask", initial=None if data else [*shown["subtasks"], *empty], form_kwargs=options
        )

    def is_valid(self) -> bool:
        return all((self.form.is_valid(), self.decisions.is_valid(), self.subtasks.is_valid()))

    def state(self) -> dict[str, Any]:
        """What was sent, as the plain values of `LogContext.state`; needs a valid sheet."""
        data = self.form.cleaned_data
        return {
            "day": data["day"].isoformat(),
            "at": f"{data['at']:%H:%M}",
            "minutes": data["minutes"],
            "present": data["present"],
            "guests": data["guests"] or 0,
            "focuses": sorted(data["focuses"]),
            "note": data["note"].replace("\r\n", "\n"),
            "decisions": [{"pk": row.get("pk"), "text": row.get("text", "")} for row in filled(self.decisions)],
            "subtasks": [
                {
                    "pk": row.get("pk"),
                    "text": row.get("text", ""),
                    "owner": row.get("owner"),
                    "due": row["due"].isoformat() if row.get("due") else None,
                }
                for row in filled(self.subtasks)
            ],
            "ended": self.form.ended(),
            "next": data["next"],
            **{name: data[name] for name in CLOSING},
        }

    @property
    def version(self) -> int:
        """The version that the sent page was drawn from."""
        version: int = self.form.cleaned_data["version"]
        return version

    def base(self) -> dict[str, Any]:
        """The state that the sent page was drawn from; empty when the browser did not give it back."""
        base: dict[str, Any] = self.form.cleaned_data["base"]
        return base

    def entry(self, *, version: int | None = None) -> LogEntry:
        """What the action needs; `version` overrides the one that was sent."""
        state, data = self.state(), self.form.cleaned_data
        starts_at: datetime = data["starts_at"]
        return LogEntry(
            key=data["key"],
            version=data["version"] if version is None else version,
            starts_at=starts_at,
            minutes=data["minutes"],
            present=self.attendance(),
            guests=state["guests"],
            focuses=tuple(state["focuses"]),
            note=state["note"],
            decisions=tuple(NoteLine(row["text"], row["pk"]) for row in state["decisions"]),
            subtasks=tuple(
                NewTask(row["text"], row["owner"], row["due"] and date.fromisoformat(row["due"]), row["pk"])
                for row in state["subtasks"]
            ),
            ended={int(pk): answer for pk, answer in state["ended"].items()},
            next_at=None if self.context.following else self.form.next_at,
            closing=self.form.closing(),
        )

    def attendance(self) -> dict[int, bool]:
        """Present or absent."""
        ticked = self.form.cleaned_data["present"]
        return {person.pk: person.pk in ticked for person in self.context.people}

    def saw(self, current: LogContext) -> bool:
        """Whether what this page shows is still so; then only something beside the log was changed."""
        return json.dumps(self.base(), sort_keys=True) == json.dumps(current.state(), sort_keys=True)

    def with_more_lines(self) -> "LogSheet":
        """The same sheet with empty lines below: what the button does where there is no script."""
        return LogSheet(
            self.context,
            state=self.state(),
            key=self.form.cleaned_data["key"],
            draft_key=self.draft_key,
            anchor=(self.version, self.base()),
            blank=3,
        )

    def people(self) -> list[tuple[Person, bool]]:
        """Everybody on the list, and whether the row is ticked now."""
        ticked = {str(pk) for pk in self.form["present"].value() or ()}
        return [(person, str(person.pk) in ticked) for person in self.context.people]

    def earlier(self) -> list[tuple[Subtask, forms.BoundField]]:
        """Open subtasks of earlier meetings with their three answers."""
        return [(row, self.form[f"open-{row.pk}"]) for row in self.context.earlier]

    def has_wrong_time(self) -> bool:
        """Whether something is wrong with day or hour, so that they may not stay folded."""
        return bool({"day", "at"} & set(self.form.errors))

    def merged_with(self, current: LogContext) -> "LogSheet":
        """The sheet to go on with after somebody else saved: their words and mine, on their version."""
        try:
            state = merge(self.base(), self.state(), current.state())
        except (AttributeError, KeyError, TypeError):  # a page whose base was tampered with
            state = merge({}, self.state(), current.state())
        return LogSheet(current, state=state, key=self.form.cleaned_data["key"], draft_key=self.draft_key)


def filled(lines: Any) -> list[dict[str, Any]]:
    """Lines that say something: with text, or with a saved row behind them."""
    rows = [form.cleaned_data for form in lines.forms]
    return [row for row in rows if row.get("text") or row.get("pk")]
