"""Pupils have no account and no name here: those who had one become a number of guests of their group."""

from datetime import date

from django.db import migrations
from django.db.models import Count, Max, Min

ROLE = "student"


def last_day_of(apps, community_id, first_day):
    """The end of the community, else of the last school year of its host."""
    community = apps.get_model("communities", "Community").objects.get(pk=community_id)
    years = apps.get_model("schools", "SchoolYear").objects.filter(school=community.school_id)
    last = community.ended_on or years.aggregate(last=Max("last_day"))["last"] or date(first_day.year + 1, 8, 31)
    return max(first_day, last)


def count_pupils(apps, schema_editor):
    """One row a community; their memberships, invitations and attendance go, and an account that was only for that."""
    memberships = apps.get_model("communities", "Membership").objects.filter(role=ROLE)
    guests = apps.get_model("meetings", "PupilGuests").objects
    current = memberships.filter(left_on=None).values("community").order_by("community")
    for row in current.annotate(number=Count("pk"), first=Min("joined_on")):
        guests.create(
            community_id=row["community"],
            number=row["number"],
            first_day=row["first"],
            last_day=last_day_of(apps, row["community"], row["first"]),
        )
    forget(apps, list(memberships.values_list("community", "user")))
    memberships.delete()
    apps.get_model("communities", "Invitation").objects.filter(role=ROLE).delete()


def forget(apps, pairs):
    """Their attendance; and name, address and notices of who is nothing else here and is no longer let in."""
    attendance = apps.get_model("meetings", "Attendance").objects
    others = apps.get_model("communities", "Membership").objects.exclude(role=ROLE)
    staff = apps.get_model("schools", "Staff").objects
    for community, user in pairs:
        if not others.filter(community=community, user=user).exists():
            attendance.filter(meeting__community=community, user=user).delete()
        if not others.filter(user=user).exists() and not staff.filter(user=user).exists():
            scrub(apps, user)


def scrub(apps, user):
    """The row stays for what hangs on it; nothing in it tells who that was, and no code can be mailed to it."""
    nobody = {"first_name": "", "prefix": "", "last_name": "", "is_active": False}
    nobody["email"] = f"pupil-{user}@removed.invalid"
    if apps.get_model("schools", "User").objects.filter(pk=user, is_superuser=False).update(**nobody):
        apps.get_model("account", "EmailAddress").objects.filter(user=user).delete()
        apps.get_model("notifications", "AddressFault").objects.filter(user=user).delete()
        apps.get_model("notifications", "Notice").objects.filter(recipient=user).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0001_initial"),
        ("communities", "0006_starting_well"),
        ("notifications", "0005_preferences_and_inbox"),
        ("meetings", "0011_pupils_and_chores"),
        ("schools", "0003_stated_by_people_and_workload_rule"),
    ]
    run_before = [("communities", "0008_no_part_for_pupils")]

    operations = [migrations.RunPython(count_pupils, migrations.RunPython.noop)]
