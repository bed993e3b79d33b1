"""A group is asked whether somebody may coach it, and its yes is counted; who may come in stands in `joining`."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities import mandates
from communities.models import CoachMandate, Community, MandateVoice, Membership
from communities.models.core import MembershipQuerySet
from notifications import outbox
from notifications.registry import subject_key
from schools import audit
from schools.models import User

KIND = "mandate"
COACH = Membership.Role.COACH


class NotOfTheGroup(Exception):
    """Only the group's own people propose and accept a coach; who leads the school does neither (R70)."""

    message = _("Only who takes part in the group proposes a coach.")


@transaction.atomic
def ask_group(*, community: Community, user: User, by: User | None, now: datetime, why: str = "") -> CoachMandate:
    """Ask the members whether this person may coach them; the question that is open where there is one.

    Who proposes says yes with it: as a member, or for herself. `by` is None for a
    list that was taken over, of which the page alone tells. Raises NotOfTheGroup.
    """
    if by is not None:
        refuse_stranger(community, user, by)
    today = timezone.localdate(now)
    mandate, is_new = CoachMandate.objects.get_or_create(
        community=community, user=user, ended_on=None, defaults={"why": why, "proposed_by": by, "asked_on": today}
    )
    if is_new:
        audit.record(by=by, verb="coach.proposed", target=f"community:{community.pk}", at=now)
    if is_new and by is not None:
        tell(mandate, "asked", members_of(mandate).exclude(user=by).values_list("user_id", flat=True), now=now)
    if by is not None:
        add_voice(mandate, by, now=now)
    return mandate


def refuse_stranger(community: Community, user: User, by: User) -> None:
    """Somebody speaks for herself, or takes part."""
    inside = Membership.objects.current().filter(community=community, user=by)
    if user.pk != by.pk and not inside.exists():
        raise NotOfTheGroup


def add_voice(mandate: CoachMandate, user: User, *, now: datetime) -> None:
    """A yes of a member, or of the coach for herself; of an expert or a second coach it decides nothing."""
    if user.pk == mandate.user_id or members_of(mandate).filter(user=user).exists():
        MandateVoice.objects.update_or_create(mandate=mandate, user=user, defaults={"is_end": False})
    tally(mandate, now=now)


def members_of(mandate: CoachMandate) -> MembershipQuerySet:
    """Whose voice counts: who takes part as a member, and is not the one it is about."""
    people = Membership.objects.current().filter(community=mandate.community_id, role=Membership.Role.MEMBER)
    return people.exclude(user=mandate.user_id)


def is_carried(mandate: CoachMandate, *, is_end: bool = False) -> bool:
    """Whether more than half of the members of today say so."""
    members = members_of(mandate)
    voices = mandate.voices.filter(is_end=is_end, user__in=members.values("user_id"))
    return mandates.is_reached(voices.count(), members.count())


def tally(mandate: CoachMandate, *, now: datetime) -> bool:
    """Write down that the group accepted, or renewed, as soon as it has; the single voices are deleted with it.

    A renewal takes the coach's own yes too. Returns whether it was written.
    """
    today = timezone.localdate(now)
    state = mandates.state_of(dates_of(mandate), today)
    if state is mandates.State.ASKED and is_carried(mandate):
        mandate.accepted_on, mandate.ends_on = today, mandates.last_day(today)
        mandate.save(update_fields=["accepted_on", "ends_on"])
        mandate.voices.exclude(user=mandate.user_id).delete()
        audit.record(by=None, verb="coach.accepted", target=f"community:{mandate.community_id}", at=now)
        tell(mandate, "accepted", [mandate.user_id], now=now)
        return True
    if state is mandates.State.TO_RENEW and has_own_yes(mandate) and is_carried(mandate):
        mandate.ends_on = mandates.renewed_until(mandate.ends_on or today, today)
        mandate.save(update_fields=["ends_on"])
        mandate.voices.all().delete()
        audit.record(by=None, verb="coach.renewed", target=f"community:{mandate.community_id}", at=now)
        return True
    return False


def has_own_yes(mandate: CoachMandate) -> bool:
    return mandate.voices.filter(user=mandate.user_id, is_end=False).exists()


def dates_of(mandate: CoachMandate) -> mandates.Dates:
    return mandates.Dates(mandate.accepted_on, mandate.ends_on, mandate.ended_on)


def waits_for_group(community: Community, user: User, role: str) -> bool:
    """Whether a coach's own yes waits for the group's."""
    return role == COACH and not CoachMandate.objects.accepted().filter(community=community, user=user).exists()


def forget_own_yes(community_id: int, user_id: int) -> None:
    """It has done its work, or she would rather not; for another year she is asked anew."""
    MandateVoice.objects.filter(mandate__community=community_id, mandate__user=user_id, user=user_id).delete()


def end_mandates(community_id: int, user_id: int, day: date) -> None:
    """She takes part no more, or not as a coach: from this day there is no mandate, and no voice."""
    found = CoachMandate.objects.open().filter(community=community_id, user=user_id)
    MandateVoice.objects.filter(mandate__in=found).delete()
    found.update(ended_on=day)


def reopen_mandate(membership: Membership) -> None:
    """She comes back from leaving: so does the mandate that ended with it."""
    own = CoachMandate.objects.filter(community=membership.community_id, user=membership.user_id)
    last = own.filter(ended_on=membership.left_on).order_by("-pk").first()
    if last and membership.role == COACH and not own.open().exists():
        last.ended_on = None
        last.save(update_fields=["ended_on"])


def tell(mandate: CoachMandate, what: str, people: Iterable[int], *, now: datetime, day: date | None = None) -> None:
    """`what`: asked, accepted, renew or over; `day`: the last day that it is about."""
    occasion = f"{what}:{mandate.pk}" + (f"@{day.isoformat()}" if day else "")
    outbox.enqueue(
        drafts=[
            outbox.Draft(
                kind=KIND,
                subject=subject_key("community", mandate.community_id),
                occasion=occasion,
                occasion_on=day,
                recipient_id=person,
            )
            for person in sorted(set(people))
        ],
        now=now,
    )


def tell_newcomer(membership: Membership, *, now: datetime) -> None:
    """A coach who was there before there were members waits for them: who comes in is asked too."""
    for mandate in CoachMandate.objects.open().filter(community=membership.community_id, accepted_on=None):
        tell(mandate, "asked", [membership.user_id], now=now)
