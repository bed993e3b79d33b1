"""The filters of the leader's page, as links and options ready to be printed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from communities.models import Variant
from dashboard import words
from dashboard.queries.rows import KINDS, Row

HERE, CHOSEN = SafeString(' aria-current="page"'), SafeString(" selected")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with how many groups it leaves. `mark` is the attribute of the current one."""

    value: str
    text: str
    count: int
    url: str
    mark: str


def state_choices(
    rows: Iterable[Row], *, state: str, variant: str, more: Sequence[tuple[str, str]] = ()
) -> tuple[Choice, ...]:
    """Every kind that occurs among the groups of the chosen variant, in order of need, after "all".

    `more`: what else stands in the address.
    """
    counts = Counter(row.kind for row in rows if variant in ("", row.variant))
    kept = [*([("variant", variant)] if variant else []), *more]

    def choice(value: str, text: str, count: int) -> Choice:
        return Choice(
            value or "all", text, count, f"?{urlencode([('state', value), *kept])}", HERE if value == state else ""
        )

    kinds = [kind for kind in KINDS if counts[kind] or kind == state]
    return (
        choice("", _("All groups"), counts.total()),
        *(choice(kind, words.kind_word(kind), counts[kind]) for kind in kinds),
    )


def variant_choices(rows: Iterable[Row], *, state: str, variant: str) -> tuple[Choice, ...]:
    """The variants that occur among the groups of the chosen kind."""
    counts = Counter(row.variant for row in rows if state in ("", row.kind))
    return tuple(
        Choice(code, str(text), counts[code], "", CHOSEN if code == variant else "")
        for code, text in Variant.choices
        if counts[code] or code == variant
    )
