"""Two leaders press the button at the same moment. The last test is the twin without the lock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.models import QuerySet

from communities import actions
from communities.actions import rolling_over as module
from communities.roll_over import Change
from schools.models import AuditEvent
from schools.years import open_school_year
from tests.conftest import Personas
from tests.factories import CommunityFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
NOW = datetime(2027, 5, 10, 9, tzinfo=UTC)
EXAMS = actions.QuietDays("exams", date(2027, 12, 13), date(2027, 12, 24), "Examens", stops_clock=False)


def rolled_over_twice(personas: Personas, monkeypatch: pytest.MonkeyPatch, *, patience: float) -> list[Any]:
    """Both have read the page before either writes; what each got.

    Each waits `patience` seconds for the other: behind the lock it never comes.
    """
    leaving, both_are_here = CommunityFactory(school=personas.school), Barrier(2)
    changes = [Change.into(personas.school, "2027-2028", today=date(2027, 5, 10)) for _ in range(2)]

    def waiting(**said: Any) -> Any:
        with suppress(BrokenBarrierError):
            both_are_here.wait(timeout=patience)
        return open_school_year(**said)

    def press(change: Change) -> Any:
        try:
            return actions.roll_over(
                change=change, quiet=[EXAMS], finished=[leaving.pk], by=personas.leader, now=NOW
            ).label
        except DatabaseError as error:
            return type(error)
        finally:
            connection.close()

    monkeypatch.setattr(module, "open_school_year", waiting)
    run: Callable[[Any], Any] = press
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, changes))


def test_of_two_at_once_the_second_finds_everything_done(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rolled_over_twice(personas, monkeypatch, patience=0.5) == ["2027-2028", "2027-2028"]

    assert personas.school.years.filter(label="2027-2028").count() == 1
    assert personas.school.quiet_periods.count() == 1
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["open_school_year", "quiet_period.added", "community.finished", "school.rolled_over"]


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one write at a time anyway")
def test_without_the_lock_both_do_it(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows.all())

    ends = rolled_over_twice(personas, monkeypatch, patience=20)

    assert any(isinstance(end, type) and issubclass(end, DatabaseError) for end in ends)  # refused, or a deadlock
