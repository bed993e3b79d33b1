"""Part of the form of a group: how much later the reminders about its rhythm come."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.models import WAITS, Community
from communities.variants import USUAL, Waits

LATER = (
    _("As usual"),
    _("One school week later"),
    _("Two school weeks later"),
    _("Three school weeks later"),
    _("Four school weeks later"),
)
FIELDS = ("overdue_wait", "help_wait", "leader_wait")


def later(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=list(zip(WAITS, LATER, strict=True)),
        coerce=int,
        empty_value=None,
        required=False,
    )


class SofterForm(forms.Form):
    """The steps that may wait; a step that waits takes the later ones along. What is not given stays as it is."""

    overdue_wait = later(_("The question to members and coach to choose a date"))
    help_wait = later(_("The question to the coach to offer help"))
    leader_wait = later(_("The question to the school leader to make room"))
    wait_reason = forms.CharField(
        label=_("Why is this better for your group?"),
        help_text=_("In a few words, for the group itself. The school leader does not see it."),
        required=False,
        max_length=160,
    )
    community: Community

    def clean(self) -> dict[str, Any]:
        """`waits` in order; None where none of them was given."""
        cleaned = super().clean() or self.cleaned_data
        given = {name: cleaned.get(name) for name in FIELDS}
        cleaned["waits"] = None
        if any(value is not None for value in given.values()):
            kept = (getattr(self.community, name) if value is None else value for name, value in given.items())
            cleaned["waits"] = Waits.in_order(*kept)
            if cleaned["waits"] != USUAL and not cleaned.get("wait_reason"):
                self.add_error("wait_reason", _("Say in a few words why; then everybody in the group understands it."))
        return cleaned
