"""Forms about the coach of a group and the three roles; they check and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.models import CoachMandate, CoachRole, Community, Membership
from communities.queries import invitable
from schools.models import User


class ProposeForm(forms.Form):
    """Whom one would like as a coach: somebody of the group or the schools, or one address from outside."""

    person = forms.ChoiceField(label=_("Who?"), required=False, widget=forms.Select(attrs={"data_quiet": True}))
    email = forms.EmailField(
        label=_("Or somebody from outside"),
        help_text=_("An e-mail address. This person gets one mail and decides."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "data_quiet": True}),
    )
    why = forms.CharField(
        label=_("What would you like help with?"),
        help_text=_("One line; the group and the coach read it."),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, community: Community, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = CoachMandate.objects.open().filter(community=community).values("user_id")
        people = Membership.objects.current().filter(community=community)
        inside = people.exclude(user__in=known).select_related("user").order_by("user__last_name", "pk")
        colleagues = invitable(community, viewer=viewer).exclude(user__in=known)
        self.people = {str(row.user_id): row.user for row in (*inside, *colleagues)}
        choices: list[Any] = [("", _("Choose a name"))]
        groups = ((_("In this group"), inside), (_("Colleagues"), colleagues))
        for label, rows in groups:
            names = {str(row.user_id): str(row.user) for row in rows}
            choices += [(label, list(names.items()))] if names else []
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def clean_person(self) -> User | None:
        return self.people.get(self.cleaned_data["person"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and bool(cleaned["person"]) == bool(cleaned["email"]):
            raise forms.ValidationError(_("Choose one name, or type one address."))
        return cleaned


class RoleForm(forms.Form):
    """One role, taken or given back."""

    kind = forms.ChoiceField(choices=CoachRole.Kind)
    take = forms.BooleanField(required=False)


class PartForm(forms.Form):
    """The part that one plays oneself."""

    part = forms.ChoiceField(
        label=_("I take part as"),
        help_text=_("As a coach once the group agrees; it is asked at once."),
        choices=Membership.Role,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
