"""Forms of a school; they check and never save."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from schools.models import Closure, QuietPeriod, SchoolYear, StaffRole, User

LONGEST_CLOSURE = timedelta(days=100)
LOCAL_KINDS = [(kind.value, kind.label) for kind in (Closure.Kind.FREE_DAY, Closure.Kind.STUDY_DAY)]


class DaysForm(forms.Form):
    """One or several days in a row, inside one school year."""

    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Empty for one day."),
        widget=forms.DateInput(attrs={"type": "date", "data_quiet": True}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=120)

    def __init__(self, *args: Any, year: SchoolYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        for name in ("first_day", "last_day"):
            self.fields[name].widget.attrs |= {"min": year.first_day.isoformat(), "max": year.last_day.isoformat()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first_day = cleaned.get("first_day")
        if not first_day or self.errors:
            return cleaned
        last_day = cleaned["last_day"] = cleaned.get("last_day") or first_day
        if last_day < first_day:
            self.add_error("last_day", _("The last day lies before the first."))
        elif last_day - first_day > LONGEST_CLOSURE:
            self.add_error("last_day", _("This is more than a hundred days. Please check the year."))
        elif first_day < self.year.first_day or last_day > self.year.last_day:
            self.add_error("first_day", _("This lies outside the school year."))
        return cleaned


class ClosureForm(DaysForm):
    """A local free day or study day, or several in a row."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=LOCAL_KINDS,
        initial=Closure.Kind.FREE_DAY,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    field_order = ("kind",)


class QuietPeriodForm(DaysForm):
    """Exam weeks, or other days that a school keeps free of meetings."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=QuietPeriod.Kind,
        initial=QuietPeriod.Kind.EXAMS,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    stops_clock = forms.BooleanField(
        label=_("The clock of our groups stands still in these days"),
        required=False,
        help_text=_("Then the dates by which groups meet again move by as many school days."),
    )
    field_order = ("kind",)


class RolesForm(forms.Form):
    """What somebody is in a school."""

    roles = forms.MultipleChoiceField(
        label=_("Roles in this school"),
        choices=StaffRole.Role,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one role.")},
    )


class AddressForm(forms.Form):
    """Another address for somebody whom mail does not reach."""

    email = forms.EmailField(label=_("Address"), max_length=254)


class NameForm(forms.Form):
    """Somebody's name and language."""

    first_name = forms.CharField(
        label=_("First name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    prefix = forms.CharField(  # type: ignore[assignment] # Django takes fields out of the class before it looks
        label=_("Prefix"), max_length=30, required=False
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("nl", "Nederlands"), ("en", "English")],
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )


class WelcomeForm(NameForm):
    """The first sign-in; a password is a choice, a mailed code is the way."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("Only if you want one; otherwise you get a code by mail when you sign in. Ten characters or more."),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            try:
                validate_password(password, self.user)
            except ValidationError as error:
                raise forms.ValidationError(error.messages) from error
        return password


class ProfileForm(NameForm):
    """Somebody's own name, language and theme."""

    theme = forms.ChoiceField(
        label=_("Appearance"), choices=User.Theme, widget=forms.RadioSelect(attrs={"class": "chips"})
    )
