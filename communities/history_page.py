"""What the page of a form's history prints: its versions, the latest first, each with what it changed."""

from dataclasses import dataclass
from datetime import datetime

from communities.catalogue import VariantText
from communities.models import VariantVersion
from communities.text_changes import Change, changes
from communities.variant_queries import SchoolForm, built_in


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version; number 0 is the built-in text, from nobody and no day."""

    number: int
    by: str
    at: datetime | None
    changes: tuple[Change, ...]
    is_latest: bool


def versions_of(form: SchoolForm) -> list[VersionLine]:
    """Every text there was, compared with the one before it; one statement."""
    rows = VariantVersion.objects.filter(variant=form.row).select_related("changed_by").order_by("number")
    before = built_in(form.base)
    lines = [VersionLine(0, "", None, (), is_latest=form.number == 0)]
    for row in rows if form.row else ():
        text = VariantText.from_content(row.content)
        by = row.changed_by.get_full_name() if row.changed_by else ""
        found = tuple(changes(before, text))
        lines.append(VersionLine(row.number, by, row.changed_at, found, is_latest=row.number == form.number))
        before = text
    return lines[::-1]
