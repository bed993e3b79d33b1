from datetime import date

import pytest

from communities.models import Community
from meetings.models import Cadence
from meetings.rhythm import refresh_cadence
from schools import actions
from schools.models import AuditEvent, Closure
from tests.factories import CommunityFactory, MeetingFactory


@pytest.fixture
def held(personas, today):
    """Two groups whose clocks run: their due date is 30 school days after 30 October."""
    for group in (personas.group, CommunityFactory(school=personas.school)):
        MeetingFactory(community=group, status="held", day=date(2026, 10, 30))
    refresh_cadence(community_ids=Community.objects.values_list("pk", flat=True), today=today)
    assert set(Cadence.objects.values_list("due_on", flat=True)) == {date(2027, 1, 4)}


def close(personas, now, first_day, last_day):
    return actions.add_closure(
        school=personas.school,
        kind="free_day",
        first_day=first_day,
        last_day=last_day,
        reason="Brugdag",
        by=personas.leader,
        now=now,
    )


@pytest.mark.parametrize(
    ("first_day", "last_day", "moved", "due_on"),
    [
        (date(2026, 12, 10), date(2026, 12, 10), (1, 1), date(2027, 1, 5)),
        (date(2026, 12, 10), date(2026, 12, 13), (2, 2), date(2027, 1, 6)),
        (date(2026, 12, 12), date(2026, 12, 13), (), date(2027, 1, 4)),
        (date(2026, 12, 23), date(2026, 12, 24), (), date(2027, 1, 4)),
        (date(2027, 3, 1), date(2027, 3, 1), (), date(2027, 1, 4)),
    ],
)
def test_closing_days_move_due_dates_by_the_school_days_that_fall_away(
    personas, held, now, first_day, last_day, moved, due_on
):
    _closure, told = close(personas, now, first_day, last_day)

    assert told.days == moved
    assert set(Cadence.objects.values_list("due_on", flat=True)) == {due_on}


def test_taking_days_away_moves_due_dates_back(personas, held, now):
    closure, _told = close(personas, now, date(2026, 12, 10), date(2026, 12, 11))

    told = actions.remove_closure(closure=closure, by=personas.leader, now=now)

    assert told.days == (-2, -2)
    assert not Closure.objects.filter(pk=closure.pk).exists()


def test_what_happened_stands_in_the_audit_trail_without_words(personas, now):
    close(personas, now, date(2026, 12, 10), date(2026, 12, 10))

    event = AuditEvent.objects.get()
    assert (event.verb, event.detail) == (
        "closure.added",
        {"kind": "free_day", "first_day": "2026-12-10", "last_day": "2026-12-10"},
    )


def test_reminders_are_switched(personas, now):
    actions.set_reminders(school=personas.school, is_on=False, by=personas.leader, now=now)

    personas.school.refresh_from_db()
    assert personas.school.has_reminders is False
