"""From rows to the facts of one signal each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from coaching.health_facts import Between, Conditions, Contact, People, Pulse, Sharing
from communities.models import Community, Membership
from conditions.models import ProcessAnswer
from meetings.localtime import local_day, wall_time
from meetings.mirror import Spent
from schools.calendar import SchoolDays

SETTLING = timedelta(days=28)  # the first weeks of a group: people are still coming in
STILL_OPEN = (ProcessAnswer.Status.NO, ProcessAnswer.Status.PARTLY)
Rows = Sequence[tuple[Any, ...]]


def moment_of(day: date) -> datetime:
    """When a day begins, locally."""
    return wall_time(day, time(0))


def between(subtasks: Rows, try_outs: Rows, *, begin: date, today: date) -> Between:
    """Subtasks agreed, and try-outs noted, in this school year."""
    done = dropped = late = ahead = 0
    for agreed_on, done_on, dropped_on, due_on in subtasks:
        if agreed_on < begin:
            continue
        done += done_on is not None
        dropped += dropped_on is not None
        if done_on is None and dropped_on is None:
            is_late = due_on is not None and due_on < today
            late, ahead = late + is_late, ahead + (not is_late)
    tried = [day for (day,) in try_outs if day >= begin]
    return Between(0, done, dropped, late, ahead, len(tried), max(tried, default=None))


def people(rows: Rows, community: Community, *, begin: date, today: date, is_open: bool) -> People:
    """Members who came and went since the year began, or since the group had found its people."""
    since = max(begin, community.started_on + SETTLING)
    if since >= today:
        return People(is_open=is_open)
    members = [row for row in rows if row[1] == Membership.Role.MEMBER]
    then = {user for user, _role, joined, left in members if joined <= since and (left is None or left > since)}
    now = {user for user, _role, _joined, left in members if left is None}
    return People(since, len(then), len(now - then), len(then - now), is_open)


def pulse(rounds: Rows, talks: Rows, held: Sequence[date]) -> Pulse:
    """`rounds` holds the latest closed one, if any."""
    talked_on = max((day for (day,) in talks), default=None)
    if not rounds:
        return Pulse(talked_on=talked_on)
    closed_on, size = rounds[0]
    return Pulse(closed_on, bool(size), talked_on, sum(day > closed_on for day in held))


def conditions(rows: Rows, days: SchoolDays | None, *, today: date) -> Conditions:
    """Open since the first of the reviews in a row in which it was; a next step that was done starts it anew."""
    since: dict[str, date] = {}
    latest: defaultdict[str, date] = defaultdict(lambda: date.min)
    for opened_on, code, status, done_on in rows:
        latest[code] = opened_on
        if status not in STILL_OPEN or done_on is not None:
            since.pop(code, None)
        else:
            since.setdefault(code, opened_on)
    reviewed_on = max(latest.values(), default=None)
    counted = ((on, days.count(on, today) if days else 0, code) for code, on in sorted(since.items()))
    return Conditions(reviewed_on, tuple(counted))


def sharing(updates: Rows, outcomes: Rows, held: Sequence[date], *, since: date) -> Sharing:
    """What colleagues could hear of in the last half year."""
    published = [day for pair in outcomes for day in pair if day is not None and day >= since]
    return Sharing(
        held=sum(day >= since for day in held),
        updated_on=max((local_day(sent_at) for (sent_at,) in updates), default=None),
        published_on=max(published, default=None),
    )


def contact(
    rows: Mapping[str, Rows], held: Sequence[Spent], days: SchoolDays | None, *, begin: date, today: date
) -> Contact:
    """Between coach and group, in this school year."""
    helped = [local_day(at) for _asked, at, _closed in rows["help"] if at]
    asked = [local_day(at) for at, answered, closed in rows["help"] if not answered and not closed]
    offered = [local_day(at) for (at,) in rows["offers"]]
    present = [day for (day,) in rows["present"]]
    latest = [max((day for day in found if day >= begin), default=None) for found in (helped, offered, present)]
    last = max((day for day in latest if day), default=None)
    waiting_since = min(asked, default=None)
    return Contact(
        has_coach=any(role == Membership.Role.COACH and left is None for _u, role, _j, left in rows["people"]),
        held=len(held),
        helped_on=latest[0],
        offered_on=latest[1],
        present_on=latest[2],
        held_since=sum(last is None or one.day > last for one in held),
        asked_on=waiting_since,
        waiting=days.count(waiting_since, today) if days and waiting_since else 0,
    )
