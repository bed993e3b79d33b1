"""Many groups at once, with their rhythm stored."""

from datetime import date

from communities.models import Community
from meetings.models import Meeting
from meetings.rhythm import refresh_cadence
from schools.models import School
from tests.factories import CommunityFactory, MeetingFactory


def groups_in(school: School, number: int, *, today: date, **fields: object) -> list[Community]:
    """`number` groups, each with one meeting held on 15 October and one planned on 3 December."""
    groups = Community.objects.bulk_create(CommunityFactory.build_batch(number, school=school, **fields))
    held = [MeetingFactory.build(community=group, status=Meeting.Status.HELD, present_count=4) for group in groups]
    planned = [MeetingFactory.build(community=group, day=date(2026, 12, 3)) for group in groups]
    Meeting.objects.bulk_create([*held, *planned])
    refresh_cadence(community_ids=[group.pk for group in groups], today=today)
    return groups
