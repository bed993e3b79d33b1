"""Fields that more than one form of a community has."""

from typing import Any

from django import forms

from schools.requests import is_id


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Several rows by their id. An id that no database holds is a fault in the form, where Django would ask for it."""

    def clean(self, value: Any) -> Any:
        for pk in value or ():
            if not is_id(str(pk)):
                raise forms.ValidationError(self.error_messages["invalid_pk_value"], params={"pk": str(pk)[:20]})
        return super().clean(value)


class LinesField(forms.CharField):
    """Texts, one a line; a tuple when clean."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        """The lines that say something, without spaces around them."""
        text = super().clean(value) or ""
        return tuple(line.strip() for line in text.splitlines() if line.strip())
