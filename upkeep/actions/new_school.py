"""A new school with its first leader, by whoever runs the installation."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from django.db import transaction
from django.utils.text import slugify

from schools import audit
from schools.actions import invite_staff
from schools.models import School, Staff, StaffRole, User
from schools.years import open_published_years


@transaction.atomic
def create_school(*, name: str, calendar: str, email: str, now: datetime) -> tuple[School, bool]:
    """The school with this name and leader, and whether the leader is mailed a link for her first sign-in.

    Safe to run again: a school of this name that she leads is the same school, and only a leader who never signed in
    gets the link anew.
    """
    user = User.objects.filter(email=email.strip().lower()).first() or User.objects.create_user(email)
    school = School.objects.editable_by(user).filter(name=name).first()
    if school is None:
        school = School.objects.create(slug=free_slug(name), name=name, calendar=calendar)
        audit.record(by=None, verb="school.created", target=f"school:{school.pk}", at=now)
    open_published_years(school=school, by=None, now=now)
    staff, _is_new = Staff.objects.get_or_create(school=school, user=user)
    StaffRole.objects.get_or_create(staff=staff, role=StaffRole.Role.LEADER)
    return school, bool(invite_staff(staff=[staff], by=None, now=now))


def free_slug(name: str) -> str:
    """The first address after this name that no school has."""
    return next(slug for slug in slugs(name) if not School.objects.filter(slug=slug).exists())


def slugs(name: str) -> Iterator[str]:
    begin = slugify(name)[:50] or "school"
    yield begin
    yield from (f"{begin}-{number}" for number in count(2))
