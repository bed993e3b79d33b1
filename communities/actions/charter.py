"""The charter: written field by field, put before the members, accepted by each of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities import charter_text
from communities.actions.joining import refuse_finished
from communities.charter_queries import CHECKS, content_of, draft_of, stored_text
from communities.charter_text import OF_COMMUNITY, Outcome, tidy
from communities.models import Charter, CharterAcceptance, CharterVersion, Community, Membership, WorkingAgreements
from notifications import outbox
from notifications.registry import subject_key
from schools import audit
from schools.models import User


class NothingChanged(Exception):
    """The draft reads as the version that the members have already."""

    message = _("Nothing has changed since the last version, so there is nothing new to put before the members.")


class NotAMember(Exception):
    """A coach or an expert reads along; the yes is the members'."""

    message = _("The members accept the charter. You can read it and talk about it with them.")


class NothingWritten(Exception):
    """An empty charter tells the members nothing."""

    message = _("Nothing is written yet. One line on the need or the task will do.")


class NotTheNewest(Exception):
    """A newer version was put before the members."""

    message = _("There is a newer version. Look at that one.")


class AcceptedByAll(Exception):
    """What everybody accepted is agreed; a new version can change it."""

    message = _("Everybody has accepted this version. To change something, write it and put a new version.")


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody sends for a field; `seen` is the digest of what stood there when she began to write."""

    text: str
    seen: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of the fields: `written` are new, `clashes` wait for a choice between two texts."""

    charter: Charter
    written: tuple[str, ...]
    clashes: tuple[str, ...]


@transaction.atomic
def save_charter(*, community: Community, wordings: Mapping[str, Wording], by: User, now: datetime) -> Saved:
    """Keep these fields, each by itself; a field that somebody else changed meanwhile is left as it is and named.

    Raises CommunityIsFinished.
    """
    charter = locked_charter(community)
    refuse_finished(charter.community, timezone.localdate(now))
    found: dict[Outcome, list[str]] = {one: [] for one in Outcome}
    for name, wording in wordings.items():
        stored = stored_text(charter, name)
        result = charter_text.outcome(seen=wording.seen, mine=wording.text, stored=stored)
        found[result].append(name)
        if result is Outcome.WRITE:
            write(charter, name, tidy(wording.text))
    if found[Outcome.WRITE]:
        store(charter, found[Outcome.WRITE], by=by, now=now)
    return Saved(charter, tuple(found[Outcome.WRITE]), tuple(found[Outcome.CLASH]))


def locked_charter(community: Community) -> Charter:
    """The draft as it is now, on its community; who writes second waits for the first."""
    return draft_of(Community.objects.select_for_update().get(pk=community.pk))


def write(charter: Charter, name: str, text: str) -> None:
    if name == "weights":
        for column, weight in zip(Charter.WEIGHTS, text.split(), strict=True):
            setattr(charter, column, int(weight))
    else:
        setattr(charter.community if name in OF_COMMUNITY else charter, name, text)


def store(charter: Charter, names: Collection[str], *, by: User, now: datetime) -> None:
    charter.version += 1
    charter.changed_by, charter.changed_at = by, now
    charter.save()
    if of_community := [name for name in names if name in OF_COMMUNITY]:
        charter.community.save(update_fields=of_community)
    target = f"community:{charter.community_id}"
    audit.record(by=by, verb="charter.written", target=target, at=now, fields=sorted(names))


@transaction.atomic
def put_charter(*, community: Community, by: User, now: datetime) -> CharterVersion:
    """Freeze the draft as the next version and tell the members once. Nobody's acceptance carries over.

    Raises NothingWritten, NothingChanged, CommunityIsFinished.
    """
    charter = locked_charter(community)
    refuse_finished(charter.community, timezone.localdate(now))
    content, agreements = content_of(charter), tidy(charter.agreements)
    if charter_text.is_empty({**content, "agreements": agreements}):
        raise NothingWritten
    newest = charter.community.charter_versions.select_related("agreements").order_by("-number").first()
    if newest and not charter_text.has_changed(frozen(newest), {**content, "agreements": agreements}):
        raise NothingChanged
    number = newest.number + 1 if newest else 1
    version = CharterVersion.objects.create(
        community=charter.community, number=number, content=content, put_by=by, put_at=now
    )
    WorkingAgreements.objects.create(version=version, text=agreements)
    tell_members(version, but=by, now=now)
    audit.record(by=by, verb="charter.put", target=f"community:{community.pk}", at=now, number=number)
    return version


def frozen(version: CharterVersion) -> dict[str, object]:
    agreements = getattr(version, "agreements", None)
    return {**version.content, "agreements": agreements.text if agreements else ""}


def members_of(community_id: int) -> set[int]:
    """Whose yes a charter asks for: the members. A coach or expert reads along."""
    members = Membership.objects.current().filter(community=community_id, role=Membership.Role.MEMBER)
    return set(members.values_list("user_id", flat=True))


def tell_members(version: CharterVersion, *, but: User, now: datetime) -> None:
    """One notice a member and version; who put it knows."""
    outbox.enqueue(
        drafts=[
            outbox.Draft(
                kind="charter_put",
                subject=subject_key("community", version.community_id),
                occasion=f"charter:{version.pk}",
                recipient_id=user_id,
            )
            for user_id in sorted(members_of(version.community_id) - {but.pk})
        ],
        now=now,
    )


@transaction.atomic
def accept_charter(
    *, version: CharterVersion, checks: Collection[str] = (), by: User, now: datetime
) -> CharterAcceptance:
    """A member's own yes, with what she thinks of the task: relevant, clear, feasible, each if she says so (R45).

    A second tap changes nothing but the checks. Raises NotTheNewest, NotAMember, CommunityIsFinished.
    """
    version = locked_version(version, now)
    if by.pk not in members_of(version.community_id):
        raise NotAMember
    said = {name: True if name in checks else None for name in CHECKS}
    found, is_new = CharterAcceptance.objects.update_or_create(
        version=version, user=by, defaults=said, create_defaults={**said, "at": now}
    )
    if is_new:
        audit.record(by=by, verb="charter.accepted", target=f"community:{version.community_id}", at=now)
    settle(version, now=now)
    return found


@transaction.atomic
def take_back_acceptance(*, version: CharterVersion, by: User, now: datetime) -> None:
    """Until everybody accepted, a yes can be taken back; it leaves no trace. Raises NotTheNewest, AcceptedByAll."""
    version = locked_version(version, now)
    if version.accepted_at is not None:
        raise AcceptedByAll
    version.acceptances.filter(user=by).delete()


def locked_version(version: CharterVersion, now: datetime) -> CharterVersion:
    """The version as it is now; of two taps the second waits for the first."""
    community = Community.objects.select_for_update().get(pk=version.community_id)
    refuse_finished(community, timezone.localdate(now))
    newest = community.charter_versions.order_by("-number")[0]
    if newest.pk != version.pk:
        raise NotTheNewest
    return newest


def settle(version: CharterVersion, *, now: datetime) -> None:
    """Note the moment when every member of today has accepted."""
    accepted = set(version.acceptances.values_list("user_id", flat=True))
    members = members_of(version.community_id)
    if version.accepted_at is None and members and members <= accepted:
        version.accepted_at = now
        version.save(update_fields=["accepted_at"])


def settle_newest(community_id: int, *, now: datetime) -> None:
    """Look again after somebody left or plays another part: perhaps everybody who is left has accepted."""
    newest = CharterVersion.objects.filter(community=community_id).order_by("-number").first()
    if newest is not None:
        settle(newest, now=now)
