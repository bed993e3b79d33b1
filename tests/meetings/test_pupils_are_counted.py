"""The migration that turns pupils with an account into a number of guests."""

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps

from communities.models import Invitation, Membership
from meetings.models import Attendance, PupilGuests
from notifications.models import AddressFault, Notice
from schools.models import User
from tests.factories import (
    AttendanceFactory,
    CommunityFactory,
    InvitationFactory,
    MeetingFactory,
    MembershipFactory,
    NoticeFactory,
    open_school,
    staff_member,
)

count_pupils = import_module("meetings.migrations.0012_pupils_are_counted").count_pupils
pytestmark = pytest.mark.django_db


def pupil(community, joined_on, **fields):
    return MembershipFactory(community=community, role="student", joined_on=joined_on, **fields)


def test_current_pupils_become_a_number_until_the_end_of_the_year():
    group = CommunityFactory(school=open_school())
    pupil(group, date(2026, 10, 1))
    pupil(group, date(2026, 9, 14))
    pupil(group, date(2026, 9, 1), left_on=date(2026, 9, 3))

    count_pupils(apps, None)

    rows = PupilGuests.objects.values_list("community", "number", "first_day", "last_day", "consent_seen_on")
    last_day = group.school.years.latest("last_day").last_day
    assert list(rows) == [(group.pk, 2, date(2026, 9, 14), last_day, None)]


def test_finished_group_ends_them_with_itself_and_others_get_none():
    finished = CommunityFactory(ended_on=date(2026, 10, 30))
    pupil(finished, date(2026, 10, 1))
    MembershipFactory()

    count_pupils(apps, None)

    assert [(row.community, row.last_day) for row in PupilGuests.objects.all()] == [(finished, date(2026, 10, 30))]


def test_nothing_of_them_stays_and_colleagues_keep_everything():
    school = open_school()
    group = CommunityFactory(school=school)
    meeting = MeetingFactory(community=group, status="held")
    gone = pupil(group, date(2026, 10, 1)).user
    colleague = staff_member(school)
    pupil(CommunityFactory(school=school), date(2026, 10, 1), user=colleague)
    MembershipFactory(community=group, user=colleague)
    for person in (gone, colleague):
        AttendanceFactory(meeting=meeting, user=person)
    InvitationFactory(community=group, role="student")

    count_pupils(apps, None)

    assert not Membership.objects.filter(role="student").exists()
    assert not Invitation.objects.exists()
    assert [row.user for row in Attendance.objects.all()] == [colleague]
    people = User.objects.filter(pk__in=[gone.pk, colleague.pk]).values_list("pk", "is_active")
    assert dict(people) == {gone.pk: False, colleague.pk: True}
    gone.refresh_from_db()
    assert (gone.first_name, gone.last_name, gone.email) == ("", "", f"pupil-{gone.pk}@removed.invalid")


def test_no_address_of_a_pupil_stays_anywhere():
    gone = pupil(CommunityFactory(school=open_school()), date(2026, 10, 1), user__email="lander@school.example").user
    EmailAddress.objects.create(user=gone, email=gone.email)
    AddressFault.objects.create(user=gone, address=gone.email, at=datetime(2026, 11, 1, tzinfo=UTC), text="550")
    NoticeFactory(recipient=gone)

    count_pupils(apps, None)

    assert not EmailAddress.objects.exists()
    assert not AddressFault.objects.exists()
    assert not Notice.objects.exists()
    assert not User.objects.filter(email__contains="lander").exists()
