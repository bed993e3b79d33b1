"""What an import would do, in words for a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from exchange.layout import SHEET_BY_NAME
from exchange.matching import Tally
from exchange.staff_list import FIELDS
from schools.models import StaffRole
from schools.roster import Change, Changed, Difference, Entry

SHOWN = 200  # people of a kind on the page; the rest is counted
STAFF_STEPS = (gettext_lazy("File"), gettext_lazy("Columns"), gettext_lazy("Difference"))
WORKBOOK_STEPS = (gettext_lazy("File"), gettext_lazy("Preview"), gettext_lazy("Done"))
REASONS: dict[str, str | Promise] = {
    "other_school": gettext_lazy("of another school: its own leader brings those in"),
    "known_school": gettext_lazy("already here: its own leader changes it"),
    "past_membership": gettext_lazy("had left already: taking part is told by people themselves"),
    "asked_before": gettext_lazy("asked before: nobody is asked twice"),
    "partner_code": gettext_lazy("partner school: ask its leader for the code of the school"),
    "group_words": gettext_lazy("of the group or of a person: only they write that themselves"),
    "record": gettext_lazy("recorded already: a record is not changed"),
    "past_its_date": gettext_lazy("what pupils said, past the day on which it was promised to go"),
    "group_owns": gettext_lazy("of a group that is here already: it keeps its own meetings and notes"),
}


@dataclass(frozen=True, slots=True)
class SheetCount:
    """One line of the preview of a workbook. `skipped` pairs a number with its reason."""

    label: str
    created: int
    updated: int
    unchanged: int
    skipped: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a list, in words."""

    name: str
    email: str
    roles: str
    subjects: str


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    name: str
    email: str
    changes: tuple[tuple[str, str, str], ...]  # field, before, after


@dataclass(frozen=True, slots=True)
class ListPreview:
    """The difference of a staff list. Totals count everybody; the lists hold at most `SHOWN`."""

    new_total: int
    new: list[Person]
    returning: list[ChangedPerson]
    changed_total: int
    changed: list[ChangedPerson]
    same_total: int
    gone: list[tuple[int, str, str]]  # id, name, address
    leaders: tuple[str, ...]  # addresses of who would lead the school

    @property
    def is_empty(self) -> bool:
        return not (self.new_total or self.returning or self.changed_total)


def sheet_counts(tallies: Mapping[str, Tally]) -> list[SheetCount]:
    """One line a sheet, in their order."""
    return [
        SheetCount(
            label=str(SHEET_BY_NAME[name].label),
            created=tally.created,
            updated=tally.updated,
            unchanged=tally.unchanged,
            skipped=tuple((number, str(REASONS[reason])) for reason, number in tally.skipped.items() if number),
        )
        for name, tally in tallies.items()
    ]


def list_preview(difference: Difference) -> ListPreview:
    people = [_person(entry) for entry in difference.new]
    return ListPreview(
        new_total=len(people),
        new=people[:SHOWN],
        returning=[_changed(item) for item in difference.returning],
        changed_total=len(difference.changed),
        changed=[_changed(item) for item in difference.changed[:SHOWN]],
        same_total=len(difference.same),
        gone=[(staff.pk, staff.user.get_full_name(), staff.user.email) for staff in difference.gone],
        leaders=tuple(difference.new_leaders()),
    )


def _person(entry: Entry) -> Person:
    roles = entry.roles if entry.roles is not None else ("teacher",)
    return Person(
        name=" ".join(part for part in (entry.first_name, entry.prefix, entry.last_name) if part),
        email=entry.email,
        roles=role_names(roles),
        subjects=entry.subjects or "",
    )


def _changed(item: Changed) -> ChangedPerson:
    changes = tuple((str(FIELDS[change.field][0]), *_before_after(change)) for change in item.changes)
    return ChangedPerson(item.staff.user.get_full_name(), item.staff.user.email, changes)


def _before_after(change: Change) -> tuple[str, str]:
    if change.field != "roles":
        return change.old, change.new
    return role_names(change.old.split(";")), role_names(change.new.split(";"))


def role_names(codes: Sequence[str]) -> str:
    return ", ".join(str(StaffRole.Role(code).label) for code in codes if code)
