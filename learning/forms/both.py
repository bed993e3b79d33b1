"""A form on which two people may write at once: each text travels with what it was when its page was drawn."""

from typing import Any

from django import forms

from learning.actions.lessons import Said
from learning.forms.guarded import GuardedForm
from meetings.name_guard import name_like


class BothForm(GuardedForm):
    """Texts by a code, each beside what it was, so that nobody overwrites what she did not touch."""

    def put(self, code: str, label: Any, was: str, widget: forms.Widget, longest: int | None) -> None:
        field = forms.CharField(label=label, max_length=longest, required=False, initial=was, widget=widget)
        self.fields[code] = field
        self.fields[f"was-{code}"] = forms.CharField(required=False, initial=was, widget=forms.HiddenInput, strip=False)

    @property
    def codes(self) -> list[str]:
        return [name for name in self.fields if name != "seen" and not name.startswith("was-")]

    @property
    def name(self) -> str:
        return name_like(*(self.cleaned_data.get(code, "") for code in self.codes))

    @property
    def said(self) -> dict[str, Said]:
        return {code: Said(self._text(code), self._text(f"was-{code}").strip()) for code in self.codes}

    def _text(self, name: str) -> str:
        """With the line ends that we keep."""
        return str(self.cleaned_data[name]).replace("\r\n", "\n")

    def lines(self) -> list[tuple[Any, Any]]:
        """Each field with its hidden one."""
        return [(self[code], self[f"was-{code}"]) for code in self.codes]
