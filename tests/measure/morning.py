"""Measure: the leader's page with sixty groups, ten years of meetings and much that is asked, beside a signed-in view.

    [DATABASE_URL=postgres://…] .venv/bin/python -m tests.measure.morning [--rounds 100]

A database of its own is made and thrown away. Both pages go through the whole handler in one process, in turn. Prints
statements, median milliseconds, their ratio, and bytes (gzip); the exit code is 1 where a goal is missed.
"""

import argparse
import gzip
import os
import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django

GROUPS, YEARS, A_YEAR, STAFF, ASKED = 60, 10, 9, 120, 20
TODAY = date(2026, 11, 23)
GOAL_STATEMENTS, GOAL_BYTES = 8, 60_000


def fill() -> Any:
    """The school; its leader is the first of the staff."""
    from communities.models import Community, Membership
    from meetings.models import Meeting
    from meetings.rhythm import refresh_cadence
    from tests.factories import CommunityFactory, MeetingFactory, open_school, staff_member
    from tests.factories_leading import LeaderRequestFactory

    school = open_school(name="Meetschool", slug="meetschool")
    leader = staff_member(school, "leader")
    people = [staff_member(school) for _ in range(STAFF)]
    groups = Community.objects.bulk_create(
        CommunityFactory.build_batch(GROUPS, school=school, started_on=date(2016, 9, 5))
    )
    since = date(2026, 9, 7)
    Membership.objects.bulk_create(
        Membership(community=group, user=people[(5 * number + place) % STAFF], joined_on=since)
        for number, group in enumerate(groups)
        for place in range(6)
    )
    meetings = []
    for number, group in enumerate(groups):
        for year in range(YEARS):
            first = date(2026 - year, 9, 14) + timedelta(days=number % 14)
            days = [first + timedelta(days=28 * turn) for turn in range(A_YEAR)]
            meetings += [
                MeetingFactory.build(
                    community=group, day=day, status="held" if day < TODAY else "planned", present_count=5
                )
                for day in days
            ]
    Meeting.objects.bulk_create(meetings, batch_size=500)
    for number in range(ASKED):
        at = datetime(2026, 11, 2 + number, 14, tzinfo=UTC)
        LeaderRequestFactory(community=groups[number], asked_at=at)
        LeaderRequestFactory(
            community=groups[number], asked_at=at, outcome="yes", answered_at=at, answer_days=number % 4
        )
    refresh_cadence(community_ids=[group.pk for group in groups], today=TODAY)
    return school, leader


def measure(client: Any, path: str, rounds: int) -> tuple[float, float, Any]:
    """Median milliseconds of the yardstick and of the page, and the page."""
    for _warm_up in range(5):
        client.get("/measure/who/"), client.get(path)
    times: dict[str, list[float]] = {"/measure/who/": [], path: []}
    for _round in range(rounds):
        for target, found in times.items():
            started = time.perf_counter()
            answer = client.get(target)
            found.append(1000 * (time.perf_counter() - started))
    who, page = (statistics.median(found) for found in times.values())
    return who, page, answer


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    rounds = parser.parse_args().rounds
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, setup_databases, setup_test_environment, teardown_databases

    from plc_platform import clock

    clock.now = lambda: datetime(2026, 11, 23, 9, tzinfo=UTC)
    settings.ROOT_URLCONF = "tests.measure.page_urls"
    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False)
    try:
        school, leader = fill()
        client, path = Client(), f"/schools/{school.slug}/"
        client.force_login(leader, backend=settings.AUTHENTICATION_BACKENDS[0])
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        statements = len(asked)
        who, page, answer = measure(client, path, rounds)
    finally:
        teardown_databases(made, verbosity=0)
    size = len(gzip.compress(answer.content, 6))
    print(f"{connection.vendor}: {GROUPS} groups, {GROUPS * YEARS * A_YEAR} meetings, {ASKED} questions that wait")
    print(f"statements {statements} (goal {GOAL_STATEMENTS}); gzip {size} bytes (goal {GOAL_BYTES})")
    print(f"who {who:.2f} ms, page {page:.2f} ms: {page / who:.1f} times")
    return int(statements > GOAL_STATEMENTS or size > GOAL_BYTES)


if __name__ == "__main__":
    sys.exit(main())
