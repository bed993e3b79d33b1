"""A coach is proposed, accepted, asked anew each year, and stops (R70). A no leaves no row, and nobody counts aloud."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from communities import mandates
from communities.actions.accepting import (
    COACH,
    add_voice,
    ask_group,
    dates_of,
    end_mandates,
    has_own_yes,
    is_carried,
    members_of,
    tally,
    tell,
)
from communities.actions.joining import invite_people, let_in, lock_community, refuse_finished
from communities.actions.people import end_membership
from communities.actions.taking_part import take_part_as
from communities.models import CoachMandate, Community, MandateVoice, Membership
from communities.queries import open_yes
from schools import audit
from schools.models import User


@transaction.atomic
def propose_coach(
    *, community: Community, by: User, now: datetime, person: User | None = None, address: str = "", why: str = ""
) -> None:
    """Ask the group for a coach: one of its own people, or somebody who is invited with it and decides herself.

    Raises NotOfTheGroup, CommunityIsFinished, TooManyAsked.
    """
    community = lock_community(community.pk)
    refuse_finished(community, timezone.localdate(now))
    inside = Membership.objects.current().filter(community=community)
    if person and inside.filter(user=person).exists():
        complete(ask_group(community=community, user=person, by=by, now=now, why=why), now=now)
        return
    people = [person] if person else []
    invite_people(community=community, people=people, address=address, role=COACH, by=by, now=now, why=why)


@transaction.atomic
def say_yes(*, mandate: CoachMandate, by: User, now: datetime) -> CoachMandate:
    """One's own yes, to a coach who is proposed or to one more year; of the coach, that she would like to."""
    mandate = locked(mandate)
    if mandate.ended_on is None:
        add_voice(mandate, by, now=now)
        complete(mandate, now=now)
    return mandate


@transaction.atomic
def take_back_yes(*, mandate: CoachMandate, by: User) -> None:
    """Nobody hears of it; what the group has accepted stays accepted."""
    MandateVoice.objects.filter(mandate=locked(mandate), user=by).delete()


@transaction.atomic
def say_end(*, mandate: CoachMandate, by: User, now: datetime) -> bool:
    """A member would rather that the mandate ends; it does as soon as more than half say so, and not a word before."""
    mandate = locked(mandate)
    if mandate.accepted_on is None or mandate.ended_on or not members_of(mandate).filter(user=by).exists():
        return False
    MandateVoice.objects.update_or_create(mandate=mandate, user=by, defaults={"is_end": True})
    if not is_carried(mandate, is_end=True):
        return False
    stop(mandate, now=now)
    return True


@transaction.atomic
def withdraw_proposal(*, mandate: CoachMandate, by: User, now: datetime) -> None:
    """Who proposed a coach takes that back, as long as the group has not accepted."""
    mandate = locked(mandate)
    is_in = Membership.objects.current().filter(community=mandate.community_id, user=mandate.user_id, role=COACH)
    if mandate.proposed_by_id == by.pk and mandate.accepted_on is None and not is_in.exists():
        end_mandates(mandate.community_id, mandate.user_id, timezone.localdate(now))


def locked(mandate: CoachMandate) -> CoachMandate:
    """The row as it is now; of two voices at once the second waits for the first."""
    lock_community(mandate.community_id)
    return CoachMandate.objects.select_for_update(of=("self",)).select_related("community").get(pk=mandate.pk)


def complete(mandate: CoachMandate, *, now: datetime) -> Membership | None:
    """Let in who said yes herself and is accepted now; she is a coach from today."""
    if mandate.accepted_on is None:
        return None
    current = Membership.objects.current().filter(community=mandate.community_id, user=mandate.user_id).first()
    if current is None:
        invitation = open_yes(mandate.community).select_for_update().filter(user=mandate.user_id, role=COACH).first()
        return let_in(invitation, now=now) if invitation else None
    if current.role != COACH and has_own_yes(mandate):
        return take_part_as(current, COACH, now=now)
    return current


def stop(mandate: CoachMandate, *, now: datetime) -> None:
    """The mandate is over: the coach takes part no more from today; she and the members are told, with thanks."""
    today = timezone.localdate(now)
    current = Membership.objects.current().filter(community=mandate.community_id, user=mandate.user_id)
    coach = current.filter(role=COACH).first()
    if coach:
        end_membership(coach, today)
    end_mandates(mandate.community_id, mandate.user_id, today)
    audit.record(by=None, verb="coach.ended", target=f"community:{mandate.community_id}", at=now)
    people = {mandate.user_id, *members_of(mandate).values_list("user_id", flat=True)}
    tell(mandate, "over", people, now=now, day=today)


@transaction.atomic
def look_at_mandates(*, now: datetime) -> int:
    """By night: ask for another year in time, end what nobody renewed or carried, and count anew where members left.

    Running it again changes nothing. Returns how many ended.
    """
    today, ended = timezone.localdate(now), 0
    running = CoachMandate.objects.open().filter(community__ended_on=None)
    due = running.filter(ends_on__lte=today + mandates.ASKED_BEFORE).order_by("pk")
    for row in due.values_list("pk", flat=True):
        mandate = locked(CoachMandate.objects.get(pk=row))
        if mandates.state_of(dates_of(mandate), today) is mandates.State.LAPSED:
            stop(mandate, now=now)
            ended += 1
        elif not tally(mandate, now=now):
            people = {mandate.user_id, *members_of(mandate).values_list("user_id", flat=True)}
            tell(mandate, "renew", people, now=now, day=mandate.ends_on)
    for mandate in running.filter(accepted_on=None, voices__isnull=False).distinct().order_by("pk"):
        waiting = locked(mandate)
        if tally(waiting, now=now):
            complete(waiting, now=now)
    let_rest(now=now)
    return ended


def let_rest(*, now: datetime) -> None:
    """A proposal that the group left alone for long is no question any more; nobody is told, as nobody said no.

    Of who coaches the group already the question stays open.
    """
    today = timezone.localdate(now)
    coaching = Membership.objects.current().filter(community=OuterRef("community"), user=OuterRef("user"), role=COACH)
    waiting = CoachMandate.objects.open().filter(accepted_on=None, asked_on__lt=today - mandates.OPEN_FOR)
    for mandate in waiting.exclude(Exists(coaching)).order_by("pk"):
        lock_community(mandate.community_id)
        end_mandates(mandate.community_id, mandate.user_id, today)
