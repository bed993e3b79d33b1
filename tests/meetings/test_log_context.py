"""What stands in the log of a meeting that nobody planned."""

from datetime import UTC, date, datetime

import pytest

from meetings.localtime import wall_time
from meetings.log_context import context_for_new
from meetings.queries import groups_of
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("now", "began"),
    [
        ("2026-11-23T16:00", "2026-11-23T13:30"),  # the usual hour has passed
        ("2026-11-23T11:10", "2026-11-23T09:00"),  # it has not: the meeting ends about now
        ("2026-11-23T08:00", "2026-11-23T07:00"),
        ("2026-11-24T00:17", "2026-11-23T13:30"),  # at night: yesterday's
    ],
)
def test_unplanned_meeting_began_at_a_likely_hour(now, began, personas):
    half_past_one = wall_time(date(2026, 10, 12), datetime(2026, 10, 12, 13, 30).time())
    MeetingFactory(community=personas.group, day=date(2026, 10, 12), starts_at=half_past_one, status="held")
    moment = datetime.fromisoformat(now)
    community = groups_of(personas.teacher).get()

    context = context_for_new(community, now=wall_time(moment.date(), moment.time()))

    wanted = datetime.fromisoformat(began)
    assert context.starts_at.astimezone(UTC) == wall_time(wanted.date(), wanted.time()).astimezone(UTC)
