"""Forms of the pulse; they check and never save."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting
from pulse.actions import COMMENT, Slip
from pulse.models import Condition
from pulse.queries.rounds import own_statements

CANNOT_SAY = "0"
SCALE = [
    ("1", _("fully disagree")),
    ("2", _("disagree")),
    ("3", _("in between")),
    ("4", _("agree")),
    ("5", _("fully agree")),
    (CANNOT_SAY, _("I cannot say (yet)")),
]


class OpenForm(forms.Form):
    """Whether there is room for a line; fixed once the round is open."""

    has_comments = forms.BooleanField(label=_("With room for one line of one's own, without a name"), required=False)


class AnswerForm(forms.Form):
    """Fifteen statements, any of which may be left open. `cleaned_data["slip"]` holds all of it."""

    def __init__(self, *args: Any, has_comments: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in own_statements():
            widget = forms.RadioSelect(attrs={"class": "chips"})
            self.fields[one.code] = forms.ChoiceField(label=one.text, choices=SCALE, required=False, widget=widget)
        if has_comments:
            self.fields["comment"] = forms.CharField(
                label=_("A line of your own"),
                help_text=_(
                    "For the members and the coach, without your name. Please name nobody: not yourself either."
                ),
                max_length=COMMENT,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "maxlength": COMMENT}),
            )

    def parts(self) -> list[tuple[int, list[forms.BoundField]]]:
        """Five parts of three statements, with the number of each part."""
        fields = [self[one.code] for one in own_statements()]
        return [(number + 1, fields[3 * number : 3 * number + 3]) for number in range(len(Condition))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        answers = tuple(int(cleaned.get(one.code) or CANNOT_SAY) for one in own_statements())
        slip = Slip(answers, " ".join(cleaned.get("comment", "").split()))
        if not self.errors and slip.is_empty:
            raise forms.ValidationError(_("Choose an answer to at least one statement."))
        cleaned["slip"] = slip
        return cleaned


class TalkForm(forms.Form):
    """When the group talked: today, or in one of its last meetings. `cleaned_data["meeting"]`: None for today."""

    when = forms.ChoiceField(label=_("When?"), required=False, widget=forms.Select(attrs={"data_quiet": True}))

    def __init__(self, *args: Any, meetings: list[Meeting], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {str(one.pk): one for one in meetings}
        named = [
            (str(one.pk), _("in the meeting of %(day)s") % {"day": date_format(one.day, "j F")}) for one in meetings
        ]
        is_today = any(one.day == today for one in meetings)
        self.fields["when"].choices = named if is_today else [("", _("today")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["meeting"] = self.meetings.get(cleaned.get("when", ""))
        return cleaned
