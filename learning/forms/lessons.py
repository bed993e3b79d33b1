"""A research lesson: who is watched by a letter, what is expected, what is seen, what is decided."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.actions.lessons import TALK
from learning.case_pupils import LETTERS
from learning.forms.both import BothForm
from learning.forms.guarded import GuardedForm
from learning.models import CasePupil

QUIET = {"autocomplete": "off"}
NOBODY = ""


class CasePupilsForm(BothForm):
    """Six letters at most; one without words is not used. suggested: what stands in the fields of a first time."""

    def __init__(
        self, *args: Any, labels: Mapping[str, str], suggested: Mapping[str, str] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for letter in LETTERS:
            box = forms.TextInput(attrs={"data_quiet": True, **QUIET})
            label = _("%(letter)s stands for") % {"letter": letter}
            self.put(letter, label, labels.get(letter, ""), box, 80)
            if suggested:
                self.fields[letter].initial = suggested.get(letter, "")


class PredictForm(BothForm):
    """A line a case pupil."""

    def __init__(self, *args: Any, pupils: Iterable[CasePupil], there: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        for pupil in pupils:
            label = f"{pupil.code} · {pupil.label}" if pupil.label else pupil.code
            box = forms.Textarea(attrs={"rows": 2, "maxlength": 300, "data_quiet": True, **QUIET})
            self.put(pupil.code, label, there.get(pupil.pk, ""), box, 300)


class ObserveForm(GuardedForm):
    """Whom, and one line."""

    guarded = ("text",)
    key = forms.UUIDField(widget=forms.HiddenInput(attrs={"data-draft-keep": True}), initial=uuid4)
    who = forms.ChoiceField(
        label=_("Whom do you watch?"), required=False, widget=forms.RadioSelect(attrs={"class": "chips"})
    )
    text = forms.CharField(
        label=_("What do you see or hear?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500, **QUIET}),
    )

    def __init__(self, *args: Any, pupils: Iterable[CasePupil], **options: Any) -> None:
        super().__init__(*args, **options)
        self.pupils = {pupil.code: pupil for pupil in pupils}
        choices = [(code, code) for code in self.pupils]
        self.fields["who"].choices = [*choices, (NOBODY, _("Others"))]  # type: ignore[attr-defined]
        self.fields["who"].widget.attrs["data_quiet"] = True

    @property
    def pupil(self) -> CasePupil | None:
        return self.pupils.get(self.cleaned_data["who"])


class TalkForm(BothForm):
    """After the case pupils: other pupils, then the lesson and teaching, then what changes."""

    LABELS: Mapping[str, Any] = {
        "others": _("Other pupils"),
        "teaching": _("Lesson and teaching"),
        "decision": _("What we change in the next lesson"),
    }

    def __init__(self, *args: Any, there: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in TALK:
            box = forms.Textarea(attrs={"rows": 3, "data_quiet": True, **QUIET})
            self.put(name, self.LABELS[name], there.get(name, ""), box, 3000)
