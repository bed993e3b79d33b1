"""What happens by itself: reminders to all, the words of a school, what is thrown away."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from notifications import registry
from notifications.models import Notice
from notifications.registry import Section, Verdict
from pulse.actions.keeping import forget, release_before, release_school_words, remind
from pulse.levels import sealed_level
from pulse.models import Condition, Finding, Round, SchoolPulse
from pulse.scoring import Level
from schools.models import User
from tests.factories import CommunityFactory, MembershipFactory
from tests.factories_learning import ConversationFactory, FindingFactory, RoundFactory
from tests.pulse.helpers import AFTER, NOW, answer, closed, members_of, opened


@pytest.fixture
def group(personas):
    members_of(personas.group, 4)
    return personas.group


# --- reminders -------------------------------------------------------------------------------------------------------
def test_two_reminders_to_all_alike(personas, group):
    one = opened(group, personas.coach)
    answer(one, personas.teacher)
    for days in range(15):
        remind(now=NOW + timedelta(days=days))
        remind(now=NOW + timedelta(days=days))
    told = Notice.objects.filter(kind="pulse_reminder")
    assert set(told.values_list("occasion", flat=True)) == {f"round:{one.pk}:1", f"round:{one.pk}:2"}
    assert told.count() == 2 * 5
    assert told.filter(recipient=personas.teacher).count() == 2  # who answered, too


def sections(kind, now):
    notices = list(Notice.objects.filter(kind=kind).select_related("recipient"))
    return registry.composer_of(kind)(notices, now), notices


def test_words_of_a_notice_are_the_same_for_who_answered(personas, group):
    User.objects.update(language="nl")
    one = opened(group, personas.coach)
    answer(one, personas.teacher)
    answers, _notices = sections("pulse_open", NOW)
    assert len({repr(section) for section in answers.values()}) == 1
    assert all(isinstance(section, Section) for section in answers.values())
    assert {section.path for section in answers.values()} == {reverse("pulse:answer", args=[one.pk])}


def test_nobody_is_told_who_left_or_when_it_is_over(personas, group):
    one = opened(group, personas.coach)
    personas.teacher.memberships.get().delete()
    answers, notices = sections("pulse_open", AFTER)
    assert set(answers.values()) == {Verdict.DROP}
    closed(one)
    answers, notices = sections("pulse_result", AFTER)
    told = {notice.recipient for notice in notices if isinstance(answers[notice.pk], Section)}
    assert personas.teacher not in told
    assert personas.coach in told


# --- a school --------------------------------------------------------------------------------------------------------
RELEASE = datetime(2027, 2, 1, 4, tzinfo=UTC)


def group_with_a_round(school, mean=4.0, number=4, **fields):
    given = {"closed_on": date(2026, 12, 7), "opened_on": date(2026, 11, 23)} | fields
    one = RoundFactory(community=CommunityFactory(school=school), **given)
    for condition in Condition:
        FindingFactory(round=one, condition=condition, sealed_level=sealed_level(Level(mean, mean, number)))
    return one


def test_words_of_a_school_from_three_groups_and_ten_answers(personas):
    for mean in (2.0, 3.0, 4.0):
        group_with_a_round(personas.school, mean)
    assert (release_school_words(now=RELEASE), release_school_words(now=RELEASE)) == (1, 0)
    told = SchoolPulse.objects.get()
    assert told.bands == dict.fromkeys(Condition.values, "growing")
    assert (told.groups, told.series, told.released_on) == ("3-5", 1, date(2027, 2, 1))


@pytest.mark.parametrize(
    "rounds",
    [
        [{}, {}],  # two groups
        [{}, {}, {"shared_on": date(2026, 12, 10)}],  # the leader knows one of three
        [{}, {}, {"number": 9}],  # one is more than half
        [{}, {}, {"closed_on": date(2026, 6, 1)}],  # not since the last release
        [{}, {}, {"size": ""}],
    ],
)
def test_otherwise_nothing(personas, rounds):
    for fields in rounds:
        group_with_a_round(personas.school, **fields)
    assert release_school_words(now=RELEASE) == 0


def test_another_set_of_groups_begins_a_new_series(personas):
    groups = [group_with_a_round(personas.school).community for _ in range(3)]
    release_school_words(now=RELEASE)
    for group in groups:
        again(group)
    release_school_words(now=datetime(2027, 7, 2, tzinfo=UTC))
    assert list(SchoolPulse.objects.order_by("released_on").values_list("series", flat=True)) == [1, 1]


def again(group):
    one = RoundFactory(community=group, opened_on=date(2027, 4, 19), closed_on=date(2027, 5, 3))
    for condition in Condition:
        FindingFactory(round=one, condition=condition, sealed_level=sealed_level(Level(4, 4, 4)))


def test_one_group_more_is_compared_with_nothing(personas, signed_in):
    groups = [group_with_a_round(personas.school).community for _ in range(3)]
    release_school_words(now=RELEASE)
    for group in [*groups, CommunityFactory(school=personas.school)]:
        again(group)
    release_school_words(now=datetime(2027, 7, 2, tzinfo=UTC))
    assert SchoolPulse.objects.order_by("released_on").last().series == 2
    User.objects.update(language="en")
    personas.outsider.refresh_from_db()
    page = signed_in(personas.outsider).get(reverse("pulse:school", args=[personas.school.slug])).content.decode()
    assert "Strong" in page
    assert "pulse--strong" in page  # its shape too
    assert "before:" not in page


def test_page_of_a_school_is_for_its_staff(personas, signed_in):
    address = reverse("pulse:school", args=[personas.school.slug])
    assert signed_in(personas.leader).get(address).status_code == 200
    assert signed_in(personas.other_leader).get(address).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_a_school_costs_the_same(personas, signed_in, number, django_assert_num_queries):
    for _ in range(number):
        group_with_a_round(personas.school, shared_on=date(2026, 12, 10))
    client = signed_in(personas.leader)
    with django_assert_num_queries(5):
        client.get(reverse("pulse:school", args=[personas.school.slug]))


def test_days_of_release():
    assert release_before(date(2027, 1, 31)) == date(2026, 7, 1)
    assert release_before(date(2027, 2, 1)) == date(2027, 2, 1)
    assert release_before(date(2027, 8, 1)) == date(2027, 7, 1)


# --- what goes -------------------------------------------------------------------------------------------------------
def test_averages_go_at_the_end_of_the_school_year(personas):
    group_with_a_round(personas.school, closed_on=date(2027, 6, 1))
    forget(now=datetime(2027, 9, 29, tzinfo=UTC))
    assert Finding.objects.exclude(sealed_level="").count() == 5
    forget(now=datetime(2027, 9, 30, tzinfo=UTC))
    assert Finding.objects.exclude(sealed_level="").count() == 0


def test_rounds_go_after_five_years_and_that_you_talked_stays(personas):
    one = group_with_a_round(personas.school)
    talked = ConversationFactory(community=one.community, round=one)
    assert forget(now=datetime(2031, 12, 1, tzinfo=UTC)) == 0
    assert forget(now=datetime(2031, 12, 9, tzinfo=UTC)) == 1
    talked.refresh_from_db()
    assert talked.round is None
    assert not Round.objects.exists()


def test_member_of_a_group_is_made_without_a_round(personas):
    assert MembershipFactory(community=personas.group).left_on is None
