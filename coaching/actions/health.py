"""A group or its coach has looked at a signal and lets it rest, or wants it said again."""

from datetime import datetime, timedelta

from django.db import transaction

from coaching.models import SignalDismissal
from communities.models import Community
from meetings.localtime import local_day
from schools import audit
from schools.models import User

REST = timedelta(days=56)  # eight weeks; other evidence brings it back sooner


@transaction.atomic
def let_rest(*, community: Community, code: str, evidence: str, reason: str, by: User, now: datetime) -> None:
    """Until its day, or until it rests on something else. A second time changes the reason and the day; what rested
    until an earlier day goes."""
    today = local_day(now)
    said = {"reason": reason, "by": by, "on": today, "until": today + REST}
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    SignalDismissal.objects.filter(community=community, until__lt=today).delete()
    SignalDismissal.objects.update_or_create(community=community, code=code, evidence=evidence, defaults=said)
    audit.record(by=by, verb="let_signal_rest", target=f"community:{community.pk}", at=now, code=code)


@transaction.atomic
def say_again(*, community: Community, code: str, by: User, now: datetime) -> None:
    """Whatever this signal rests on, it is said again. Nothing to take away changes nothing."""
    gone, _of = SignalDismissal.objects.filter(community=community, code=code).delete()
    if gone:
        audit.record(by=by, verb="say_signal_again", target=f"community:{community.pk}", at=now, code=code)
