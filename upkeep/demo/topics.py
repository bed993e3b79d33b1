"""What the groups of the story ask, bring and plan, and what they ask colleagues outside the group."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from communities.models import Community
from learning.actions import posts, topics, updates
from learning.models import Post, Topic
from meetings.localtime import wall_time
from meetings.models import Meeting
from schools.calendar import SchoolDays
from schools.models import User
from upkeep.demo.cast import key_in
from upkeep.demo.threads import ASKED, THREADS, Asked, Said, Thread

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 60  # after the agendas of the same moment


def steps_of(days: SchoolDays, story_day: date, groups: Groups, people: People) -> Iterator[Step]:
    """Threads and updates, each in one go, with their moments."""
    for number, thread in enumerate(THREADS):
        begun = days.before(story_day, thread.ago) or days.begin
        yield wall_time(begun, time(20, 45)), ORDER, partial(_talk, groups, people, thread, number)
    for number, told in enumerate(ASKED):
        sent = days.before(story_day, told.ago) or days.begin
        closes_on = days.after(sent, 10) or days.end
        yield wall_time(sent, time(16, 30)), ORDER, partial(_ask, groups, people, told, number, closes_on)


def _talk(groups: Groups, people: People, thread: Thread, number: int, now: datetime) -> None:
    group, by = groups[thread.group], people[thread.who]
    meeting = _next_meeting(group, now) if thread.at_meeting else None
    begun = topics.NewTopic(thread.kind, thread.title, thread.text, meeting)
    topic = topics.begin_topic(community=group, topic=begun, key=key_in(groups, f"topic {number}"), by=by, now=now)
    rows = [_say(topic, one, people, key_in(groups, f"post {number}.{at}"), now) for at, one in enumerate(thread.said)]
    if thread.accepted is not None:
        posts.accept_post(post=rows[thread.accepted], is_accepted=True, by=by, now=now)
    if thread.hidden:
        place, why = thread.hidden
        topics.hide(row=rows[place], why=why, by=by, now=now)
    if thread.removed is not None:
        posts.remove_post(post=rows[thread.removed], by=people[thread.said[thread.removed].who], now=now)
    if thread.harvest:
        topics.close_topic(topic=topic, harvest=thread.harvest, by=by, now=now)


def _say(topic: Topic, one: Said, people: People, key: UUID, now: datetime) -> Post:
    called = [people[name].pk for name in one.calls]
    words = {"text": one.text, "link": one.link, "mentioned": called, "key": key}
    return posts.write_post(topic=topic, **words, by=people[one.who], now=now)  # type: ignore[arg-type]


def _ask(groups: Groups, people: People, told: Asked, number: int, closes_on: date, now: datetime) -> None:
    by = people[told.who]
    update = updates.tell(
        community=groups[told.group],
        update=updates.NewUpdate(told.text, told.question, closes_on),
        people=[people[name].pk for name, _answer in told.asked],
        key=key_in(groups, f"update {number}"),
        by=by,
        now=now,
    )
    later = now + timedelta(hours=18)
    answers = {people[name].pk: answer for name, answer in told.asked if answer}
    for ask in update.asks.filter(user__in=answers).select_related("user"):
        updates.answer(ask=ask, text=answers[ask.user_id], by=ask.user, now=later)
    if told.is_closed:
        updates.close(update=update, by=by, now=later)


def _next_meeting(group: Community, now: datetime) -> Meeting | None:
    return Meeting.objects.planned().filter(community=group, starts_at__gt=now).order_by("starts_at").first()
