"""A group of schools: a school starts it, joins and leaves by its own leader's act; readers are named by address."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.actions.joining import person_behind_address
from evidence.models import BoardReader, GroupPlace, Release, RollUp, SchoolGroup
from notifications import outbox
from notifications.registry import subject_key
from schools import audit
from schools.models import School, User

NAMED = "board_reader"
READERS = 12


class LastReader(Exception):
    """A group that nobody reads for asks schools for nothing, but nobody could name a reader either."""

    message = _("There is always one reader. Name somebody else first.")


class TooManyReaders(Exception):
    """A board is a handful of people."""

    message = _("Twelve readers is the most.")


@transaction.atomic
def start_school_group(*, school: School, name: str, reader_email: str, by: User, now: datetime) -> SchoolGroup:
    """The school is the first in it; who reads for the board is named at once, and told."""
    group = SchoolGroup.objects.create(name=name, made_at=now)
    audit.record(by=by, verb="board.started", target=f"school_group:{group.pk}", at=now, school=school.pk)
    join_school_group(group=group, school=school, by=by, now=now)
    name_reader(group=group, email=reader_email, by=by, now=now)
    return group


@transaction.atomic
def join_school_group(*, group: SchoolGroup, school: School, by: User, now: datetime) -> GroupPlace:
    """From today the leader is asked for counts; nothing goes by joining. A second time finds the first."""
    place, is_new = GroupPlace.objects.get_or_create(
        group=group, school=school, left_on=None, defaults={"joined_on": timezone.localdate(now)}
    )
    if is_new:
        audit.record(by=by, verb="board.joined", target=f"school_group:{group.pk}", at=now, school=school.pk)
    return place


@transaction.atomic
def leave_school_group(*, place: GroupPlace, by: User, now: datetime) -> None:
    """From today. What was released and not added up yet is taken back; what was added up stays, it names nobody."""
    left = GroupPlace.objects.filter(pk=place.pk, left_on=None).update(left_on=timezone.localdate(now))
    if not left:
        return
    waiting = RollUp.objects.select_for_update().filter(group=place.group_id, made_on=None).order_by("pk")
    years = [row.year for row in waiting]  # locked: what is added up at this moment keeps what it counted
    Release.objects.filter(school=place.school_id, group=place.group_id, year__in=years).delete()
    audit.record(by=by, verb="board.left", target=f"school_group:{place.group_id}", at=now, school=place.school_id)


@transaction.atomic
def name_reader(*, group: SchoolGroup, email: str, by: User, now: datetime) -> BoardReader:
    """Somebody reads for the board; an address that is not known yet gets a place without a school.

    Raises TooManyReaders.
    """
    SchoolGroup.objects.select_for_update().get(pk=group.pk)
    if BoardReader.objects.filter(group=group).count() >= READERS:
        raise TooManyReaders
    user = person_behind_address(email=email, language=by.language)
    reader, is_new = BoardReader.objects.get_or_create(
        group=group, user=user, defaults={"since": timezone.localdate(now)}
    )
    if is_new:
        audit.record(by=by, verb="board.reader", target=f"school_group:{group.pk}", at=now, user=user.pk)
        if user.pk != by.pk:
            tell_readers(NAMED, group, f"reader:{reader.pk}", [user.pk], now=now)
    return reader


@transaction.atomic
def end_reader(*, reader: BoardReader, by: User, now: datetime) -> None:
    """Somebody reads no more, from the next request on. Raises LastReader."""
    SchoolGroup.objects.select_for_update().get(pk=reader.group_id)
    if not BoardReader.objects.filter(group=reader.group_id).exclude(pk=reader.pk).exists():
        raise LastReader
    BoardReader.objects.filter(pk=reader.pk).delete()
    audit.record(by=by, verb="board.reader_left", target=f"school_group:{reader.group_id}", at=now, user=reader.user_id)


def tell_readers(kind: str, group: SchoolGroup, occasion: str, people: Iterable[int], *, now: datetime) -> None:
    """On a day on which a school of the group is open: a reader may work in none."""
    school = (
        GroupPlace.objects.current().filter(group=group).order_by("joined_on", "pk").values_list("school", flat=True)
    )
    subject = subject_key("school", school[0]) if school else ""
    drafts = [outbox.Draft(kind, subject, f"{occasion}:{group.pk}", person) for person in people if subject]
    outbox.enqueue(drafts=drafts, now=now)
