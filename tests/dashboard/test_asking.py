"""What asks something of somebody on her own page: short lines, hers alone, the same for whoever did it already."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from dashboard.queries.asking import asked_of
from dashboard.queries.own_steps import own_steps
from pulse.models import Ballot, Ticket
from tests.factories import MeetingFactory, MembershipFactory, UserFactory
from tests.factories_learning import (
    CoachMandateFactory,
    HelpRequestFactory,
    MandateVoiceFactory,
    MentionFactory,
    OfferFactory,
    PostFactory,
    ProcessAnswerFactory,
    ProcessReviewFactory,
    RoleTurnFactory,
    RoundFactory,
    StakeholderAskFactory,
    StakeholderUpdateFactory,
    TopicFactory,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LAST_WEEK = datetime(2026, 11, 17, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    monkeypatch.setattr("plc_platform.clock.now", lambda: NOW)
    with override("en"):
        yield


@pytest.fixture
def pulse(personas):
    running = RoundFactory(
        community=personas.group, opened_on=date(2026, 11, 16), closes_on=date(2026, 11, 27), closed_on=None, size=""
    )
    Ticket.objects.create(round=running, user=personas.teacher, secret="a" * 64)
    return running


def lines(user, today):
    return [(one.text, one.note, one.url) for one in asked_of(user, today=today)]


def test_pulse_stays_the_same_line_for_whoever_answered(personas, pulse, today):
    before = lines(personas.teacher, today)
    Ballot.objects.create(round=pulse, label="b" * 64, sealed="x")

    assert before == lines(personas.teacher, today)
    assert before == [
        (
            "The pulse of your group is open",
            f"{personas.group.name} · open until 27 November",
            reverse("pulse:answer", args=[pulse.pk]),
        )
    ]


@pytest.mark.parametrize("who", ["coach", "leader", "outsider"])
def test_pulse_is_asked_of_nobody_else(personas, pulse, today, who):
    assert lines(getattr(personas, who), today) == []


def test_question_of_another_group_comes_to_who_was_asked_until_she_answered(personas, today):
    update = StakeholderUpdateFactory(question="Past dit?", closes_on=date(2026, 12, 4))
    ask = StakeholderAskFactory(told=update, user=personas.outsider)
    StakeholderAskFactory(told=StakeholderUpdateFactory(closes_on=date(2026, 11, 1)), user=personas.outsider)

    assert [one[2] for one in lines(personas.outsider, today)] == [reverse("learning:asked", args=[ask.pk])]
    ask.answered_at = NOW
    ask.save()
    assert lines(personas.outsider, today) == []


def test_coach_to_accept_stays_until_the_group_is_through(personas, today):
    coach = UserFactory(first_name="Noor", prefix="van", last_name="Dam")
    mandate = CoachMandateFactory(community=personas.group, user=coach, accepted_on=None, ends_on=None)
    before = lines(personas.teacher, today)
    MandateVoiceFactory(mandate=mandate, user=personas.teacher)

    assert [one[0] for one in before] == ["Do you want Noor van Dam as your process coach?"]
    assert before == lines(personas.teacher, today)
    assert lines(coach, today) == lines(personas.coach, today) == []


def test_offer_is_the_members_to_take_or_leave(personas, today):
    OfferFactory(community=personas.group, by=personas.coach, text="Een voorbeeld")
    OfferFactory(community=personas.group, by=personas.coach, text="Genomen", answer="taken")

    assert [one[0] for one in lines(personas.teacher, today)] == ["Een voorbeeld"]
    assert lines(personas.coach, today) == lines(personas.leader, today) == []


def test_answer_to_a_call_for_help_comes_to_who_asked(personas, today):
    other = MembershipFactory(community=personas.group).user
    HelpRequestFactory(community=personas.group, asked_by=personas.teacher, answer="Ik kom.", answered_at=LAST_WEEK)
    HelpRequestFactory(community=personas.group, asked_by=personas.teacher)

    assert [one[0] for one in lines(personas.teacher, today)] == ["Your question for help has an answer"]
    assert lines(other, today) == []


def test_role_of_the_coming_two_weeks(personas, today):
    meetings = [MeetingFactory(community=personas.group, day=date(2026, 11, 26)), MeetingFactory(day=today)]
    meetings += [MeetingFactory(community=personas.group, day=date(2027, 1, 14))]
    for meeting in meetings:
        RoleTurnFactory(meeting=meeting, user=personas.teacher, kind="expert")

    assert [one[2] for one in lines(personas.teacher, today)] == [reverse("meetings:meeting", args=[meetings[0].pk])]


def test_mention_until_she_said_something(personas, today):
    topic = TopicFactory(community=personas.group, title="Zonder punten?")
    called = PostFactory(topic=topic, by=personas.coach, at=LAST_WEEK)
    MentionFactory(post=called, user=personas.teacher)
    hidden = PostFactory(topic=topic, at=LAST_WEEK, hidden_on=today)
    MentionFactory(post=hidden, user=personas.coach)
    old = PostFactory(topic=topic, at=datetime(2026, 10, 1, 9, tzinfo=UTC))
    MentionFactory(post=old, user=personas.coach)

    assert [one[0] for one in lines(personas.teacher, today)] == ["Zonder punten?"]
    assert lines(personas.coach, today) == []
    PostFactory(topic=topic, by=personas.teacher, at=NOW)
    assert lines(personas.teacher, today) == []


def test_nothing_of_a_group_that_was_left(personas, pulse, today):
    OfferFactory(community=personas.group)
    MentionFactory(post=PostFactory(topic=TopicFactory(community=personas.group), at=LAST_WEEK), user=personas.teacher)
    personas.group.memberships.filter(user=personas.teacher).update(left_on=today)

    assert lines(personas.teacher, today) == []


def test_page_shows_the_section_only_with_something_in_it(personas, signed_in):
    client = signed_in(personas.teacher)
    assert 'id="asking"' not in client.get(reverse("dashboard:mine")).content.decode()

    OfferFactory(community=personas.group, text="Een voorbeeld")

    assert "Een voorbeeld" in client.get(reverse("dashboard:mine")).content.decode()


def test_step_on_how_we_work_together_is_ticked_on_the_own_page(personas, today):
    review = ProcessReviewFactory(community=personas.group)
    mine = ProcessAnswerFactory(review=review, owner=personas.teacher, next_step="Een mail naar het team")
    ProcessAnswerFactory(review=review, code="length", owner=personas.coach, next_step="Iets anders")
    ProcessAnswerFactory(review=review, code="between", owner=personas.teacher, next_step="Klaar", done_on=today)

    steps = own_steps(personas.teacher, today=today)

    assert [(one.text, one.done_url) for one in steps] == [
        ("Een mail naar het team", reverse("conditions:process-step-done", args=[mine.pk]))
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_everything_that_asks_is_one_statement(personas, today, django_assert_num_queries, number):
    topic = TopicFactory(community=personas.group)
    for _count in range(number):
        OfferFactory(community=personas.group)
        MentionFactory(post=PostFactory(topic=topic, at=LAST_WEEK), user=personas.teacher)

    with django_assert_num_queries(1):
        asked_of(personas.teacher, today=today)
