"""Forms of imports; they check and never save."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zlib import crc32

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from exchange.staff_list import FIELDS, IGNORED, guess_role, is_known_role, role_words
from exchange.tables import Table
from exchange.uploads import MAX_UPLOAD
from schools.models import StaffRole

SAMPLES = 3
NAMES = {"first_name", "last_name"}


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(label=_("File"))

    def __init__(self, *args: Any, accept: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = accept

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_UPLOAD:
            raise forms.ValidationError(
                _("This file is larger than %(size)d MB. Bring a smaller one."), params={"size": MAX_UPLOAD // 2**20}
            )
        return file


class MappingForm(forms.Form):
    """Which column is what, and which word in the column of roles is which role."""

    confirm_leaders = forms.BooleanField(
        label=_("Yes, these people may lead the school in this product"),
        help_text=_("They see the rhythm of every group, import lists and open school years."),
        required=False,
    )

    def __init__(
        self, *args: Any, table: Table, fields: Sequence[str], roles: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        self.words = role_words(table, fields)
        choices = [(IGNORED, _("Leave out")), *((name, label) for name, (label, _words) in FIELDS.items())]
        for index, heading in enumerate(table.headings):
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=heading or _("Column %(number)d") % {"number": index + 1},
                choices=choices,
                required=False,
                initial=fields[index],
            )
        for word, _count in self.words:
            self.fields[role_field(word)] = forms.ChoiceField(
                label=word, choices=StaffRole.Role.choices, initial=roles.get(word, guess_role(word))
            )

    def columns(self) -> Iterator[tuple[BoundField, list[str]]]:
        """Each column with a few of its values."""
        for index in range(len(self.table.headings)):
            values = dict.fromkeys(line.cells[index] for line in self.table.lines if line.cells[index])
            yield self[f"column_{index}"], [value[:60] for value in list(values)[:SAMPLES]]

    def role_rows(self) -> Iterator[tuple[BoundField, int, bool]]:
        """Each word with how many people have it, and whether it is a word that we know."""
        for word, count in self.words:
            yield self[role_field(word)], count, is_known_role(word)

    @property
    def names_leaders(self) -> bool:
        """Whether a word stands for school leader, as chosen or as guessed."""
        return any(self[role_field(word)].value() == "leader" for word, _count in self.words)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        fields = self.chosen_fields()
        for name, (label, _words) in FIELDS.items():
            if fields.count(name) > 1:
                last = len(fields) - 1 - fields[::-1].index(name)
                self.add_error(f"column_{last}", _("“%(field)s” is chosen twice.") % {"field": label})
        if "email" not in fields:
            self.add_error(None, _("Say which column holds the e-mail address: people are recognised by it."))
        if not NAMES & set(fields):
            self.add_error(None, _("Say which column holds the first or last name."))
        if "leader" in self.chosen_roles().values() and not cleaned.get("confirm_leaders"):
            self.add_error("confirm_leaders", _("Tick this, or choose another role for them."))
        return cleaned

    def chosen_fields(self) -> list[str]:
        """The field of each column, in order."""
        return [str(self.cleaned_data.get(f"column_{index}", IGNORED)) for index in range(len(self.table.headings))]

    def chosen_roles(self) -> dict[str, str]:
        return {word: self.cleaned_data.get(role_field(word), "") for word, _count in self.words}


def role_field(word: str) -> str:
    """The name of the field of one word; the same word has the same name on every page."""
    return f"role_{crc32(word.encode()):08x}"
