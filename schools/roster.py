"""A staff list against what a school knows: the difference first, then its application. Nobody is ever deleted.

A person who has signed in owns her name: a list does not change it. Whoever leads the school is never removed by a
list, and nobody gets mail by one.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from schools import audit
from schools.models import School, Staff, StaffRole, User

NAMES = ("first_name", "prefix", "last_name")


@dataclass(frozen=True, slots=True)
class Entry:
    """One person on a list. None where the list does not say: what is known stays as it is."""

    email: str
    first_name: str = ""
    prefix: str = ""
    last_name: str = ""
    roles: tuple[str, ...] | None = None
    subjects: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One field of somebody, before and after."""

    field: str
    old: str
    new: str

    def brings(self, word: str) -> bool:
        """Whether a word of a list separated by ; is new."""
        return word in self.new.split(";") and word not in self.old.split(";")


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody the school knows, with what the list says otherwise."""

    staff: Staff
    entry: Entry
    changes: tuple[Change, ...]


@dataclass(slots=True)
class Difference:
    """What a list would change in a school. `returning` are people who had left; leaders are never `gone`."""

    school: School
    new: list[Entry] = field(default_factory=list)
    returning: list[Changed] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    same: list[Staff] = field(default_factory=list)
    gone: list[Staff] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing would change by applying it; those who are gone only change by choice."""
        return not (self.new or self.returning or self.changed)

    def new_leaders(self) -> list[str]:
        """Addresses of who would lead the school and does not yet."""
        arriving = [entry for entry in self.new if "leader" in (entry.roles or ())]
        rising = [
            item.entry
            for item in (*self.returning, *self.changed)
            if any(change.field == "roles" and change.brings("leader") for change in item.changes)
        ]
        return [entry.email for entry in (*arriving, *rising)]


def compare(lists: Mapping[School, Sequence[Entry]], *, renames_everybody: bool = False) -> list[Difference]:
    """The difference for each school, in a constant number of queries. Reads only."""
    known: dict[int, dict[str, Staff]] = {school.pk: {} for school in lists}
    rows = Staff.objects.filter(school__in=known).select_related("user").prefetch_related("roles").order_by("pk")
    for staff in rows:
        known[staff.school_id][staff.user.email] = staff
    return [
        _difference(school, entries, known[school.pk], renames_everybody=renames_everybody)
        for school, entries in lists.items()
    ]


def _difference(
    school: School, entries: Sequence[Entry], known: Mapping[str, Staff], *, renames_everybody: bool
) -> Difference:
    difference = Difference(school)
    for entry in entries:
        staff = known.get(entry.email)
        if staff is None:
            difference.new.append(entry)
            continue
        changes = _changes(staff, entry, renames=renames_everybody or staff.user.last_login is None)
        if staff.left_on is not None:
            difference.returning.append(Changed(staff, entry, changes))
        elif changes:
            difference.changed.append(Changed(staff, entry, changes))
        else:
            difference.same.append(staff)
    listed = {entry.email for entry in entries}
    difference.gone = [
        staff
        for email, staff in known.items()
        if email not in listed and staff.left_on is None and "leader" not in roles_of(staff)
    ]
    return difference


def roles_of(staff: Staff) -> tuple[str, ...]:
    """Roles in their usual order. Wants `roles` prefetched."""
    held = {row.role for row in staff.roles.all()}
    return tuple(role for role in StaffRole.Role.values if role in held)


def _changes(staff: Staff, entry: Entry, *, renames: bool) -> tuple[Change, ...]:
    changes = []
    if renames and (entry.first_name or entry.last_name):
        changes = [Change(name, getattr(staff.user, name), getattr(entry, name)) for name in NAMES]
    held = roles_of(staff)
    changes.append(Change("roles", ";".join(held), ";".join(_wanted_roles(held, entry))))
    changes += [
        Change(name, getattr(staff, name), getattr(entry, name))
        for name in ("subjects", "number")
        if getattr(entry, name) is not None
    ]
    return tuple(change for change in changes if change.old != change.new)


def _wanted_roles(held: tuple[str, ...], entry: Entry) -> tuple[str, ...]:
    if entry.roles is None:
        return held
    kept = {"leader"} & set(held)
    return tuple(role for role in StaffRole.Role.values if role in kept | set(entry.roles))


@transaction.atomic
def apply_staff_list(
    *, school: School, entries: Sequence[Entry], left: Collection[int], by: User | None, now: datetime
) -> Difference:
    """Takes over a list. `left` are ids of `Staff` that are gone and marked as left; any other id is ignored."""
    [difference] = compare({school: entries})
    apply_differences(differences=[difference], by=by, now=now)
    leaving = [staff for staff in difference.gone if staff.pk in left]
    Staff.objects.filter(pk__in=[staff.pk for staff in leaving]).update(left_on=timezone.localdate(now))
    audit.record(
        by=by,
        verb="import_staff_list",
        target=f"school:{school.pk}",
        at=now,
        new=len(difference.new),
        returning=len(difference.returning),
        changed=len(difference.changed),
        left=[staff.user_id for staff in leaving],
        leaders=len(difference.new_leaders()),
    )
    return difference


@transaction.atomic
def apply_differences(
    *, differences: Sequence[Difference], by: User | None, now: datetime, renames_everybody: bool = False
) -> None:
    """Writes differences of any number of schools, in a constant number of queries."""
    arriving = [(difference.school, entry) for difference in differences for entry in difference.new]
    users = find_or_make_people(
        [(entry, school.language) for school, entry in arriving],
        may_rename=lambda user: renames_everybody or user.last_login is None,
    )
    created = Staff.objects.bulk_create(
        Staff(school=school, user=users[entry.email], number=entry.number or "", subjects=entry.subjects or "")
        for school, entry in arriving
    )
    StaffRole.objects.bulk_create(
        StaffRole(staff=staff, role=role)
        for staff, (_school, entry) in zip(created, arriving, strict=True)
        for role in (entry.roles if entry.roles is not None else (StaffRole.Role.TEACHER.value,))
    )
    _change([changed for difference in differences for changed in (*difference.returning, *difference.changed)])


def find_or_make_people(entries: Sequence[tuple[Entry, str]], *, may_rename: Callable[[User], bool]) -> dict[str, User]:
    """People by address, made where nobody had it; each entry comes with the language of who is made.

    Nobody made here can sign in before an invitation.
    """
    users = people_by_address(sorted({entry.email for entry, _language in entries}))
    fresh: dict[str, User] = {}
    renamed: dict[str, User] = {}
    for entry, language in entries:
        user = users.get(entry.email)
        if user is None:
            if entry.email not in fresh:
                names = {name: getattr(entry, name) for name in NAMES}
                fresh[entry.email] = User(email=entry.email, language=language, password=make_password(None), **names)
        elif may_rename(user) and _rename(user, entry):
            renamed[user.email] = user
    User.objects.bulk_create(fresh.values())
    User.objects.bulk_update(renamed.values(), NAMES, batch_size=500)
    return users | fresh


def people_by_address(emails: Sequence[str]) -> dict[str, User]:
    """Who is known of these addresses (in lower case), any number of them."""
    batches = (emails[start : start + 500] for start in range(0, len(emails), 500))
    return {user.email: user for batch in batches for user in User.objects.filter(email__in=batch)}


def _rename(user: User, entry: Entry) -> bool:
    if not (entry.first_name or entry.last_name):
        return False
    different = [name for name in NAMES if getattr(user, name) != getattr(entry, name)]
    for name in different:
        setattr(user, name, getattr(entry, name))
    return bool(different)


def _change(changed: Sequence[Changed]) -> None:
    added: list[StaffRole] = []
    for item in changed:
        item.staff.left_on = None
        for change in item.changes:
            if change.field in NAMES:
                setattr(item.staff.user, change.field, change.new)
            elif change.field == "roles":
                old, new = set(change.old.split(";")) - {""}, set(change.new.split(";")) - {""}
                added += [StaffRole(staff=item.staff, role=role) for role in sorted(new - old)]
            else:
                setattr(item.staff, change.field, change.new)
    StaffRole.objects.filter(pk__in=[pk for item in changed for pk in _roles_taken(item)]).delete()
    StaffRole.objects.bulk_create(added)
    Staff.objects.bulk_update([item.staff for item in changed], ["left_on", "subjects", "number"], batch_size=500)
    User.objects.bulk_update({item.staff.user_id: item.staff.user for item in changed}.values(), NAMES, batch_size=500)


def _roles_taken(item: Changed) -> list[int]:
    wanted = _wanted_roles(roles_of(item.staff), item.entry)
    return [row.pk for row in item.staff.roles.all() if row.role not in wanted]
