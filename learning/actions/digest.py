"""One mail a week at most about what is talked of in one's groups, only when there was something."""

from datetime import datetime

from learning.queries.talked import said_to, talking_groups
from meetings.digests import first_of_week, week_of
from meetings.localtime import local_day
from notifications import outbox
from notifications.registry import subject_key
from schools.school_time import load_school_time

DIGEST = "topics_digest"


def tell_weeks(*, now: datetime) -> int:
    """From the first school day of a week on: remember whom last week's talk concerns. Once a week, however often."""
    today = local_day(now)
    schools = talking_groups(today)
    time = load_school_time(sorted(set(schools.values())), today)
    begun = {pk for pk in set(schools.values()) if (first := first_of_week(time, pk, today)) and first <= today}
    groups = [group for group, school in schools.items() if school in begun]
    drafts = [
        outbox.Draft(
            kind=DIGEST,
            subject=subject_key("user", pk),
            occasion=week_of(today),
            occasion_on=today,
            recipient_id=pk,
        )
        for pk in sorted(said_to(None, groups, today))
    ]
    return outbox.enqueue(drafts=drafts, now=now)
