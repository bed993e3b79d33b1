"""An idea that anybody proposes, and groups that are open: colleagues look and join by themselves (R4, R46)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.actions.accepting import tell_newcomer
from communities.actions.frame import start_community
from communities.actions.joining import AlreadyIn, enter, lock_community, refuse_finished
from communities.actions.people import write_statement
from communities.models import Community, Membership, Stage
from communities.signals import rhythm_changed
from notifications import outbox
from notifications.registry import subject_key
from schools import audit
from schools.models import User


class NotOpen(Exception):
    """People join by themselves only where the group left the door open, and where they work."""

    message = _("This group is not open for joining. Somebody of the group can ask you.")


@transaction.atomic
def propose_community(*, by: User, now: datetime, **frame: Any) -> Community:
    """`start_community`, as an idea first: open to colleagues, without a rhythm until its people begin. (R4)"""
    community = start_community(by=by, now=now, **frame)
    community.stage, community.is_open = Stage.PROPOSAL, True
    community.save(update_fields=["stage", "is_open"])
    audit.record(by=by, verb="community.proposed", target=f"community:{community.pk}", at=now)
    rhythm_changed.send(sender=Community, community_ids=[community.pk], today=timezone.localdate(now))
    return community


@transaction.atomic
def join_openly(*, community: Community, by: User, now: datetime, brings: str = "", learns: str = "") -> Membership:
    """Take part in an idea or an open group, from today: one's own act.

    Raises NotOpen, AlreadyIn, CommunityIsFinished.
    """
    today = timezone.localdate(now)
    community = lock_community(community.pk)
    refuse_finished(community, today)
    if Membership.objects.current().filter(community=community, user=by).exists():
        raise AlreadyIn
    if not Community.objects.open_to(by).filter(pk=community.pk).exists():
        raise NotOpen
    membership = enter(community=community, user=by, role=Membership.Role.MEMBER, today=today)
    community.invitations.filter(user=by, is_accepted=False).update(is_accepted=True, answered_at=now)
    write_statement(membership, brings=brings, learns=learns)
    tell_newcomer(membership, now=now)
    audit.record(by=by, verb="community.joined", target=f"community:{community.pk}", at=now, openly=True)
    return membership


@transaction.atomic
def begin_community(*, community: Community, by: User, now: datetime) -> Community:
    """The idea becomes a running group today; its rhythm is kept from now on. A second time changes nothing."""
    today = timezone.localdate(now)
    community = lock_community(community.pk)
    refuse_finished(community, today)
    if community.stage != Stage.PROPOSAL:
        return community
    community.stage = Stage.RUNNING
    community.started_on = today
    community.save(update_fields=["stage", "started_on"])
    audit.record(by=by, verb="community.begun", target=f"community:{community.pk}", at=now)
    rhythm_changed.send(sender=Community, community_ids=[community.pk], today=today)
    return community


@transaction.atomic
def open_community(*, community: Community, is_open: bool, by: User, now: datetime) -> Community:
    """Let colleagues look and join by themselves, or no longer."""
    if community.is_open == is_open:
        return community
    community.is_open = is_open
    community.save(update_fields=["is_open"])
    verb = "community.opened" if is_open else "community.closed"
    audit.record(by=by, verb=verb, target=f"community:{community.pk}", at=now)
    return community


@transaction.atomic
def tell_of_idea(*, community: Community, people: Iterable[User], by: User, now: datetime) -> int:
    """Let people know that it is there; each hears of it once, whoever tells. Raises NotOpen, CommunityIsFinished.

    Informing, not asking: nobody has to answer. Returns how many were told, in the eyes of who tells.
    """
    refuse_finished(community, timezone.localdate(now))
    if not community.is_open:
        raise NotOpen
    inside = set(Membership.objects.current().filter(community=community).values_list("user_id", flat=True))
    told = [person for person in people if person.pk not in inside and person.is_active]
    subject = subject_key("community", community.pk)
    outbox.enqueue(
        drafts=[
            outbox.Draft(kind="idea", subject=subject, occasion="idea", occasion_on=None, recipient_id=person.pk)
            for person in told
        ],
        now=now,
    )
    audit.record(by=by, verb="people.told", target=f"community:{community.pk}", at=now, told=len(told))
    return len(told)
