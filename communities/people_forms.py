"""Forms of the people of a community: whom to ask, what part one plays; they check and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.descriptions import COACH_ROLES
from communities.fields import RowsField
from communities.models import CoachRole, Community, Membership
from communities.queries import invitable
from schools.models import User


class InviteForm(forms.Form):
    """Whom to ask: colleagues of the schools that take part, or one address of somebody from outside."""

    people = RowsField(queryset=User.objects.none(), required=False)
    email = forms.EmailField(
        label=_("Somebody from outside these schools"),
        help_text=_("An e-mail address. This person gets one mail and decides."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "data_quiet": True}),
    )
    role = forms.ChoiceField(
        label=_("To take part as"),
        choices=Membership.Role,
        initial="member",
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )

    def __init__(self, *args: Any, community: Community, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = invitable(community, viewer=viewer).order_by().values("user_id")
        self.fields["people"].queryset = User.objects.filter(pk__in=people)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["people"] and not cleaned["email"]:
            raise forms.ValidationError(_("Tick at least one colleague, or type an address."))
        return cleaned


class RolesForm(forms.Form):
    """What I do in this group: my part, and which coach roles I take."""

    part = forms.ChoiceField(
        label=_("I take part as"), choices=Membership.Role, widget=forms.RadioSelect(attrs={"class": "chips"})
    )
    kinds = forms.MultipleChoiceField(
        label=_("I take this on"),
        choices=[(kind.value, kind.label) for kind in CoachRole.Kind],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    texts = COACH_ROLES
