"""What was said in a week, for who did not say it herself."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F

from communities.models import Membership
from learning.models import Post, Topic
from meetings.localtime import wall_time
from schools.calendar import monday_of

WEEK = timedelta(days=7)


def last_week(day: date) -> tuple[datetime, datetime]:
    """From Monday to Monday: the week before the one of `day`."""
    monday = monday_of(day)
    return wall_time(monday - WEEK, time()), wall_time(monday, time())


def talking_groups(day: date) -> dict[int, int]:
    """The groups in whose topics something was said since last Monday week, each with its host school."""
    since, _until = last_week(day)
    rows = Topic.objects.filter(last_at__gte=since, community__ended_on=None).order_by()
    return dict(rows.values_list("community_id", "community__school_id").distinct())


def said_to(people: Collection[int] | None, groups: Collection[int], day: date) -> dict[int, dict[int, int]]:
    """How many words of others each member found last week, by member and group; nobody without any. Three queries.

    people: these alone; None for everybody of the groups. Hidden and removed words do not count.
    """
    span = last_week(day)
    live = {"hidden_on": None, "by__isnull": False}
    topics = Topic.objects.filter(community__in=groups, at__range=span, **live).exclude(title="")
    posts = Post.objects.filter(topic__community__in=groups, topic__last_at__gte=span[0], at__range=span, **live)
    said: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for rows, group in ((topics, "community_id"), (posts.exclude(text=""), "topic__community_id")):
        numbers = rows.order_by().values(where=F(group), who=F("by_id")).annotate(number=Count("pk"))
        for where, who, number in numbers.values_list("where", "who", "number"):
            said[where][who] += number
    inside = Membership.objects.current().filter(community__in=list(said), user__is_active=True)
    if people is not None:
        inside = inside.filter(user__in=people)
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for group_id, user_id in inside.values_list("community_id", "user_id"):
        if number := said[group_id].total() - said[group_id][user_id]:
            found[user_id][group_id] = number
    return dict(found)
