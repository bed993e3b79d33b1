"""What a group makes: kept, given a new version, shared, put away, deleted; and where it is used (R16, F42)."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Max

from communities.models import Community
from learning.models import Outcome, OutcomeUse, OutcomeVersion
from learning.sniffing import clean_name
from meetings.localtime import local_day
from schools import audit
from schools.models import School, User

FOLDER = "outcomes"


@dataclass(frozen=True, slots=True)
class About:
    """What its makers say of an outcome."""

    kind: str
    title: str
    about: str = ""
    subject: str = ""
    licence: str = Outcome.Licence.BY_SA
    makers: str = ""
    with_pupils: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One version: a file or a link, or both. A file was looked at before (`learning.sniffing`)."""

    note: str = ""
    link: str = ""
    file: "File[bytes] | None" = None


class NotStored(Exception):
    """The disk did not take the file."""


def make_outcome(*, community: Community, about: About, piece: Piece, by: User, now: datetime) -> Outcome:
    """Keep something the group made, with its first version; the same title twice on a day is one outcome.

    Raises NotStored; nothing is left behind then.
    """
    today = local_day(now)
    made = Outcome.objects.filter(community=community, title=about.title, made_by=by, made_on=today).first()
    if made:
        return made
    with _stored(piece.file) as name, transaction.atomic():
        outcome = Outcome.objects.create(community=community, made_on=today, made_by=by, **asdict(about))
        _write(outcome, piece, name, number=1, by=by, now=now)
        audit.record(by=by, verb="make_outcome", target=f"outcome:{outcome.pk}", at=now, kind=about.kind)
    return outcome


def add_version(*, outcome: Outcome, number: int, piece: Piece, by: User, now: datetime) -> bool:
    """Add the version with this number; False when it is there already (a second tap, or somebody was first).

    Raises NotStored; nothing is left behind then.
    """
    if number != next_number(outcome):
        return False
    try:
        with _stored(piece.file) as name, transaction.atomic():
            _write(outcome, piece, name, number=number, by=by, now=now)
            audit.record(by=by, verb="add_version", target=f"outcome:{outcome.pk}", at=now, number=number)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def change_outcome(*, outcome: Outcome, about: About, by: User, now: datetime) -> None:
    """Say otherwise what it is; who may find it is a decision of its own."""
    Outcome.objects.filter(pk=outcome.pk).update(**asdict(about))
    audit.record(by=by, verb="change_outcome", target=f"outcome:{outcome.pk}", at=now)


@transaction.atomic
def share_outcome(*, outcome: Outcome, reach: str, by: User, now: datetime) -> None:
    """Say who may find it."""
    Outcome.objects.filter(pk=outcome.pk).update(reach=reach)
    audit.record(by=by, verb="share_outcome", target=f"outcome:{outcome.pk}", at=now, reach=reach)


@transaction.atomic
def put_away(*, outcome: Outcome, is_away: bool, by: User, now: datetime) -> None:
    """Take it out of the library and keep it for the group, or put it back."""
    Outcome.objects.filter(pk=outcome.pk).update(removed_on=local_day(now) if is_away else None)
    audit.record(by=by, verb="put_away" if is_away else "put_back", target=f"outcome:{outcome.pk}", at=now)


@transaction.atomic
def delete_outcome(*, outcome: Outcome, by: User, now: datetime) -> None:
    """Delete it with every version; the files go once that is certain."""
    pk, names = outcome.pk, list(outcome.versions.exclude(file="").values_list("file", flat=True))
    Outcome.objects.filter(pk=pk).delete()
    audit.record(by=by, verb="delete_outcome", target=f"outcome:{pk}", at=now)
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name))


@transaction.atomic
def use_outcome(*, outcome: Outcome, where: str, school: School | None, by: User, now: datetime) -> OutcomeUse:
    """Tell its makers where it is used; the same place again is the same use."""
    use, is_new = OutcomeUse.objects.get_or_create(
        outcome=outcome, by=by, where=where, defaults={"school": school, "on": local_day(now)}
    )
    if is_new:
        audit.record(by=by, verb="use_outcome", target=f"outcome:{outcome.pk}", at=now)
    return use


@transaction.atomic
def take_use_back(*, use: OutcomeUse, by: User, now: datetime) -> None:
    """It is not used there any more, or that was a mistake."""
    outcome_id = use.outcome_id
    if OutcomeUse.objects.filter(pk=use.pk).delete()[0]:
        audit.record(by=by, verb="take_use_back", target=f"outcome:{outcome_id}", at=now)


def next_number(outcome: Outcome) -> int:
    """Which version comes next."""
    latest: int | None = outcome.versions.aggregate(latest=Max("number"))["latest"]
    return (latest or 0) + 1


def _write(outcome: Outcome, piece: Piece, name: str, *, number: int, by: User, now: datetime) -> None:
    OutcomeVersion.objects.create(
        outcome=outcome,
        number=number,
        note=piece.note,
        link=piece.link,
        file=name,
        file_name=clean_name(piece.file.name or "") if piece.file else "",
        size=piece.file.size if piece.file else 0,
        by=by,
        on=local_day(now),
    )


@contextmanager
def _stored(file: "File[bytes] | None") -> Iterator[str]:
    """The name under which a file is kept: random, so that nobody guesses it. It goes when what follows fails."""
    name = f"{FOLDER}/{secrets.token_urlsafe(24)}" if file else ""
    try:
        if file:
            name = default_storage.save(name, file)
    except OSError as error:
        with suppress(OSError):
            default_storage.delete(name)
        raise NotStored from error
    try:
        yield name
    except BaseException:
        if name:
            default_storage.delete(name)
        raise
