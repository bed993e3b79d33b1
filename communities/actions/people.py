"""What somebody says of herself in a group, whether goal and people fit, and how long a guest takes part."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.actions.accepting import end_mandates
from communities.actions.charter import settle_newest
from communities.actions.taking_part import close
from communities.models import (
    CoachRole,
    Community,
    CompositionAnswer,
    GuestConsent,
    Membership,
    MemberStatement,
)
from notifications import outbox
from notifications.registry import subject_key
from schools import audit
from schools.models import User

ONE_DAY = timedelta(days=1)
NEWS = "guest_news"


class NoEndAgreed(Exception):
    """Only who joined for a limited time has a last day; nobody else gets one from others."""

    message = _("This person takes part without a last day, so nobody else sets one.")


class LastDayIsOver(Exception):
    """A last day before today."""

    message = _("Choose today or a later day.")


class SchoolAgreedShorter(Exception):
    """Nobody stays longer than her own school agreed to."""

    message = _("The school of this person agreed until an earlier day. Ask that school first.")


@transaction.atomic
def state_own_part(*, membership: Membership, brings: str, learns: str, by: User, now: datetime) -> None:
    """What I bring and would like to learn, in my own words; empty lines take it away (R46)."""
    write_statement(membership, brings=brings, learns=learns)
    audit.record(by=by, verb="membership.stated", target=f"community:{membership.community_id}", at=now)


def write_statement(membership: Membership, *, brings: str, learns: str) -> None:
    if brings or learns:
        words = {"brings": brings, "learns": learns}
        MemberStatement.objects.update_or_create(membership=membership, defaults=words)
    else:
        MemberStatement.objects.filter(membership=membership).delete()


@transaction.atomic
def answer_composition(*, community: Community, fit: str, note: str, by: User, now: datetime) -> CompositionAnswer:
    """Do goal and people fit (R52)? Every answer is kept, for the group alone; the same answer again is none."""
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    number = Membership.objects.current().filter(community=community).count()
    last: CompositionAnswer | None = (
        CompositionAnswer.objects.filter(community=community).order_by("-at", "-pk").first()
    )
    said = (fit, note, number, by.pk)
    if last and (last.fit, last.note, last.number, last.by_id) == said and now - last.at < ONE_DAY:
        return last
    answer = CompositionAnswer.objects.create(community=community, fit=fit, note=note, number=number, at=now, by=by)
    audit.record(by=by, verb="composition.answered", target=f"community:{community.pk}", at=now)
    return answer


@transaction.atomic
def change_until(*, membership: Membership, until: date, by: User, now: datetime) -> Membership:
    """Another last day for somebody who joined for a limited time; she is told, and may leave at any time.

    Raises NoEndAgreed, LastDayIsOver, SchoolAgreedShorter.
    """
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.until is None or membership.left_on is not None:
        raise NoEndAgreed
    if until < timezone.localdate(now):
        raise LastDayIsOver
    given = GuestConsent.objects.filter(community=membership.community_id, user=membership.user_id, is_given=True)
    if given.filter(until__lt=until).exists():
        raise SchoolAgreedShorter
    if membership.until == until:
        return membership
    membership.until = until
    membership.save(update_fields=["until"])
    target = f"community:{membership.community_id}"
    audit.record(by=by, verb="membership.until", target=target, at=now, until=until.isoformat())
    if membership.user_id != by.pk:
        tell_of_end(membership, "until", until, now=now)
    return membership


def tell_of_end(membership: Membership, what: str, day: date, *, now: datetime) -> None:
    """`what`: until (another last day) or over."""
    draft = outbox.Draft(
        kind=NEWS,
        subject=subject_key("community", membership.community_id),
        occasion=f"{what}:{membership.pk}:{day.isoformat()}",
        occasion_on=None,
        recipient_id=membership.user_id,
    )
    outbox.enqueue(drafts=[draft], now=now)


@transaction.atomic
def close_expired_memberships(*, now: datetime, user: User | None = None) -> int:
    """End what lasted until a day that has passed, of everybody or of one person. Running it again changes nothing."""
    today = timezone.localdate(now)
    expired = Membership.objects.current().filter(until__lt=today)
    if user is not None:
        expired = expired.filter(user=user)
    found = list(expired.select_for_update().order_by("pk"))
    for membership in found:
        last_day = membership.until or today
        end_membership(membership, last_day + ONE_DAY)
        settle_newest(membership.community_id, now=now)
        audit.record(by=None, verb="membership.over", target=f"community:{membership.community_id}", at=now)
        tell_of_end(membership, "over", last_day, now=now)
    return len(found)


def end_membership(membership: Membership, day: date) -> None:
    """From this day on she takes part no more, nor coaches."""
    CoachRole.objects.filter(membership=membership, ended_on=None).update(ended_on=day)
    end_mandates(membership.community_id, membership.user_id, day)
    close(membership, day)
