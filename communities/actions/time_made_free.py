"""What makes room for a group: what falls away instead, and whether it usually meets in lesson time (R57, R58)."""

from datetime import datetime

from django.db import transaction

from communities.models import Community
from schools import audit
from schools.models import User


@transaction.atomic
def set_time_made_free(
    *, community: Community, falls_away: str, in_lesson_time: bool | None, by: User, now: datetime
) -> Community:
    """Say it anew. `in_lesson_time`: None where nobody has said so."""
    community.falls_away, community.in_lesson_time = falls_away, in_lesson_time
    community.save(update_fields=["falls_away", "in_lesson_time"])
    audit.record(by=by, verb="community.time", target=f"community:{community.pk}", at=now)
    return community
