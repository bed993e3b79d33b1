"""What a group made: what it is, a version with a file or a link, who may find it, and where it is used."""

from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from learning.actions.outcomes import About, Piece
from learning.forms.guarded import GuardedForm
from learning.forms.try_outs import line
from learning.models import Outcome
from learning.sniffing import MAX_SIZE, TYPES, clean_name, extension_of, is_what_it_says

ACCEPT = ",".join(f".{ending}" for ending in TYPES)
CHIPS = {"class": "chips"}


class VersionForm(GuardedForm):
    """A file or a link, or both."""

    guarded: ClassVar[tuple[str, ...]] = ("note",)
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, Word, PowerPoint, Excel, OpenDocument, picture, text, sound or film; at most 20 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT, "data_quiet": True}),
    )
    link = forms.URLField(
        label=_("Or a link"),
        help_text=_("To where it stands: a folder that readers may open, a website."),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"data_quiet": True}),
    )
    note = line(label=_("What is new?"), max_length=200, required=False)
    number = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=30000)

    def clean_file(self) -> "UploadedFile[bytes] | None":
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if not file:
            return None
        if (file.size or 0) > MAX_SIZE:
            raise forms.ValidationError(
                _("This file is larger than %(size)d MB. Bring a smaller one, or a link."),
                params={"size": MAX_SIZE // 2**20},
            )
        name = clean_name(file.name or "")
        if extension_of(name) not in TYPES:
            raise forms.ValidationError(_("This kind of file is not taken. Bring a PDF, or a link."))
        if not is_what_it_says(name, file, file.size or 0):  # type: ignore[arg-type]
            raise forms.ValidationError(
                _("The content of this file is not what its name says. Open it, save it again, and try once more.")
            )
        return file

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("file") and not said.get("link") and not self.errors.keys() & {"file", "link"}:
            self.add_error("file", _("Bring a file or a link: others need something to open."))
        return said

    def piece(self) -> Piece:
        said = self.cleaned_data
        return Piece(note=said.get("note", ""), link=said["link"], file=said["file"])


class AboutForm(GuardedForm):
    """What it is, for whom, and what others may do with it."""

    guarded = ("title", "about", "makers")
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Outcome.Kind.choices, widget=forms.RadioSelect(attrs=CHIPS)
    )
    title = line(label=_("Title"), max_length=120)
    about = forms.CharField(
        label=_("For whom and what for?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    subject = line(label=_("Subject and year"), max_length=80, required=False)
    makers = line(label=_("Made by"), help_text=_("As you want to be named."), max_length=200, required=False)
    with_pupils = forms.BooleanField(label=_("Pupils helped to make it"), required=False)
    licence = forms.ChoiceField(
        label=_("What may others do with it?"),
        choices=Outcome.Licence.choices,
        initial=Outcome.Licence.BY_SA,
        widget=forms.RadioSelect(),
    )

    def said(self) -> About:
        return About(**{name: self.cleaned_data[name] for name in About.__dataclass_fields__})


class NewOutcomeForm(VersionForm, AboutForm):
    """An outcome with its first version, of which nothing is new yet."""

    guarded = AboutForm.guarded
    note = None  # type: ignore[assignment]

    field_order = [*VersionForm.base_fields, *AboutForm.base_fields]


class ReachForm(forms.Form):
    """Who may find it."""

    reach = forms.ChoiceField(choices=Outcome.Reach.choices)


class UseForm(forms.Form):
    """Where somebody uses it."""

    where = line(label=_("In which class or subject?"), max_length=120)
