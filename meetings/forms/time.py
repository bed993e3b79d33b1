"""What makes room for a group, and the practical matters of a meeting; these forms check and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Chore

LESSON_TIME = [("yes", _("In lesson time")), ("no", _("Outside lesson time"))]


class LessonTimeField(forms.TypedChoiceField):
    """True in lesson time, False outside it, None where nobody says so."""

    def __init__(self, *, label: Any, **options: Any) -> None:
        chips = forms.RadioSelect(attrs={"class": "chips", "data_quiet": True})
        super().__init__(
            label=label,
            required=False,
            choices=LESSON_TIME,
            coerce=lambda value: value == "yes",
            empty_value=None,
            widget=chips,
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        """Also from a stored answer."""
        return {True: "yes", False: "no", None: ""}.get(value, value)


class TimeForm(forms.Form):
    """What falls away instead, and when the group usually meets."""

    falls_away = forms.CharField(
        label=_("What falls away instead?"),
        help_text=_("A duty, another meeting, an hour of teaching. Practice advises to agree on it before the start."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
    )
    in_lesson_time = LessonTimeField(label=_("When does the group usually meet?"))


class ChoreForm(forms.Form):
    """Something practical that somebody may take."""

    kind = forms.ChoiceField(
        label=_("What is needed?"), choices=Chore.Kind, widget=forms.RadioSelect(attrs={"class": "chips"})
    )
    text = forms.CharField(
        label=_("In a few words"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
