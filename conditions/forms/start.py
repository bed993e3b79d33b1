"""An answer about a start condition, the reason for starting all the same, a school's own words; they never save."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conditions.actions import Details, Words
from conditions.catalogue import ASKS_WHY, Condition
from conditions.models import ConditionAnswer, ProcessAnswer, Source
from schools.models import User

DETAILS = ("status", "note", "next_step", "due_on")
LONG = forms.Textarea(attrs={"rows": 3, "maxlength": 1000})


class StatusForm(forms.Form):
    """One tap: how it stands."""

    status = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=ConditionAnswer.Status,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )


class AnswerForm(StatusForm):
    """How it stands, and what may stand beside it. `people`: who can take the next step."""

    note = forms.CharField(label=_("Note"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    next_step = forms.CharField(label=_("Next step"), required=False, max_length=200)
    owner = forms.ChoiceField(label=_("Who takes it?"), required=False)
    due_on = forms.DateField(
        label=_("By"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("Nobody yet")), *people]  # type: ignore[attr-defined]

    def details(self) -> Details:
        said = self.cleaned_data
        owner = User.objects.get(pk=said["owner"]) if said["owner"] else None
        return Details(said["note"], said["next_step"], owner, said["due_on"])


def said_before(last: ConditionAnswer | ProcessAnswer | None) -> dict[str, object]:
    """What `AnswerForm` begins with: the last answer, if there is one."""
    return {name: getattr(last, name) for name in DETAILS} | {"owner": last.owner_id or ""} if last else {}


class ReasonForm(forms.Form):
    """Why a group starts although something is not settled."""

    reason = forms.CharField(
        label=_("Why start all the same?"),
        help_text=_("The group reads this too."),
        error_messages={"required": _("One sentence is enough.")},
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 1000}),
    )


class WordsForm(forms.Form):
    """A condition in the school's own words. Without a `condition` it is a new one."""

    name = forms.CharField(label=_("Condition"), max_length=120)
    text = forms.CharField(label=_("What it means here"), required=False, max_length=1000, widget=LONG)
    source = forms.ChoiceField(label=_("Where it comes from"), choices=Source, initial=Source.SCHOOL)
    actions = forms.CharField(
        label=_("Actions"),
        help_text=_("What leader, coach and group do for it. Does your school have a table of its own? Put it here."),
        required=False,
        max_length=3000,
        widget=LONG,
    )
    behaviour = forms.CharField(
        label=_("Exemplary behaviour"),
        help_text=_("What leader and coach show themselves."),
        required=False,
        max_length=3000,
        widget=LONG,
    )
    is_hidden = forms.BooleanField(
        label=_("We do not use it in this school"),
        required=False,
        help_text=_("Groups are no longer asked. Earlier answers stay."),
    )

    def __init__(self, *args: Any, condition: Condition | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if condition is None or condition.code in ASKS_WHY:
            del self.fields["is_hidden"]

    def words(self) -> Words:
        return Words(**self.cleaned_data)
