"""A group waits for its leader: for her view of free choice, goal or time, or for a reason to start all the same."""

from datetime import datetime

from communities.models import Community
from conditions.catalogue import ASKS_WHY
from conditions.gaps import LEADER, waits_for_why
from conditions.queries.start import latest_statuses
from notifications import outbox
from notifications.registry import subject_key
from schools.models import StaffRole

KIND = "leader_asked"


def ask_leaders(community: Community, code: str, *, now: datetime) -> None:
    """Once a group where its leaders did not look yet; once more a condition where their reason is asked."""
    occasion = occasion_of(latest_statuses(community, code), code)
    if not occasion or not community.school.has_reminders:
        return
    leads = StaffRole.objects.filter(role=StaffRole.Role.LEADER, staff__school=community.school_id)
    people = leads.filter(staff__left_on=None, staff__user__is_active=True).values_list("staff__user_id", flat=True)
    subject = subject_key("community", community.pk)
    drafts = [outbox.Draft(kind=KIND, subject=subject, occasion=occasion, recipient_id=pk) for pk in sorted(people)]
    outbox.enqueue(drafts=drafts, now=now)


def occasion_of(said: dict[str, str], code: str) -> str:
    """What the group's answer asks of its leaders; empty for nothing."""
    if code in ASKS_WHY and LEADER not in said:
        return "look"
    return f"why:{code}" if waits_for_why(said, asks_why=code in ASKS_WHY, is_confirmed=False) else ""
