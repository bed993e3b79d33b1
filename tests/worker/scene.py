"""`python -m tests.worker.scene NAME`: empties the stage's database and sets a scene; or tells how it stands."""

import json
import sys
from datetime import date

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402

from meetings.rhythm import refresh_cadence  # noqa: E402
from notifications.models import Notice  # noqa: E402
from tests.factories import CommunityFactory, MeetingFactory, MembershipFactory, open_school, staff_member  # noqa: E402


def slipping() -> None:
    """A group of one that met on 30 October 2026 and never planned again: its window opens on 7 December."""
    school = open_school()
    group = CommunityFactory(school=school, name="Ontwerpteam wiskunde")
    MembershipFactory(community=group, user=staff_member(school, email="tine@school.example"))
    MeetingFactory(community=group, day=date(2026, 10, 30), status="held")
    refresh_cadence(community_ids=[group.pk], today=date(2026, 10, 30))


def crowd() -> None:
    """Five groups of four, every one overdue: twenty people with one notice each wait in the outbox."""
    school = open_school()
    for number in range(5):
        group = CommunityFactory(school=school)
        for member in range(4):
            MembershipFactory(community=group, user=staff_member(school, email=f"m{number}{member}@school.example"))
            Notice.objects.create(
                kind="overdue",
                subject=f"community:{group.pk}",
                occasion="2026-2027#1",
                recipient=group.memberships.last().user,
            )


def states() -> None:
    found = Notice.objects.values_list("state").annotate(Count("pk"))
    print(json.dumps(dict(found)))


def health() -> None:
    """What a monitor is answered."""
    response = Client().get("/healthz", headers={"host": "localhost"})
    print(json.dumps([response.status_code, *response.json()["troubles"]]))


if __name__ == "__main__":
    name = sys.argv[1]
    if name == "migrate":
        call_command("migrate", verbosity=0)
    elif name in ("states", "health"):
        {"states": states, "health": health}[name]()
    else:
        call_command("flush", interactive=False, verbosity=0)
        {"slipping": slipping, "crowd": crowd}[name]()
