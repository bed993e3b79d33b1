"""Forms about the variant of a community: another one, and what its members think of the plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.models import Community, WatchWords
from communities.variant_queries import WATCH_WORDS, SchoolForm, forms_of

ASKED = {
    "feasible": (_("Is it feasible?"), _("With the time and the people we have.")),
    "supported": (_("Is it supported?"), _("Do we want this ourselves, and do colleagues stand behind it?")),
    "purposeful": (_("Is it to the purpose?"), _("Will pupils and colleagues notice what we do it for?")),
}
STEPS = [(number, str(number)) for number in range(1, 6)]  # from not yet to surely


class ChooseForm(forms.Form):
    """Another kind for a group, and why. `cleaned_data["kind"]` is the form that was chosen."""

    variant = forms.ChoiceField(label=_("Kind of group"), widget=forms.RadioSelect(attrs={"class": "chips"}))
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("One sentence is enough. The school leader reads it too."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
    )
    takes_rhythm = forms.BooleanField(
        label=_("Take over the usual rhythm of this kind, too"),
        help_text=_("Otherwise the rhythm stays as it is."),
        required=False,
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        kinds = forms_of(community.school)
        now = next((kind for kind in kinds if is_of(community, kind)), None)
        kwargs["initial"] = {"variant": now.value if now else community.variant}
        super().__init__(*args, **kwargs)
        self.kinds = {kind.value: kind for kind in kinds if not kind.is_hidden or kind == now}
        self.fields["variant"].choices = [(value, kind.name) for value, kind in self.kinds.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["kind"] = self.kinds.get(cleaned.get("variant", ""))
        return cleaned


def is_of(community: Community, kind: SchoolForm) -> bool:
    """Whether a group is of this kind."""
    if community.form_id:
        return kind.row is not None and kind.row.pk == community.form_id
    return kind.code == community.variant


class WatchWordsForm(forms.Form):
    """Three answers from 1 to 5 (R33)."""

    def __init__(self, *args: Any, own: WatchWords | None, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(own, name) for name in WATCH_WORDS} if own else {}
        super().__init__(*args, **kwargs)
        for name in WATCH_WORDS:
            label, hint = ASKED[name]
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                help_text=hint,
                choices=STEPS,
                coerce=int,
                widget=forms.RadioSelect(attrs={"class": "chips"}),
                error_messages={"required": _("Choose one of the five.")},
            )
