"""A board: begin one, move on it, show a step, give it names of one's own."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from learning import boards as rules
from learning.actions.boards import ReasonNeeded
from learning.forms.both import BothForm
from learning.forms.guarded import GuardedForm
from learning.models import BoardMove

QUIET = {"autocomplete": "off"}


class StartForm(forms.Form):
    """What the round is about; another way of working than that of the kind of group for who wants it."""

    about = forms.CharField(
        label=_("What is it about?"),
        help_text=_("In a few words, for instance a chapter, a question or a theme."),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs=QUIET),
    )
    method = forms.ChoiceField(
        label=_("By which steps?"), widget=forms.RadioSelect(attrs={"class": "chips"}), required=True
    )

    def __init__(self, *args: Any, methods: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["method"].choices = list(methods)  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """A reason in one's own words, or one of the usual ones (`chosen`). seen: how many moves the page knew."""

    kind = forms.ChoiceField(choices=BoardMove.Kind.choices)
    target = forms.SlugField(max_length=40, required=False)
    chosen = forms.CharField(max_length=200, required=False)
    reason = forms.CharField(max_length=200, required=False)
    seen = forms.IntegerField(min_value=0)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        said["reason"] = said.get("reason") or said.pop("chosen", "")
        said.pop("chosen", None)
        if said.get("kind") in rules.WITH_REASON and not said["reason"]:
            self.add_error("reason", str(ReasonNeeded.message))
        return said


class EvidenceForm(GuardedForm):
    """One line, and a link if there is one."""

    guarded = ("text",)
    key = forms.UUIDField(widget=forms.HiddenInput(attrs={"data-draft-keep": True}), initial=uuid4)
    text = forms.CharField(
        label=_("In a few words"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300, **QUIET})
    )
    link = forms.URLField(
        label=_("Link"), max_length=500, required=False, assume_scheme="https", widget=forms.URLInput(attrs=QUIET)
    )

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "link", "key")}


class NamesForm(BothForm):
    """What the round is about, and a name for each step; empty is the usual one."""

    def __init__(self, *args: Any, about: str, steps: Iterable[tuple[int, str, str]], **options: Any) -> None:
        """steps: id, usual name and own name of each."""
        super().__init__(*args, **options)
        self.put("about", _("What is it about?"), about, forms.TextInput(attrs={"data_quiet": True, **QUIET}), 160)
        for number, (pk, usual, own) in enumerate(steps, 1):
            box = forms.TextInput(attrs={"placeholder": usual, "data_quiet": True, **QUIET})
            self.put(f"step-{pk}", _("Step %(number)s") % {"number": number}, own, box, 80)

    @property
    def changes(self) -> dict[str, Any]:
        """What was typed anew: `about`, None where it was not touched, and names by the id of their step."""
        new = {code: said.text for code, said in self.said.items() if said.text != said.was}
        about = new.pop("about", None)
        return {"about": about, "names": {int(code.removeprefix("step-")): text for code, text in new.items()}}
