"""manage.py bench_seed: fill an empty database and say where to measure; the last line is JSON."""

import json
import sys
import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from communities.models import Community, Membership
from dashboard.bench.clone import clone_school, highest_id
from dashboard.bench.fill import fill_school
from dashboard.bench.starting import fill_starting
from meetings.cards import board_token
from meetings.localtime import ZONE, local_time
from meetings.models import FeedbackCard, Meeting
from schools.models import School, User

STARTED = time.monotonic()
OF_SCHOOL = (  # pages of starting well that grow with what a school has
    "communities:forms",
    "communities:ideas",
    "dashboard:start-conditions",
    "conditions:readiness",
    "dashboard:starting",
    "dashboard:experiments",
    "dashboard:hours",
)
OF_GROUP = (
    "communities:charter",
    "communities:members",
    "communities:variant",
    "communities:stage",
    "dashboard:conditions",
    "meetings:time",
    "meetings:pupils",
)


class Command(BaseCommand):
    help = "Fill an empty database for benchmarks: schools of given sizes, and a region of equal schools around them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sizes", default="10,100,500", help="numbers of groups, each in a school of its own")
        parser.add_argument("--schools", type=int, default=1, help="schools around them")
        parser.add_argument("--per-school", type=int, default=20, help="groups in each of those")
        parser.add_argument("--today", type=date.fromisoformat, help="the day on which it is measured (YYYY-MM-DD)")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists() or School.objects.exists():
            raise CommandError("bench_seed fills an empty database; this one has people or schools in it.")
        today = options["today"] or timezone.now().astimezone(ZONE).date()
        sizes = [int(text) for text in options["sizes"].split(",") if text]
        leader = User.objects.create_user("bench@bench.example", first_name="Bente", last_name="Meting")
        schools = [self._fill(f"size-{size}", size, today, leader) for size in sizes]
        if options["schools"]:
            template = self._fill("region", options["per_school"], today, leader)
            clone_school(
                template,
                numbers=range(1, options["schools"]),
                stride=highest_id(),
                report=self._report,
                keep={leader.pk},
            )
            # The copies are led and joined by their own people alone.
            leader.staff.exclude(school__in=[*schools, template]).delete()
            Membership.objects.filter(user=leader).exclude(community__school__in=[*schools, template]).delete()
        for school in schools:
            fill_starting(school, today=today, leader=leader)
        self._analyse()
        self.stdout.write(json.dumps(plan_of(leader, sizes, schools)))

    def _fill(self, slug: str, groups: int, today: date, leader: User) -> School:
        school = fill_school(slug, groups=groups, today=today, leader=leader)
        self._say(f"school {slug} with {groups} groups")
        return school

    def _report(self, number: int, total: int) -> None:
        self._say(f"{number} of {total} schools around it")

    def _analyse(self) -> None:
        if connection.vendor == "postgresql":
            self._say("vacuum and statistics")
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")

    def _say(self, text: str) -> None:
        print(f"{time.monotonic() - STARTED:6.1f} s  {text}", file=sys.stderr, flush=True)  # noqa: T201


def plan_of(leader: User, sizes: list[int], schools: list[School]) -> dict[str, Any]:
    """Where a benchmark looks, and as whom."""
    group = Community.objects.filter(school=schools[0], memberships__user=leader).order_by("pk")[0]
    held = Meeting.objects.held().filter(community=group).order_by("-day")[0]
    planned = Meeting.objects.planned().filter(community=group).order_by("day").first()
    pages: list[dict[str, Any]] = [
        {"role": "list", "n": size, "path": reverse("dashboard:school", args=[school.slug])}
        for size, school in zip(sizes, schools, strict=True)
    ]
    pages.append({"role": "form", "path": reverse("meetings:log", args=[(planned or held).pk])})
    pages.append({"role": "detail", "path": reverse("dashboard:community", args=[group.pk])})
    pages.append({"role": "home", "path": reverse("dashboard:mine")})
    pages += starting_pages(group, schools[min(1, len(schools) - 1)])
    write = {
        "name": "log meeting",
        "page": reverse("meetings:log", args=[held.pk]),
        "action": "",
        "fields": log_fields(held, leader),
    }
    return {"cookies": {settings.SESSION_COOKIE_NAME: session_of(leader)}, "pages": pages, "writes": [write]}


def starting_pages(group: Community, school: School) -> list[dict[str, Any]]:
    """The pages of starting well: those of a school in the second of the sizes, those of a group in the first."""
    count = school.communities.count()
    pages = [{"role": name, "n": count, "path": reverse(name, args=[school.slug])} for name in OF_SCHOOL]
    pages += [{"role": name, "path": reverse(name, args=[group.pk])} for name in OF_GROUP]
    pages.append({"role": "dashboard:my-hours", "path": reverse("dashboard:my-hours")})
    card = FeedbackCard.objects.filter(community=group).order_by("pk")[0]
    return [*pages, {"role": "meetings:card", "path": reverse("meetings:card", args=[board_token(card)])}]


def log_fields(meeting: Meeting, leader: User) -> dict[str, Any]:
    """What is typed into the log form; hidden fields (token, key, version, counts of lines) come from the page."""
    people = Membership.objects.current().filter(community=meeting.community_id).values_list("user_id", flat=True)
    return {
        "day": meeting.day.isoformat(),
        "at": f"{local_time(meeting.starts_at):%H:%M}",
        "minutes": str(meeting.minutes),
        "present": [str(pk) for pk in people if pk != leader.pk],
        "guests": "",
        "focuses": ["expertise"],
        "note": "Kort verslag van dit overleg.",
        "next": "",
    }


def session_of(user: User) -> str:
    """The key of a fresh session in which this person is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["places"] = {"schools": [], "coach": False}
    session.create()
    return str(session.session_key)
