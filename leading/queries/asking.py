"""Which leaders are asked something: for the look of a Monday over many schools, in a few statements."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from communities.models import Experiment, GuestConsent
from conditions.models import ReadinessStep
from conditions.queries.open import in_running_groups, open_steps, waiting_for_leader
from leading.models import LeaderRequest
from learning.models import StakeholderAsk
from meetings.reminders import leaders_of
from schools.models import School

Pairs = set[tuple[int, int]]


def asking_leaders(school_ids: Collection[int], *, today: date, until: date) -> Pairs:
    """School and user of leaders of whom something is asked, in schools that send reminders. Eight statements."""
    schools = School.objects.filter(pk__in=school_ids, has_reminders=True).values_list("pk", flat=True)
    leaders = set(leaders_of(list(schools)))
    if not leaders:
        return set()
    asking = asking_schools(schools, today=today, until=until)
    own = asked_of_one({user for _school, user in leaders}, today=today, until=until)
    return {pair for pair in leaders if pair[0] in asking} | (leaders & own)


def asking_schools(schools: object, *, today: date, until: date) -> set[int]:
    """Where a group asks something of whoever leads."""
    running = Q(community__ended_on=None) | Q(community__ended_on__gt=today)
    own = {"school__in": schools, "answered_at": None}
    hosted = {"community__school__in": schools}
    found = set(LeaderRequest.objects.open().filter(**own).values_list("school_id", flat=True))
    found |= set(GuestConsent.objects.filter(running, **own).values_list("school_id", flat=True))
    waiting = in_running_groups(waiting_for_leader(), today).filter(**hosted)
    near = Experiment.objects.open().filter(community__ended_on=None, ends_on__lte=until, **hosted)
    return found | {
        school for rows in (waiting, near) for school in rows.values_list("community__school_id", flat=True)
    }


def asked_of_one(users: Collection[int], *, today: date, until: date) -> Pairs:
    """School and user: what one of them took on, or is asked as any colleague."""
    due = {"owner__in": users, "due_on__lte": until}
    steps = in_running_groups(open_steps(), today).filter(**due)
    found = set(steps.values_list("community__school_id", "owner_id"))
    found |= set(ReadinessStep.objects.filter(done_on=None, **due).values_list("school_id", "owner_id"))
    asks = StakeholderAsk.objects.filter(user__in=users, answered_at=None, told__closes_on__gte=today)
    found |= set(asks.values_list("told__community__school_id", "user_id"))
    return found
