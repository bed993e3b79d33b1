"""Yes, no or maybe: the answer of one person to one meeting, changed as often as she likes until it begins."""

from datetime import datetime

from django.db import transaction

from communities.models import Community
from meetings.actions.errors import NotAnswerable
from meetings.models import Meeting, Reply
from schools import audit
from schools.models import User


@transaction.atomic
def reply_to_meeting(*, meeting: Meeting, answer: str, by: User, now: datetime) -> None:
    """Keep this answer, in place of an earlier one. What it was stands in no trail. Raises NotAnswerable."""
    groups = Community.objects.owned_by_group_of(by).filter(pk=meeting.community_id)
    if not is_open(meeting, now) or not groups.exists():
        raise NotAnswerable
    Reply.objects.bulk_create(
        [Reply(meeting=meeting, user=by, answer=answer, starts_at=meeting.starts_at, at=now)],
        update_conflicts=True,
        unique_fields=["meeting", "user"],
        update_fields=["answer", "starts_at", "at"],
    )
    audit.record(by=by, verb="reply", target=f"meeting:{meeting.pk}", at=now)


def is_open(meeting: Meeting, now: datetime) -> bool:
    """Whether it still makes sense to say that one comes."""
    return meeting.status == Meeting.Status.PLANNED and now < meeting.starts_at
