"""A question, a case, a theme; an answer to one; a reason to hide; what a group takes from it."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.actions.posts import MOST_MENTIONED
from learning.forms.guarded import GuardedForm

Choice = tuple[int, str]
LONGEST = 4000  # signs of a text


def long_text(label: Any, *, rows: int, required: bool = False, hint: Any = "") -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST})
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST, required=required, widget=box)


class TopicForm(GuardedForm):
    """One line is enough; the rest may stay empty."""

    guarded: ClassVar = ("title", "text")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    title = forms.CharField(
        label=_("In one line"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    text = long_text(
        _("More about it"),
        rows=5,
        hint=_("What did you see, what did you try? No names of pupils: write “pupil A”."),
    )
    meeting = forms.TypedChoiceField(label=_("At which meeting?"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, meetings: Sequence[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["meeting"].choices = [("", _("Not at a meeting")), *meetings]  # type: ignore[attr-defined]
        self.fields["meeting"].widget.attrs["data_quiet"] = True
        if not meetings:
            del self.fields["meeting"]


class PostForm(GuardedForm):
    """An answer, with a link if there is one, and people of the group who are called in."""

    guarded: ClassVar = ("text",)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = long_text(_("Your answer"), rows=4, required=True)
    link = forms.URLField(
        label=_("Link"), max_length=500, required=False, assume_scheme="https", widget=forms.URLInput()
    )
    people = forms.TypedMultipleChoiceField(
        label=_("Whom do you call in?"),
        help_text=_("They get one mail that you think of them here. They need not answer."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, people: Sequence[Choice], label: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].choices = people  # type: ignore[attr-defined]
        if label:
            self.fields["text"].label = label
        if not people:
            del self.fields["people"]

    def clean_people(self) -> list[int]:
        chosen: list[int] = self.cleaned_data["people"]
        if len(chosen) > MOST_MENTIONED:
            raise forms.ValidationError(_("Call in five people at most; the others read it here."))
        return chosen


class HarvestForm(GuardedForm):
    """What the group takes from it; a line is enough, and it may stay empty."""

    guarded: ClassVar = ("harvest",)
    harvest = forms.CharField(
        label=_("What do we take from it?"),
        help_text=_("One line for who comes later, and for yourselves next year."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
    )


class HideForm(forms.Form):
    """Why it is better not read; its writer and the group see the reason."""

    why = forms.CharField(label=_("Why?"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class AgendaForm(forms.Form):
    """On the agenda of which meeting."""

    meeting = forms.TypedChoiceField(label=_("At which meeting?"), coerce=int)

    def __init__(self, *args: Any, meetings: Sequence[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["meeting"].choices = meetings  # type: ignore[attr-defined]
