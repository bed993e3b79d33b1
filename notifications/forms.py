"""The page of preferences: a choice for each kind, and a personal quiet period."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from notifications.actions import Chosen
from notifications.models import Choice
from notifications.registry import Kind, Words

LONGEST_QUIET = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Line:
    """One kind on the page; `mail` is None where nothing is to be chosen."""

    kind: Kind
    mail: BoundField | None
    inbox: BoundField


class ChoicesForm(forms.Form):
    """How each kind is told. Built from the kinds that can concern somebody and what she chose before."""

    is_weekly = forms.BooleanField(
        label=_("One mail a week instead of single mails"),
        help_text=_("On the first school day of the week. Invitations to your own meetings still come at once."),
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        kinds: Sequence[Kind],
        chosen: Mapping[str, Choice],
        is_weekly: bool,
    ) -> None:
        super().__init__(data, initial={"is_weekly": is_weekly}, auto_id="%s")
        self.kinds = kinds
        for kind in kinds:
            choice = chosen[kind.name]
            if kind.is_optional:
                self.fields[f"mail-{kind.name}"] = forms.ChoiceField(
                    label=str(kind.title),
                    choices=mail_choices(choice.mail, is_weekly=is_weekly or kind.comes_weekly),
                    initial=choice.mail,
                    widget=forms.RadioSelect(attrs={"class": "chips"}),
                )
            self.fields[f"inbox-{kind.name}"] = forms.BooleanField(
                label=_("In the inbox"), initial=choice.has_inbox, required=False
            )

    def headings(self) -> list[tuple[Words, list[Line]]]:
        """The kinds to choose about, under their headings: first what everybody gets, last what has no heading."""
        lines = [line for line in self.lines() if line.kind.is_optional]
        lines.sort(key=lambda line: (not line.kind.heading, bool(line.kind.roles)))
        found: dict[Words, list[Line]] = {}
        for line in lines:
            found.setdefault(line.kind.heading, []).append(line)
        return list(found.items())

    def always(self) -> list[Line]:
        """The kinds that are always mailed at once."""
        return [line for line in self.lines() if not line.kind.is_optional]

    def lines(self) -> Iterator[Line]:
        for kind in self.kinds:
            mail = self[f"mail-{kind.name}"] if kind.is_optional else None
            yield Line(kind, mail, self[f"inbox-{kind.name}"])

    def chosen(self) -> dict[str, Chosen]:
        """What the form says, by kind."""
        found = self.cleaned_data
        return {
            kind.name: Chosen(found.get(f"mail-{kind.name}", Choice.Mail.ONCE), found[f"inbox-{kind.name}"])
            for kind in self.kinds
        }


def mail_choices(mail: str, *, is_weekly: bool) -> list[tuple[str, Any]]:
    """Where all comes once a week, "at once" and "weekly" are the same; what was chosen before is kept."""
    if not is_weekly:
        return list(Choice.Mail.choices)
    kept = mail if mail != Choice.Mail.NONE else Choice.Mail.ONCE
    return [(kept, _("In the weekly mail")), (Choice.Mail.NONE, Choice.Mail.NONE.label)]


class QuietForm(forms.Form):
    """From and until, both included."""

    first_day = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), input_formats=["%Y-%m-%d"]
    )
    last_day = forms.DateField(
        label=_("Until and including"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first_day, last_day = cleaned.get("first_day"), cleaned.get("last_day")
        if first_day and last_day:
            if last_day < first_day:
                self.add_error("last_day", _("The last day lies before the first."))
            elif last_day < self.today:
                self.add_error("last_day", _("This period has passed already."))
            elif last_day - first_day > LONGEST_QUIET or last_day - self.today > LONGEST_QUIET:
                self.add_error("last_day", _("At most a year ahead."))
        return cleaned
