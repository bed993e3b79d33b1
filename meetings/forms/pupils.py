"""How many pupils are guests, and what a feedback card asks. No field in which a name belongs."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.actions import CardPlan, Guests, Said
from meetings.forms.fields import Choice, day_field
from meetings.models import FeedbackAnswer, Meeting
from meetings.name_guard import name_like
from meetings.pupil_page import MOST_DAYS, SHOWN_FROM

MOST = 200  # pupils
PAPER, BOARD = "paper", "board"
TOO_FEW = _("From three pupils on: with fewer, you would know who said what. Talk with them.")
WAYS = [(PAPER, _("A paper each")), (BOARD, _("One code on the board"))]


class NumberInput(forms.NumberInput):
    def __init__(self) -> None:
        super().__init__(attrs={"inputmode": "numeric"})


class GuestsForm(forms.Form):
    """A number, at one meeting or for a while."""

    number = forms.IntegerField(label=_("How many pupils?"), min_value=1, max_value=MOST, widget=NumberInput())
    meeting = forms.TypedChoiceField(label=_("When?"), required=False, coerce=int, empty_value=None)
    first_day = day_field(label=_("From"), required=False)
    last_day = day_field(label=_("Until"), required=False)

    def __init__(self, *args: Any, meetings: Sequence[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["meeting"].choices = [("", _("For a while: fill in the days")), *meetings]  # type: ignore[attr-defined]
        for name in ("meeting", "first_day", "last_day"):
            self.fields[name].widget.attrs["data_quiet"] = True

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("meeting") is None:
            first, last = said.get("first_day"), said.get("last_day")
            for name in ("first_day", "last_day"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose a day, or choose a meeting above."))
            if first and last and last < first:
                self.add_error("last_day", _("The last day is before the first."))
        return said

    def guests(self, meeting: Meeting | None) -> Guests:
        said = self.cleaned_data
        return Guests(said["number"], said["first_day"], said["last_day"], meeting)


class CardForm(forms.Form):
    """A feedback card. What looks like a pupil's name is asked about once; `seen` is the name that was."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    about = forms.CharField(
        label=_("What is it about?"),
        help_text=_("Pupils read this above the questions: a lesson, a try-out."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    question = forms.CharField(
        label=_("A question of your own"),
        help_text=_("Pupils are asked anyway whether it helped them learn, what helped and what was hard."),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    meeting = forms.TypedChoiceField(label=_("With which meeting?"), required=False, coerce=int, empty_value=None)
    way = forms.ChoiceField(
        label=_("How do pupils get it?"),
        help_text=_("Papers work with shared tablets too. The code on the board takes one answer a device."),
        choices=WAYS,
        initial=PAPER,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    number = forms.IntegerField(
        label=_("How many pupils?"),
        min_value=SHOWN_FROM,
        max_value=MOST,
        widget=NumberInput(),
        error_messages={"min_value": TOO_FEW},
    )
    closes_on = day_field(label=_("Open until"))
    delete_on = day_field(
        label=_("Delete everything after"),
        help_text=_("At most a year from now. Write down before then what you learned."),
    )

    def __init__(self, *args: Any, today: date, meetings: Sequence[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["meeting"].choices = [("", _("With none")), *meetings]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        closes_on, delete_on = said.get("closes_on"), said.get("delete_on")
        if closes_on and closes_on < self.today:
            self.add_error("closes_on", _("This day is over. Choose today or later."))
        if delete_on and delete_on > self.today + timedelta(days=MOST_DAYS):
            self.add_error("delete_on", _("That is too far away: answers are kept for a year at most."))
        if closes_on and delete_on and delete_on < closes_on:
            self.add_error("delete_on", _("This is before the card closes. Choose that day or later."))
        return said

    @property
    def name(self) -> str:
        """What looks like a name in what was typed."""
        return name_like(self.cleaned_data.get("about", ""), self.cleaned_data.get("question", ""))

    @property
    def is_settled(self) -> bool:
        """Whether nothing looks like a name, or that was asked already."""
        return self.name in ("", self.cleaned_data["seen"])

    def plan(self, meeting: Meeting | None) -> CardPlan:
        said = self.cleaned_data
        return CardPlan(
            about=said["about"],
            question=said["question"],
            number=said["number"],
            is_on_board=said["way"] == BOARD,
            closes_on=said["closes_on"],
            delete_on=said["delete_on"],
            meeting=meeting,
        )


class OpenUntilForm(forms.Form):
    """Until when a card takes answers."""

    day = day_field(label=_("Open until"))


def few_words(label: Any) -> forms.CharField:
    """A text that may stay empty, of a size that fits in a minute."""
    box = forms.Textarea(attrs={"rows": 2, "maxlength": 300, "autocomplete": "off"})
    return forms.CharField(label=label, max_length=300, required=False, widget=box)


class FeedbackForm(forms.Form):
    """What a pupil fills in: one tap is enough."""

    mood = forms.TypedChoiceField(
        label=_("Did this lesson help you to learn?"),
        choices=FeedbackAnswer.Mood.choices,
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": _("Choose one of the three.")},
    )
    helped = few_words(_("What has helped you?"))
    hindered = few_words(_("What was hard?"))
    own = few_words("")

    def __init__(self, *args: Any, question: str, has_ticket: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.has_ticket = has_ticket
        if question:
            self.fields["own"].label = question
        else:
            del self.fields["own"]

    def clean(self) -> dict[str, Any]:
        if not self.has_ticket:
            self.add_error(None, _("Your answer is not sent yet. Press the button once more."))
        return super().clean() or self.cleaned_data

    def said(self) -> Said:
        return Said(**self.cleaned_data)
