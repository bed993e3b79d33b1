"""What a member of an online community notes between live moments: a kind and, if wanted, a line and a link."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from communities.models import Community
from meetings.actions.errors import UsedKey
from meetings.actions.frame import check_day
from meetings.localtime import local_day
from meetings.models import Activity
from meetings.rhythm import refresh_cadence
from schools import audit
from schools.models import User


@transaction.atomic
def record_activity(
    *, community: Community, kind: str, text: str = "", link: str = "", key: UUID, by: User, now: datetime
) -> Activity:
    """Note one activity of today. The same `key` again returns the first. Raises OutsideCommunity, UsedKey."""
    check_day(community, now)
    today = local_day(now)
    if Activity.objects.filter(form_key=key).exclude(community=community).exists():
        raise UsedKey
    activity, is_new = Activity.objects.get_or_create(
        form_key=key,
        defaults={"community": community, "day": today, "kind": kind, "text": text, "link": link, "by": by},
    )
    if is_new:
        audit.record(by=by, verb="record_activity", target=f"activity:{activity.pk}", at=now, kind=kind)
        refresh_cadence(community_ids=[community.pk], today=today)
    return activity


@transaction.atomic
def remove_activity(*, activity: Activity, by: User, now: datetime) -> None:
    """Take a line of one's own away, with its words."""
    pk, community_id = activity.pk, activity.community_id
    if Activity.objects.filter(pk=pk).delete()[0]:
        audit.record(by=by, verb="remove_activity", target=f"activity:{pk}", at=now)
        refresh_cadence(community_ids=[community_id], today=local_day(now))
