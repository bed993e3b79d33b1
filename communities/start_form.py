"""The form of a new community: a kind of group that the school knows, a name, and what people want to say already."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from communities import adviser
from communities.descriptions import Tile, tile_of
from communities.fields import RowsField, day_input
from communities.forms import AssignmentForm, PolicyForm
from communities.models import Variant
from communities.queries import partner_choices
from communities.variant_queries import SchoolForm, form_of, forms_of
from schools.models import School, User

ELSEWHERE = _("This kind of group belongs to another school. Choose that school, or another kind.")


def offered(schools: list[School]) -> dict[str, tuple[School, SchoolForm]]:
    """What can be chosen, by what the form sends: the seven unless every school hides them, and own forms.

    Where several schools are at hand, the seven keep their usual names and own forms say whose they are.
    """
    every = [(school, form) for school in schools for form in forms_of(school) if not form.is_hidden]
    chosen: dict[str, tuple[School, SchoolForm]] = {}
    for school, form in every:
        usual = form if len(schools) == 1 or form.is_own else SchoolForm.usual(form.base)
        chosen.setdefault(form.value, (school, usual))
    order = {code: place for place, code in enumerate(Variant.values)}
    return dict(sorted(chosen.items(), key=lambda item: order.get(item[0], len(order))))


class StartForm(AssignmentForm, PolicyForm):
    """A new community: only a kind and a name are needed. The answers to the adviser come along unseen.

    `cleaned_data` has `variant`, `form` (the school's row, or None) and `answers` (None without the adviser).
    """

    field_order = ["variant", "reason", "name", "purpose", "contribution", "task", "started_on", "school", "partners"]
    variant = forms.ChoiceField(
        label=_("Which kind of group?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a kind of group.")},
    )
    reason = forms.CharField(
        label=_("Why this kind?"),
        help_text=_("One sentence is enough. You see it again when you look back together."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
    )
    is_idea = forms.BooleanField(
        label=_("Make it an idea first"),
        help_text=_(
            "It stands with the ideas of the school, where colleagues join by themselves. Nobody is reminded of "
            "anything until you begin."
        ),
        required=False,
    )
    is_restart = forms.BooleanField(
        label=_("It gives an existing cooperation a new start"),
        help_text=_("Then a guide for a first conversation comes next. This is not kept."),
        required=False,
    )
    started_on = forms.DateField(label=_("Start"), widget=day_input())
    school = forms.ModelChoiceField(
        label=_("School that hosts the group"), queryset=School.objects.none(), empty_label=None
    )
    partners = RowsField(
        label=_("Other schools that take part"),
        queryset=School.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = list(School.objects.visible_to(user).order_by("name", "pk"))
        self.offered = offered(schools)
        self.fields["variant"].choices = [(value, form.name) for value, (_, form) in self.offered.items()]  # type: ignore[attr-defined]
        self.tiles = self._tiles(len(schools) > 1)
        self.fields["regime"].required = False
        self.fields["regime"].choices = [("", _("As is usual for this kind of group")), *self.fields["regime"].choices]  # type: ignore[attr-defined]
        self.fields["school"].queryset = School.objects.visible_to(user).order_by("name", "pk")  # type: ignore[attr-defined]
        self.fields["partners"].queryset = partner_choices(user, None)  # type: ignore[attr-defined]
        if len(schools) == 1:
            self.only_school = schools[0]
            del self.fields["school"]
            self.fields["partners"].queryset = partner_choices(user, schools[0])  # type: ignore[attr-defined]
        if not self.fields["partners"].queryset.exists():  # type: ignore[attr-defined]
            del self.fields["partners"]
        for name in adviser.QUESTIONS:
            self.fields[name] = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    @property
    def answers(self) -> dict[str, str]:
        """What the adviser was told, as far as it came along."""
        given = self.data if self.is_bound else self.initial
        return {name: given.get(name, "") for name in adviser.QUESTIONS}

    @property
    def query(self) -> str:
        return urlencode(adviser.complete(self.answers))

    @property
    def advised(self) -> list[str] | None:
        """The kinds that the adviser pointed to, by name; None when it was not asked."""
        if set(adviser.complete(self.answers).values()) == {adviser.UNKNOWN}:
            return None
        return [str(Variant(code).label) for code in adviser.advise(self.answers).codes]

    def _tiles(self, has_several: bool) -> list[Tile]:
        return [
            tile_of(form, note=school.name if has_several and form.is_own else "")
            for school, form in self.offered.values()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned.setdefault("school", getattr(self, "only_school", None))
        cleaned.setdefault("partners", [])
        answers = adviser.complete({name: cleaned.pop(name, "") for name in adviser.QUESTIONS})
        cleaned["answers"] = answers if set(answers.values()) != {adviser.UNKNOWN} else None
        if cleaned.get("variant"):
            self._name_the_variant(cleaned)
        if cleaned.get("variant") and not cleaned.get("regime") and not self.errors:
            usual = asdict(self.usual.rhythm)
            cleaned |= {"regime": self.usual.regime}
            cleaned |= {name: value for name, value in usual.items() if cleaned.get(name) is None}
            cleaned |= PolicyForm.clean(self)
        return cleaned

    def _name_the_variant(self, cleaned: dict[str, Any]) -> None:
        """The variant and what the hosting school calls it, from the tile that was chosen."""
        school, form = self.offered[cleaned["variant"]]
        host = cleaned["school"]
        if host and form.is_own and host != school:
            self.add_error("variant", ELSEWHERE)
        elif host:
            form = form_of(host, form.code) or form
        cleaned["variant"], cleaned["form"], self.usual = form.base, form.row, form.defaults
