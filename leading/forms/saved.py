"""A view that somebody keeps of her page: its name, and what it shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 20  # signs of a choice, and columns


class ViewForm(forms.Form):
    """The choice comes along as it stands in the address; the page leaves out what it does not know."""

    name = forms.CharField(
        label=_("How do you call this view?"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give the view a name, so that you find it back.")},
    )
    is_first = forms.BooleanField(label=_("Begin with this view"), required=False)
    state = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)
    variant = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)
    columns: list[str] = []

    def kept(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        query = {key: said[key] for key in ("state", "variant") if said[key]}
        columns = [name[:LONGEST] for name in self.columns[:LONGEST]]
        return {"name": said["name"], "query": query, "columns": columns, "is_first": said["is_first"]}

    def pairs(self) -> list[tuple[str, str]]:
        """The choice as it stands in an address."""
        said = self.cleaned_data
        return [("state", said["state"]), ("variant", said["variant"]), *(("column", name) for name in self.columns)]
