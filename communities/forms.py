"""Forms of a community; they check and never save."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities import variants
from communities.charter_text import OF_COMMUNITY, digest
from communities.descriptions import policy_of
from communities.fields import RowsField, day_input
from communities.models import Community, Regime
from communities.queries import partner_choices
from communities.softer_form import FIELDS, SofterForm
from schools.links import NOBODY_REAL, is_sample, school_behind_code
from schools.models import School, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NUMBERS = ("target_weeks", "limit_weeks", "minimum_per_year", "gap_weeks")
# Common reasons of a pause; what is neither is said in words only.
PAUSE_REASONS = [
    ("holiday", _("Holiday of a member")),
    ("busy", _("Busy period")),
    ("decision", _("Waiting for a decision")),
    ("other", _("Something else")),
]
SAID = dict(PAUSE_REASONS[:-1])
LONGEST = 2000  # as in the charter, which asks for the same three answers
SHORT_TEXT = forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST})


def weeks(label: "StrOrPromise", hint: "StrOrPromise", highest: int = 30) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        min_value=1,
        max_value=highest,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "data_quiet": True}),
    )


class AssignmentForm(forms.Form):
    """Name, and the assignment in three short answers (R44)."""

    name = forms.CharField(label=_("Name of the group"), max_length=120)
    purpose = forms.CharField(
        label=_("What do we want?"),
        help_text=_("What should pupils and colleagues notice?"),
        required=False,
        max_length=LONGEST,
        widget=SHORT_TEXT,
    )
    contribution = forms.CharField(
        label=_("How can a learning community help?"),
        help_text=_("Why together, and not everybody alone?"),
        required=False,
        max_length=LONGEST,
        widget=SHORT_TEXT,
    )
    task = forms.CharField(
        label=_("What is the concrete task?"),
        help_text=_("Relevant, clear and feasible in the time you have."),
        required=False,
        max_length=LONGEST,
        widget=SHORT_TEXT,
    )


class PolicyForm(forms.Form):
    """The rhythm: a regime and its numbers. What stays empty takes the usual value."""

    regime = forms.ChoiceField(
        label=_("Rhythm"),
        choices=Regime,
        widget=forms.RadioSelect,
        help_text=_(
            "Practice advises a fixed interval when a group designs something and its task is clear beforehand, and a "
            "number of meetings a year when it grows step by step."
        ),
    )
    target_weeks = weeks(
        _("Target, in school weeks"),
        _("Practice advises four: long enough to try something out, short enough to keep the thread."),
    )
    limit_weeks = weeks(
        _("At the latest, in school weeks"), _("Practice advises six: after that most groups have to start up again.")
    )
    minimum_per_year = weeks(
        _("Meetings a school year"),
        _("Practice advises five or more: with fewer, plans hardly reach the classroom."),
        60,
    )
    gap_weeks = weeks(
        _("Closer is too close, in school weeks"),
        _("Practice advises two to three: agreed work and try-outs need time in between."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors or not cleaned.get("regime"):
            return cleaned
        numbers = {name: cleaned[name] for name in NUMBERS}
        policy = variants.rhythm_of(cleaned["regime"], **numbers)
        if policy.target_weeks and policy.limit_weeks and policy.limit_weeks < policy.target_weeks:
            self.add_error("limit_weeks", _("Choose the same number as the target or a higher one."))
        cleaned["policy"] = policy
        return cleaned


class EditForm(AssignmentForm, PolicyForm, SofterForm):
    """Name, assignment and rhythm of a community; its own people say which reminders may wait, the host's leader which
    schools take part. Who writes the charter (`has_charter`) finds the three answers there and not here."""

    partners = RowsField(
        label=_("Other schools that take part"),
        help_text=_("Do you untick one? Its people stay, and their school is asked whether they may be guests."),
        queryset=School.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    partner_code = forms.CharField(
        label=_("Code of another school"),
        help_text=_("Its leader finds this code on the staff page. Giving it to you means: we take part."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(
        self,
        *args: Any,
        community: Community,
        user: User,
        leads: bool,
        is_inside: bool,
        has_charter: bool,
        **kwargs: Any,
    ) -> None:
        policy = policy_of(community)
        own = ("name", "purpose", "contribution", "task", "regime", "wait_reason", *FIELDS)
        kwargs["initial"] = {
            **{name: getattr(community, name) for name in own},
            **{name: getattr(policy, name) for name in NUMBERS},
            "partners": [partnership.school_id for partnership in community.partnerships.all()],
        }
        super().__init__(*args, **kwargs)
        self.community = community
        for name in (*(OF_COMMUNITY if has_charter else ()), *(() if is_inside else ("wait_reason", *FIELDS))):
            del self.fields[name]
        if leads:
            self.fields["partners"].queryset = partner_choices(user, community.school)  # type: ignore[attr-defined]
            if not self.fields["partners"].queryset.exists():  # type: ignore[attr-defined]
                del self.fields["partners"]
        else:
            del self.fields["partners"], self.fields["partner_code"]

    @property
    def answers(self) -> dict[str, str]:
        """The three answers as they were sent, where this form asks for them."""
        return {name: self.cleaned_data[name] for name in OF_COMMUNITY if name in self.fields}

    @property
    def seen(self) -> dict[str, str]:
        """A mark of each answer that the writer saw before she wrote."""
        return {name: self.data.get(f"seen-{name}", "") for name in OF_COMMUNITY}

    @property
    def marks(self) -> list[tuple[str, str]]:
        """What the page sends back as `seen`."""
        return [(f"seen-{name}", digest(getattr(self.community, name))) for name in OF_COMMUNITY if name in self.fields]

    def tell_clashes(self, names: Iterable[str], message: "StrOrPromise", community: Community) -> None:
        """Show what somebody else wrote meanwhile beside the own words; the next save has seen it."""
        self.community = community
        for name in names:
            self.add_error(name, message)
            self.add_error(name, _("Now it says: “%(text)s”") % {"text": getattr(community, name)})

    def clean_partner_code(self) -> School | None:
        """The school behind the code; None where none was given."""
        code = self.cleaned_data["partner_code"]
        if code and is_sample(self.community.school):
            raise forms.ValidationError(NOBODY_REAL)
        school = school_behind_code(code) if code else None
        if code and (school is None or school.pk == self.community.school_id):
            raise forms.ValidationError(_("This code is not valid (any more). Ask the other school for a new one."))
        return school


class PauseForm(forms.Form):
    """The days in which the clock stands still, and why. `cleaned_data["reason"]` joins the chip and the words."""

    first_day = forms.DateField(label=_("First day"), widget=day_input())
    last_day = forms.DateField(label=_("Last day"), widget=day_input())
    why = forms.ChoiceField(
        label=_("Why?"), choices=PAUSE_REASONS, required=False, widget=forms.RadioSelect(attrs={"class": "chips"})
    )
    reason = forms.CharField(
        label=_("In a few words"),
        help_text=_("The school leader reads the reason too, so leave out names and illnesses."),
        required=False,
        max_length=120,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first_day, last_day = cleaned.get("first_day"), cleaned.get("last_day")
        if first_day and last_day and last_day < first_day:
            self.add_error("last_day", _("The last day lies before the first."))
        label = str(SAID.get(cleaned.pop("why", ""), ""))
        cleaned["reason"] = ": ".join(text for text in (label, cleaned.get("reason", "")) if text)
        return cleaned


class PauseEndForm(forms.Form):
    """Another last day of a pause."""

    last_day = forms.DateField(label=_("Last day"), widget=day_input())
