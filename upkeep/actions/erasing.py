"""The end of a school: asked for, taken back, and carried out; afterwards nothing of it is found here (trust.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice

from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Partnership
from communities.signals import rhythm_changed
from evidence.models import GroupPlace, SchoolGroup
from learning.models import OutcomeVersion
from meetings.reminders import leaders_of
from notifications.models import Notice
from notifications.outbox import Draft, enqueue
from notifications.registry import subject_key
from schools import audit
from schools.calendar import SchoolDays, closed_outside
from schools.models import AuditEvent, School, User
from upkeep.actions.sample import clear_beside
from upkeep.models import SchoolDeletion
from upkeep.queries.whole_school import groups_that_move, noun, people_who_go, persons, rows_of, rows_of_people, ways

DELAY = timedelta(days=30)
STAFF_BEFORE, LEADERS_BEFORE = timedelta(days=14), timedelta(days=7)
SCHOOL_DAYS = 10  # at least so many lie before it, so that no holiday hides it from anybody
UNKNOWN = timedelta(days=75)  # where no calendar says: longer than a summer
ENDS, MOVED = "school_ends", "group_moved"  # kinds of notices
TOLD_OF = ("school", "community", "meeting", "staff")  # what a notice can be about
BATCH = 500


class WrongName(Exception):
    """The name of the school was not typed as it is."""

    message = _("This is not the name of the school. Type it as it stands above.")


@dataclass(frozen=True, slots=True)
class Gone:
    """What a deletion took: groups, accounts, files; `moved` counts groups that go on at a partner."""

    groups: int
    moved: int
    accounts: int
    files: int


@transaction.atomic
def ask_deletion(*, school: School, name: str, by: User, now: datetime) -> SchoolDeletion:
    """In thirty days or more this school goes; every leader is told. Asked twice it is the first. Raises WrongName."""
    if " ".join(name.split()).casefold() != " ".join(school.name.split()).casefold():
        raise WrongName
    due_on = due_day(school, timezone.localdate(now))
    deletion, is_new = SchoolDeletion.objects.get_or_create(
        school=school, defaults={"asked_by": by, "asked_at": now, "due_on": due_on}
    )
    if is_new:
        audit.record(by=by, verb="school.deletion_asked", target=f"school:{school.pk}", at=now, due_on=str(due_on))
        tell(deletion, who_lead(school), now=now)
    return deletion


@transaction.atomic
def keep_school(*, deletion: SchoolDeletion, by: User, now: datetime) -> bool:
    """A leader takes it back; whether there was something to take back."""
    is_kept = bool(SchoolDeletion.objects.filter(pk=deletion.pk).delete()[0])
    if is_kept:
        audit.record(by=by, verb="school.deletion_withdrawn", target=f"school:{deletion.school_id}", at=now)
    return is_kept


def tell_before(*, now: datetime) -> int:
    """Two weeks before, everybody who works there; one week before, its leaders once more. Told once (outbox)."""
    today, number = timezone.localdate(now), 0
    near = SchoolDeletion.objects.filter(due_on__lte=today + STAFF_BEFORE, due_on__gt=today).select_related("school")
    for deletion in near:
        staff = User.objects.filter(staff__school=deletion.school, staff__left_on=None, is_active=True)
        number += tell(deletion, staff.values_list("pk", flat=True), now=now, step="soon")
        if deletion.due_on <= today + LEADERS_BEFORE:
            number += tell(deletion, who_lead(deletion.school), now=now, step="week")
    return number


def due_day(school: School, today: date) -> date:
    """Thirty days from now, and after ten days on which the school is open."""
    year = school.years.filter(last_day__gt=today + DELAY).order_by("first_day").first()
    if year is None:
        return today + UNKNOWN
    until = max(year.last_day, today + UNKNOWN)
    shut = list(school.closures.between(today, until).values_list("first_day", "last_day"))
    years = list(school.years.filter(last_day__gte=today).values_list("first_day", "last_day"))
    days = SchoolDays.between(today, until, [*shut, *closed_outside(today, until, years)])
    return max(today + DELAY, days.after(today, SCHOOL_DAYS) or today + UNKNOWN)


def tell(deletion: SchoolDeletion, people: Iterable[int], *, now: datetime, step: str = "asked") -> int:
    occasion = f"{deletion.asked_at:%Y%m%d%H%M%S}:{step}"
    about = subject_key("school", deletion.school_id)
    drafts = [Draft(ENDS, about, occasion, person, occasion_on=deletion.due_on) for person in people]
    return enqueue(drafts=drafts, now=now)


def who_lead(school: School) -> Iterable[int]:
    return sorted(user for _school, user in leaders_of([school.pk]))


def delete_due(*, now: datetime) -> list[Gone]:
    """Carry out every deletion whose day has come; each in a transaction of its own."""
    due = SchoolDeletion.objects.filter(due_on__lte=timezone.localdate(now)).order_by("due_on", "pk")
    found = []
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            # A leader who takes it back at this very moment goes first, or finds it done.
            deletion = SchoolDeletion.objects.select_for_update().filter(pk=pk).first()
            if deletion is not None:
                found.append(erase_school(school=deletion.school, by=None, now=now))
    return found


@transaction.atomic
def erase_school(*, school: School, by: User | None, now: datetime) -> Gone:
    """Everything of this school: its groups with their words and files, its people who have nothing else here, the
    trail of what they did. Groups with a partner go on there. One event without a name stays."""
    clear_beside(school)
    pk = school.pk
    everybody = list(User.objects.filter(staff__school=school).values_list("pk", flat=True))
    moved = move_groups(school, now=now)
    people = list(people_who_go(school).values_list("pk", flat=True))
    files = list(rows_of(OutcomeVersion, school).exclude(file="").values_list("file", flat=True))
    boards = list(GroupPlace.objects.filter(school=school).values_list("group", flat=True))
    joined = list(Partnership.objects.filter(school=school).values_list("community", flat=True))
    forget_trail(school, people)
    groups = list(Community.objects.filter(school=school).values_list("pk", flat=True))
    for group in groups:  # one by one: a school of ten years does not fit into memory at once
        Community.objects.filter(pk=group).delete()
    Partnership.objects.filter(school=school).delete()
    School.objects.filter(pk=pk).delete()
    SchoolGroup.objects.filter(pk__in=boards, places=None, readers=None).delete()
    for person in people:
        User.objects.filter(pk=person).delete()
    end_sessions({*everybody, *people})
    for name in files:
        transaction.on_commit(partial(default_storage.delete, name))
    staying = sorted({*moved, *joined} - set(groups))
    if staying:  # their calendar is another one without this school
        rhythm_changed.send(sender=Community, community_ids=staying, today=timezone.localdate(now))
    gone = Gone(len(groups), len(moved), len(people), len(files))
    counts = {"groups": gone.groups, "moved": gone.moved, "accounts": gone.accounts, "files": gone.files}
    audit.record(by=by, verb="school.deleted", target=f"school:{pk}", at=now, **counts)
    return gone


def move_groups(school: School, *, now: datetime) -> list[int]:
    """Hand groups with a partner to the school that joined first; its leaders are told. Gives the ids."""
    moved = []
    for group in groups_that_move(school).order_by("pk"):
        first = group.partnerships.exclude(school=school).order_by("pk")[0]
        group.code = free_code(group.code, first.school_id)
        group.school_id, group.form_id, group.form_version = first.school_id, None, 0
        group.save(update_fields=["code", "school", "form", "form_version"])
        group.partnerships.filter(school__in=[first.school_id, school.pk]).delete()
        about = subject_key("community", group.pk)
        drafts = [Draft(MOVED, about, f"{now:%Y%m%d}", person) for person in who_lead(first.school)]
        enqueue(drafts=drafts, now=now)
        audit.record(by=None, verb="community.moved", target=f"community:{group.pk}", at=now)
        moved.append(group.pk)
    return moved


def free_code(code: str, school_id: int) -> str:
    """The code of a group, with a number behind it where the new host knows another of that code."""
    taken = set(Community.objects.filter(school=school_id).values_list("code", flat=True))
    number, wanted = 2, code
    while wanted in taken:
        wanted = f"{code[:26]}-{number}"
        number += 1
    return wanted


def forget_trail(school: School, people: Sequence[int]) -> None:
    """What the audit trail says of rows that go; what these people did elsewhere stays, without them."""
    for model in ways():
        forget_events(noun(model), rows_of(model, school).values_list("pk", flat=True).iterator())
    for model in persons():
        forget_events(noun(model), rows_of_people(model, people).values_list("pk", flat=True).iterator())
    forget_events("form", school.variants.values_list("pk", flat=True).iterator())
    for batch in batches(people):
        AuditEvent.objects.filter(actor__in=[f"user:{pk}" for pk in batch]).update(actor="gone")


def forget_events(kind: str, pks: Iterable[object]) -> None:
    """And what was told about these rows to people who stay."""
    for batch in batches(pks):
        keys = [f"{kind}:{pk}" for pk in batch]
        AuditEvent.objects.filter(target__in=keys).delete()
        if kind in TOLD_OF:
            Notice.objects.filter(subject__in=keys).delete()


def batches(values: Iterable[object]) -> Iterable[list[object]]:
    rest = iter(values)
    while batch := list(islice(rest, BATCH)):
        yield batch


def end_sessions(people: set[int]) -> None:
    """Everybody of the school signs in anew: a session remembers which schools somebody leads."""
    signed_in = {str(pk) for pk in people}
    for session in Session.objects.order_by("pk").iterator(chunk_size=BATCH):
        if session.get_decoded().get("_auth_user_id") in signed_in:
            session.delete()
