"""`python -m tests.worker.scene NAME [NUMBER]`: empties the stage's database and sets a scene, changes something in it,
or tells how it stands."""

import json
import sys
from datetime import UTC, date, datetime

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402

from communities.models import Community, Membership  # noqa: E402
from meetings.rhythm import refresh_cadence  # noqa: E402
from notifications.models import AddressFault, Notice  # noqa: E402
from schools.models import School, User  # noqa: E402
from schools.signals import school_time_changed  # noqa: E402
from tests.factories import (  # noqa: E402
    ClosureFactory,
    CommunityFactory,
    MeetingFactory,
    MembershipFactory,
    open_school,
    staff_member,
)

OCCASION = "2026-2027#1"


# --- scenes, in an empty database ------------------------------------------------------------------------------------
def slipping(number: int = 1) -> None:
    """Groups of one that met on 30 October 2026 and never planned again: their window opens on 7 December."""
    school = open_school()
    for n in range(number):
        group = CommunityFactory(school=school, name="Ontwerpteam wiskunde")
        email = f"tine{n or ''}@school.example"
        MembershipFactory(community=group, user=staff_member(school, email=email))
        MeetingFactory(community=group, day=date(2026, 10, 30), status="held")
        refresh_cadence(community_ids=[group.pk], today=date(2026, 10, 30))


def crowd(number: int = 5) -> None:
    """Groups of four, every one overdue: everybody has one notice waiting in the outbox."""
    school = open_school()
    for group_number in range(number):
        overdue_group(school, f"m{group_number}")


def overdue_group(school: School, name: str) -> None:
    group = CommunityFactory(school=school, code=name)
    for member in range(4):
        user = staff_member(school, email=f"{name}{member}@school.example")
        MembershipFactory(community=group, user=user)
        Notice.objects.create(kind="overdue", subject=f"community:{group.pk}", occasion=OCCASION, recipient=user)


# --- changes ---------------------------------------------------------------------------------------------------------
def requeue() -> None:
    """Everybody who was told something must be told another thing: the meeting after it."""
    Notice.objects.all().delete()
    members = Membership.objects.values_list("community_id", "user_id")
    Notice.objects.bulk_create(
        Notice(kind="overdue", subject=f"community:{group}", occasion=OCCASION, recipient_id=user)
        for group, user in members
    )


def add_group() -> None:
    """One more of the crowd."""
    overdue_group(School.objects.get(), "new")


def poison(number: int = 1) -> None:
    """Notices that no release can put in words."""
    for user in User.objects.order_by("-pk")[:number]:
        Notice.objects.filter(recipient=user).update(kind="unknown")


def close_schools() -> None:
    """A closing day on Monday 7 December, entered after the look."""
    for group in Community.objects.all()[:1]:
        ClosureFactory(school=group.school, first_day=date(2026, 12, 7), last_day=date(2026, 12, 7))
        school_time_changed.send(sender=None, school_ids=[group.school_id], today=date(2026, 12, 7))


def half_is_gone() -> None:
    """One group plans a meeting, one is finished, somebody leaves, somebody may not sign in, somebody is erased."""
    groups = list(Community.objects.order_by("pk"))
    MeetingFactory(
        community=groups[0], day=date(2026, 12, 10), starts_at=datetime(2026, 12, 10, 12, tzinfo=UTC), status="planned"
    )
    Community.objects.filter(pk=groups[1].pk).update(ended_on=date(2026, 12, 1))
    people = list(User.objects.filter(memberships__community=groups[2]).order_by("pk"))
    Membership.objects.filter(user=people[0]).update(left_on=date(2026, 12, 1))
    User.objects.filter(pk=people[1].pk).update(is_active=False)
    people[2].delete()


# --- how it stands ---------------------------------------------------------------------------------------------------
def states() -> None:
    found = Notice.objects.values_list("state").annotate(Count("pk"))
    print(json.dumps(dict(found)))


def uncertain() -> None:
    print(json.dumps(list(Notice.objects.uncertain().order_by("pk").values_list("recipient__email", flat=True))))


def keys() -> None:
    found = Notice.objects.order_by("kind", "subject", "occasion", "recipient_id")
    print(json.dumps(list(found.values_list("kind", "subject", "occasion", "recipient__email"))))


def tries() -> None:
    found = Notice.objects.values_list("attempts", "error", "is_uncertain").distinct()
    print(json.dumps(list(found)))


def faults() -> None:
    print(json.dumps(list(AddressFault.objects.values_list("address", "count", "paused"))))


def health() -> None:
    """What a monitor is answered."""
    response = Client().get("/healthz", headers={"host": "localhost"})
    print(json.dumps([response.status_code, *response.json()["troubles"]]))


def migrate() -> None:
    call_command("migrate", verbosity=0)


def after_restore() -> None:
    call_command("after_restore")


SCENES = {one.__name__: one for one in (slipping, crowd)}
OTHERS = {
    one.__name__: one
    for one in (
        *(requeue, add_group, poison, close_schools, half_is_gone),
        *(states, health, uncertain, keys, tries, faults, migrate, after_restore),
    )
}

if __name__ == "__main__":
    name, numbers = sys.argv[1], [int(word) for word in sys.argv[2:]]
    if name in SCENES:
        call_command("flush", interactive=False, verbosity=0)
    (SCENES | OTHERS)[name](*numbers)
