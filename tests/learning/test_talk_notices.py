"""What is told of topics: who is called in, once; and one mail a week, only of what others wrote."""

from datetime import UTC, datetime, timedelta

import pytest

from learning.actions.digest import tell_weeks
from learning.models import Topic
from learning.talk_notices import compose_digests, compose_mentions
from notifications.models import Notice
from notifications.registry import Section, Verdict, comes_weekly, is_optional
from tests.factories import MembershipFactory
from tests.factories_learning import MentionFactory, PostFactory, TopicFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)
LAST_WEEK = datetime(2026, 11, 18, 15, tzinfo=UTC)


def talk(group, by, at=LAST_WEEK, **more):
    return TopicFactory(community=group, by=by, at=at, last_at=at, **more)


def told():
    return set(Notice.objects.filter(kind="topics_digest").values_list("recipient", "occasion"))


def words_for(user, now=MONDAY):
    notice = Notice(pk=1, kind="topics_digest", subject=f"user:{user.pk}", occasion="2026-W48", recipient=user)
    return compose_digests([notice], now)[1]


def test_a_week_is_told_once_to_who_did_not_write_it(personas):
    topic = talk(personas.group, personas.teacher)
    PostFactory(topic=topic, by=personas.teacher, at=LAST_WEEK)

    for days in (0, 0, 1):
        tell_weeks(now=MONDAY + timedelta(days=days))

    assert told() == {(personas.coach.pk, "2026-W48")}
    section = words_for(personas.coach)
    assert isinstance(section, Section)
    assert [personas.group.name in point and "2" in point for point in section.points] == [True]
    assert words_for(personas.teacher) == Verdict.DROP


@pytest.mark.parametrize(
    "more", [{"hidden_on": LAST_WEEK.date()}, {"title": ""}, {"at": MONDAY}, {"at": LAST_WEEK - timedelta(days=7)}]
)
def test_nothing_is_told_of_what_is_hidden_removed_or_of_another_week(personas, more):
    talk(personas.group, personas.teacher, **more)

    tell_weeks(now=MONDAY)

    assert told() == set()


def test_not_in_a_week_without_school_nor_before_its_first_school_day(personas):
    talk(personas.group, personas.teacher, at=datetime(2026, 10, 28, 15, tzinfo=UTC))

    tell_weeks(now=datetime(2026, 11, 4, 6, tzinfo=UTC))

    assert told() == set()


def test_who_left_meanwhile_is_told_nothing(personas):
    talk(personas.group, personas.teacher)
    personas.coach.memberships.update(left_on=MONDAY.date())

    assert words_for(personas.coach) == Verdict.DROP


def test_the_leader_is_told_nothing(personas):
    talk(personas.group, personas.teacher)
    tell_weeks(now=MONDAY)

    assert not Notice.objects.filter(recipient=personas.leader).exists()
    assert words_for(personas.leader) == Verdict.DROP


def test_it_comes_weekly_and_can_be_switched_off():
    assert (comes_weekly("topics_digest"), is_optional("topics_digest")) == (True, True)


@pytest.mark.parametrize(("case", "is_told"), [("", True), ("hidden", False), ("left", False), ("gone", False)])
def test_somebody_who_is_called_in_is_told_while_she_can_read_it(personas, case, is_told):
    mention = MentionFactory(post__topic=TopicFactory(community=personas.group), user=personas.coach)
    if case == "hidden":
        type(mention.post).objects.update(hidden_on=MONDAY.date())
    if case == "left":
        personas.coach.memberships.update(left_on=MONDAY.date())
    if case == "gone":
        Topic.objects.all().delete()
    notice = Notice(pk=1, kind="topic_mention", subject=f"post:{mention.post_id}", recipient=personas.coach)

    assert isinstance(compose_mentions([notice], MONDAY)[1], Section) is is_told


@pytest.mark.parametrize("number", [1, 3])
def test_looking_costs_the_same_for_any_number_of_groups(personas, number, django_assert_num_queries):
    for _ in range(number):
        membership = MembershipFactory(community__school=personas.school)
        talk(membership.community, personas.teacher)

    with django_assert_num_queries(8):
        tell_weeks(now=MONDAY)
