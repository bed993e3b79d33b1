"""The form of a charter: nothing is asked for, every field can be sent alone. It checks and never saves."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from communities.actions.charter import Wording
from communities.charter_queries import sections_for, stored_text
from communities.charter_text import FIELDS, HIGHEST_WEIGHT, both, digest
from communities.charter_words import FOCUSES, QUESTIONS, SECTIONS, focus_in_words, seen_by_leader, value_in_words
from communities.models import Charter

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST = 2000
SHORT = {"contact": 120}
CHOOSE = "choose"
SEEN = "seen-"  # before the name of a field: the digest of what stood there


@dataclass(frozen=True, slots=True)
class Block:
    """A field of the charter on the page, or four for the weights. `state`: "", kept, or clash with `theirs`."""

    name: str
    fields: list[BoundField]
    seen: str
    stored: str
    shares: list[tuple[str, str]]
    state: str = ""

    @property
    def is_filled(self) -> bool:
        return bool(self.shares) if self.name == "weights" else bool(self.stored.strip())

    @property
    def is_text(self) -> bool:
        """Whether two of these can stand one under the other."""
        return self.name not in ("weights", "working_model")

    @property
    def stored_words(self) -> str:
        """What stands there now, to read."""
        return value_in_words(self.name, {self.name: self.stored})

    @property
    def names(self) -> str:
        """What the browser sends of it."""
        own = [field.html_name for field in self.fields]
        return ",".join(["csrfmiddlewaretoken", CHOOSE, f"{SEEN}{self.name}", *own])

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in self.fields)

    @property
    def digest(self) -> str:
        """Of what stands there now."""
        return digest(self.stored)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the charter with its fields."""

    name: str
    title: "StrOrPromise"
    blocks: list[Block]

    @property
    def is_filled(self) -> bool:
        return all(block.is_filled for block in self.blocks)

    @property
    def is_begun(self) -> bool:
        return any(block.is_filled for block in self.blocks)


def text_field(name: str) -> forms.CharField:
    question = QUESTIONS[name]
    longest = SHORT.get(name, LONGEST)
    quiet = {"maxlength": longest, "data_quiet": True}
    widget = forms.TextInput(quiet) if name in SHORT else forms.Textarea({"rows": question.rows, **quiet})
    return forms.CharField(
        label=question.label, help_text=question.hint, required=False, max_length=longest, widget=widget
    )


def model_field() -> forms.ChoiceField:
    question = QUESTIONS["working_model"]
    return forms.ChoiceField(
        label=question.label,
        help_text=question.hint,
        choices=[("", _("Not chosen yet")), *Charter.Model.choices],
        required=False,
        widget=forms.RadioSelect(attrs={"class": "chips", "data_quiet": True}),
    )


def weight_field(label: "StrOrPromise") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=HIGHEST_WEIGHT,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "data_quiet": True}),
    )


def fields_of(name: str) -> dict[str, forms.Field]:
    """The form fields behind a field of the charter."""
    if name == "weights":
        return {column: weight_field(label) for column, label in zip(Charter.WEIGHTS, FOCUSES, strict=True)}
    return {name: model_field() if name == "working_model" else text_field(name)}


class CharterForm(forms.Form):
    """The fields of a draft. With `only` just those that were sent: the others stay as they are.

    `clashes`: my words of the fields that somebody else changed meanwhile. They stand in their fields, everything else
    as it is kept now; so an unbound form shows what a save left.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        charter: Charter,
        only: Collection[str] | None = None,
        clashes: Mapping[str, Wording] | None = None,
        written: Collection[str] = (),
    ) -> None:
        self.charter, self.clashes, self.written = charter, clashes or {}, written
        self.parts = sections_for(charter.community)
        names = [name for part in self.parts.values() for name in part]
        self.sent = [name for name in names if only is None or name in only]
        texts = {name: stored_text(charter, name) for name in self.sent}
        texts |= {name: mine.text for name, mine in self.clashes.items()}
        super().__init__(data, initial=initial_of(texts))
        for name in self.sent:
            self.fields |= fields_of(name)

    @property
    def sections(self) -> Iterator[Section]:
        """The parts with the fields of this form."""
        for part, names in self.parts.items():
            yield Section(part, SECTIONS[part], [self.block(name) for name in names if name in self.sent])

    def block(self, name: str) -> Block:
        """`seen` is what the browser had seen where its text still waits, else what stands there now."""
        stored = stored_text(self.charter, name)
        seen, state = digest(stored), "kept" if name in self.written else ""
        if name in self.clashes:
            seen, state = self.clashes[name].seen, "clash"
        elif self.is_bound:
            seen = self.seen(name)
        shares = focus_in_words([int(weight) for weight in stored.split()]) if name == "weights" else []
        return Block(name, [self[one] for one in fields_of(name)], seen, stored, shares, state)

    def seen(self, name: str) -> str:
        """The digest that came along."""
        return str(self.data.get(f"{SEEN}{name}", ""))

    def wordings(self) -> dict[str, Wording]:
        """What was sent, as the action takes it; where two texts stood side by side, what was chosen."""
        found = {name: Wording(self.text_of(name), self.seen(name)) for name in self.sent}
        name, way, shown = self.choice
        if name in found:
            mine = found.pop(name).text
            texts = {"mine": mine, "both": both(stored_text(self.charter, name), mine), "told": seen_by_leader()}
            found |= {name: Wording(texts[way], shown)} if way in texts else {}
        return found

    @property
    def choice(self) -> tuple[str, str, str]:
        """The field that was chosen about, the way (mine, theirs, both; told: as proposed), and the text shown then."""
        name, _colon, rest = str(self.data.get(CHOOSE, "")).partition(":")
        way, _colon, shown = rest.partition(":")
        return name, way, shown

    def text_of(self, name: str) -> str:
        if name == "weights":
            return " ".join(str(self.cleaned_data[column] or 0) for column in Charter.WEIGHTS)
        return str(self.cleaned_data[name])


def initial_of(texts: Mapping[str, str]) -> dict[str, str]:
    """Stored texts as the form fields show them."""
    found = dict(texts)
    if weights := found.pop("weights", ""):
        found |= dict(zip(Charter.WEIGHTS, weights.split(), strict=True))
    return found


def sent_names(data: Mapping[str, Any]) -> list[str]:
    """The fields of the charter that a browser sent."""
    return [name for name in FIELDS if f"{SEEN}{name}" in data]
