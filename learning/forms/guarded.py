"""A form that asks once about what looks like a pupil's name, before it is kept; it never refuses."""

from typing import ClassVar

from django import forms

from meetings.name_guard import name_like


class GuardedForm(forms.Form):
    """`guarded` names the fields in which a name does not belong; `seen` is the name that was asked about.

    A view that finds `is_settled` False draws the page again with `name`; see `learning/_name_asked.html`.
    """

    guarded: ClassVar[tuple[str, ...]] = ()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def name(self) -> str:
        """What looks like a name in what was typed."""
        return name_like(*(str(self.cleaned_data.get(field) or "") for field in self.guarded))

    @property
    def is_settled(self) -> bool:
        """Whether nothing looks like a name, or that was asked already."""
        return self.name in ("", self.cleaned_data["seen"])
