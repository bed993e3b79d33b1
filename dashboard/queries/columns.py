"""What a leader's page shows of its groups: which of them, and which columns. A choice travels in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COLUMNS: dict[str, str | Promise] = {
    "state": _("State"),
    "variant": _("Variant"),
    "reason": _("Reason"),
    "reach": _("Meetings of the year"),
    "strip": _("School year"),
    "next": _("Next meeting"),
    "met": _("Last met"),
    "members": _("Members"),
}
STANDARD = ("state", "variant", "reason", "reach", "strip")
ADDED = ("next", "met", "members")  # words beside the reason; what the standard ones say in a sentence, as a fact


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which groups and columns; all groups and the standard columns unless somebody says otherwise."""

    state: str = ""
    variant: str = ""
    columns: tuple[str, ...] = STANDARD

    @property
    def query(self) -> str:
        """As an address, from the question mark; never empty, so that it wins from a view to begin with."""
        return f"?{urlencode(self.pairs, doseq=True)}"

    @property
    def pairs(self) -> list[tuple[str, str]]:
        kept = [("state", self.state)] + ([("variant", self.variant)] if self.variant else [])
        return kept + self.column_pairs

    @property
    def column_pairs(self) -> list[tuple[str, str]]:
        return [] if self.columns == STANDARD else [("column", name) for name in self.columns]

    @property
    def hides(self) -> str:
        """Classes for the list: what it leaves out."""
        return " ".join(f"hide-{name}" for name in STANDARD if name not in self.columns)


def known_columns(names: Sequence[object]) -> tuple[str, ...]:
    """Those of them that there are, in the order of the page; the standard ones without any."""
    return tuple(name for name in COLUMNS if name in names) or STANDARD


def chosen_in(parameters: QueryDict) -> Chosen | None:
    """What an address chooses; None where it says nothing."""
    if not {"state", "variant", "column"} & set(parameters):
        return None
    columns = known_columns(parameters.getlist("column"))
    return Chosen(parameters.get("state", ""), parameters.get("variant", ""), columns)
