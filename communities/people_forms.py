"""Forms of the people of a community: whom to ask, what part one plays; they check and never save."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.fields import RowsField, day_input
from communities.models import Community, CompositionAnswer, Membership
from communities.queries import invitable
from schools.models import User


def not_before(today: date, day: date | None) -> date | None:
    if day and day < today:
        raise forms.ValidationError(_("Choose today or a later day."))
    return day


class InviteForm(forms.Form):
    """Whom to ask: colleagues of the schools that take part, or one address of somebody from outside."""

    people = RowsField(queryset=User.objects.none(), required=False)
    email = forms.EmailField(
        label=_("Somebody from outside these schools"),
        help_text=_("An e-mail address. This person gets one mail and decides."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "data_quiet": True}),
    )
    role = forms.ChoiceField(  # a coach is proposed to the group: see `coach_forms`
        label=_("To take part as"),
        choices=[choice for choice in Membership.Role.choices if choice[0] != Membership.Role.COACH],
        initial="member",
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )

    until = forms.DateField(
        label=_("For a limited time, until"),
        help_text=_("For an expert, counsellor or coach who helps for a while. The last day can move later."),
        required=False,
        widget=day_input(),
    )

    def __init__(self, *args: Any, community: Community, viewer: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        people = invitable(community, viewer=viewer).order_by().values("user_id")
        self.fields["people"].queryset = User.objects.filter(pk__in=people)  # type: ignore[attr-defined]

    def clean_until(self) -> date | None:
        return not_before(self.today, self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["people"] and not cleaned["email"]:
            raise forms.ValidationError(_("Tick at least one colleague, or type an address."))
        return cleaned


class JoinForm(forms.Form):
    """What I bring and would like to learn: two short lines that may stay empty (R46)."""

    brings = forms.CharField(
        label=_("I bring"),
        help_text=_("A skill, a question, experience, a lesson that works."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )
    learns = forms.CharField(
        label=_("I would like to learn"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["data_quiet"] = True


class FitForm(forms.Form):
    """Do goal and people still fit?"""

    fit = forms.ChoiceField(
        label=_("Do goal and people fit?"),
        choices=CompositionAnswer.Fit,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": _("Choose one of the three answers.")},
    )
    note = forms.CharField(
        label=_("Who or what is missing?"),
        help_text=_("An expertise, a grade, a school; no judgement of persons."),
        required=False,
        max_length=300,
    )


class UntilForm(forms.Form):
    """A last day."""

    until = forms.DateField(label=_("Last day"), widget=day_input())


class ConsentForm(forms.Form):
    """The answer of a guest's own school."""

    YES, NO = "yes", "no"
    answer = forms.ChoiceField(choices=[(YES, _("Yes")), (NO, _("No"))])
    until = forms.DateField(
        label=_("Until"),
        help_text=_("Only if your school agrees for a limited time."),
        required=False,
        widget=day_input(),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date | None:
        return not_before(self.today, self.cleaned_data["until"])
