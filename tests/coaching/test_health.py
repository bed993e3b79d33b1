"""The page of nine signals: who reads it, what it says, letting a signal rest, and a coach's overview."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from coaching.models import SignalDismissal
from meetings.models import Meeting
from meetings.rhythm import refresh_cadence
from schools.models import AuditEvent
from tests.factories import (
    AgendaBlockFactory,
    AttendanceFactory,
    CharterFactory,
    CommunityFactory,
    MeetingFactory,
    MembershipFactory,
    SubtaskFactory,
    UserFactory,
)
from tests.factories_learning import (
    ConversationFactory,
    ExitCheckFactory,
    HelpRequestFactory,
    OfferFactory,
    OutcomeFactory,
    OutcomeVersionFactory,
    ProcessAnswerFactory,
    ProcessReviewFactory,
    RoundFactory,
    SignalDismissalFactory,
    StakeholderUpdateFactory,
    TryOutFactory,
)

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def frozen(monkeypatch):
    monkeypatch.setattr("plc_platform.clock.today", lambda: TODAY)
    monkeypatch.setattr("plc_platform.clock.now", lambda: datetime(2026, 11, 23, 10, tzinfo=UTC))


def hold(group, *designed, minutes=120):
    """Held meetings, the latest first, with so many planned minutes of designing."""
    found = []
    for number, design in enumerate(designed):
        day = TODAY - timedelta(days=11 + 14 * number)
        meeting = MeetingFactory(community=group, day=day, status=Meeting.Status.HELD, minutes=minutes)
        AgendaBlockFactory(meeting=meeting, focus="expertise", minutes=minutes - design)
        AgendaBlockFactory(meeting=meeting, focus="curriculum", minutes=design, position=1)
        found.append(meeting)
    refresh_cadence(community_ids=[group.pk], today=TODAY)
    return found


def furnish(group, number=1):
    """Something of everything that the page reads."""
    for index in range(number):
        meeting = hold(group, 60)[0]
        SubtaskFactory(meeting=meeting, done_on=TODAY)
        TryOutFactory(community=group)
        MembershipFactory(community=group)
        RoundFactory(community=group)
        ConversationFactory(community=group)
        review = ProcessReviewFactory(community=group, closed_on=TODAY)
        ProcessAnswerFactory(review=review, code=f"code-{index}")
        StakeholderUpdateFactory(community=group)
        OutcomeVersionFactory(outcome=OutcomeFactory(community=group, reach="school"))
        HelpRequestFactory(community=group)
        OfferFactory(community=group)
        ExitCheckFactory(meeting=meeting)
        coach = group.memberships.filter(role="coach").first()
        if coach:
            AttendanceFactory(meeting=meeting, user=coach.user)


def page_for(signed_in, user, group, name="coaching:health"):
    user.language = "en"
    user.save()
    return signed_in(user).get(reverse(name, args=[group.pk]))


@pytest.mark.parametrize("number", [1, 3])
def test_page_needs_a_fixed_number_of_statements(personas, signed_in, django_assert_num_queries, number):
    furnish(personas.group, number)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(26):
        response = client.get(reverse("coaching:health", args=[personas.group.pk]))

    assert response.status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_overview_needs_a_fixed_number_of_statements(personas, signed_in, django_assert_num_queries, number):
    for _ in range(number):
        group = CommunityFactory(school=personas.school)
        MembershipFactory(community=group, user=personas.coach, role="coach")
        furnish(group)
    client = signed_in(personas.coach)

    with django_assert_num_queries(24):
        response = client.get(reverse("coaching:patterns"))

    assert response.status_code == 200


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_nobody_else_hears_of_it(personas, signed_in, who):
    furnish(personas.group)
    client = signed_in(getattr(personas, who))
    sent = {"code": "between", "reason": "Wij weten waarom."}

    assert client.get(reverse("coaching:health", args=[personas.group.pk])).status_code == 404
    assert client.post(reverse("coaching:rest", args=[personas.group.pk]), sent).status_code == 404
    assert client.post(reverse("coaching:say-again", args=[personas.group.pk, "between"])).status_code == 404
    assert not SignalDismissal.objects.exists()


def test_all_nine_stand_there_and_no_number_of_them(personas, signed_in):
    page = page_for(signed_in, personas.teacher, personas.group).content.decode()

    for title in ("Rhythm", "Length of meetings", "Between meetings", "The same people", "Time and goal"):
        assert f">{title}</" in page
    for title in ("Pulse talked about", "Conditions on the way", "Sharing with the team", "Contact with the coach"):
        assert f">{title}</" in page


def test_drift_is_the_groups_first_and_its_coachs_one_meeting_later(personas, signed_in):
    hold(personas.group, 0, 30, 28)
    words = "58 of 360 minutes went to designing"

    mine = page_for(signed_in, personas.teacher, personas.group).content.decode()
    hers = page_for(signed_in, personas.coach, personas.group).content.decode()
    latest = MeetingFactory(community=personas.group, day=TODAY - timedelta(days=2), status=Meeting.Status.HELD)
    AgendaBlockFactory(meeting=latest, focus="expertise", minutes=120)
    later = page_for(signed_in, personas.coach, personas.group).content.decode()

    assert words in mine
    assert words not in hers
    assert words in later


def test_a_charter_that_wants_no_designing_is_left_in_peace(personas, signed_in):
    CharterFactory(community=personas.group, expertise_weight=8, curriculum_weight=1)
    hold(personas.group, 0, 0, 0)

    page = page_for(signed_in, personas.teacher, personas.group).content.decode()

    assert "Designing is not what the group is mainly for." in page


@pytest.mark.parametrize(
    ("variant", "regime", "says"),
    [
        ("TDT", "interval", "Lately meetings last 90 minutes"),
        ("LS", "cycle", "about as long as usual: mostly 90"),
        ("OLC", "none", "has no usual length"),
    ],
)
def test_ninety_minutes_mean_something_else_in_each_kind(personas, signed_in, variant, regime, says):
    type(personas.group).objects.filter(pk=personas.group.pk).update(variant=variant, regime=regime)
    personas.group.refresh_from_db()
    hold(personas.group, 60, 60, 60, minutes=90)

    assert says in page_for(signed_in, personas.teacher, personas.group).content.decode()


def test_an_expert_from_outside_reads_nothing_of_the_pulse(personas, signed_in):
    expert = UserFactory()
    MembershipFactory(community=personas.group, user=expert, role="expert")
    RoundFactory(community=personas.group)
    hold(personas.group, 60)

    page = page_for(signed_in, expert, personas.group).content.decode()
    mine = page_for(signed_in, personas.teacher, personas.group).content.decode()

    assert "Pulse talked about" not in page
    assert "Pulse talked about" in mine


def test_pulse_says_only_that_it_was_not_talked_about(personas, signed_in):
    hold(personas.group, 60)
    RoundFactory(community=personas.group)

    page = page_for(signed_in, personas.teacher, personas.group).content.decode()
    ConversationFactory(community=personas.group, held_on=TODAY)
    after = page_for(signed_in, personas.teacher, personas.group).content.decode()

    assert "There is a result that was not talked about yet." in page
    assert "There is a result that was not talked about yet." not in after


def let_rest(client, group, reason="De examens zaten ertussen.", **more):
    return client.post(reverse("coaching:rest", args=[group.pk]), {"code": "between", "reason": reason} | more)


def test_what_rests_is_quiet_until_it_rests_on_something_else(personas, signed_in):
    hold(personas.group, 60, 60)
    client = signed_in(personas.teacher)

    assert let_rest(client, personas.group).status_code == 302

    page = page_for(signed_in, personas.teacher, personas.group).content.decode()
    assert "De examens zaten ertussen." in page
    assert 'id="signal-between"' not in page
    meeting = hold(personas.group, 60, 60, 60)[0]  # one more meeting is no other evidence
    SubtaskFactory(meeting=meeting, due_on=TODAY + timedelta(days=9))
    SubtaskFactory(meeting=meeting, due_on=TODAY - timedelta(days=2), done_on=TODAY)
    assert 'id="signal-between"' not in page_for(signed_in, personas.teacher, personas.group).content.decode()
    SubtaskFactory.create_batch(3, meeting=meeting, due_on=TODAY - timedelta(days=1))
    assert 'id="signal-between"' in page_for(signed_in, personas.teacher, personas.group).content.decode()
    event = AuditEvent.objects.get(verb="let_signal_rest")
    assert (event.target, event.detail) == (f"community:{personas.group.pk}", {"code": "between"})


def test_what_rests_comes_back_after_its_day(personas, signed_in, monkeypatch):
    hold(personas.group, 60, 60)
    let_rest(signed_in(personas.teacher), personas.group)
    until = SignalDismissal.objects.get().until
    monkeypatch.setattr("plc_platform.clock.today", lambda: until)
    assert 'id="signal-between"' not in page_for(signed_in, personas.teacher, personas.group).content.decode()

    monkeypatch.setattr("plc_platform.clock.today", lambda: until + timedelta(days=1))

    assert 'id="signal-between"' in page_for(signed_in, personas.teacher, personas.group).content.decode()


def test_what_rested_until_an_earlier_day_goes(personas, signed_in):
    SignalDismissalFactory(community=personas.group, until=TODAY - timedelta(days=1))
    kept = SignalDismissalFactory(community=personas.group, until=TODAY)
    hold(personas.group, 60, 60)

    let_rest(signed_in(personas.teacher), personas.group)

    assert set(SignalDismissal.objects.values_list("code", flat=True)) == {kept.code, "between"}
    assert SignalDismissal.objects.count() == 2


def test_online_group_that_is_active_is_left_in_peace(personas, signed_in):
    type(personas.group).objects.filter(pk=personas.group.pk).update(variant="OLC", regime="none")
    hold(personas.group, 10, 10, 10, minutes=30)

    page = page_for(signed_in, personas.teacher, personas.group).content.decode()

    for code in ("rhythm", "length", "between", "continuity", "balance"):
        assert f'id="signal-{code}"' not in page


def test_it_is_said_again_on_request(personas, signed_in):
    hold(personas.group, 60, 60)
    client = signed_in(personas.coach)
    let_rest(client, personas.group)

    client.post(reverse("coaching:say-again", args=[personas.group.pk, "between"]))

    assert not SignalDismissal.objects.exists()
    assert 'id="signal-between"' in page_for(signed_in, personas.coach, personas.group).content.decode()


@pytest.mark.parametrize(("reason", "says"), [("", "A few words are enough"), ("x" * 201, "200")])
def test_a_reason_is_asked(personas, signed_in, reason, says):
    hold(personas.group, 60, 60)
    personas.teacher.language = "en"
    personas.teacher.save()

    response = let_rest(signed_in(personas.teacher), personas.group, reason)

    assert response.status_code == 400
    assert says in response.content.decode()
    assert not SignalDismissal.objects.exists()


def test_a_signal_that_asks_nothing_cannot_rest(personas, signed_in):
    hold(personas.group, 60, 60)

    let_rest(signed_in(personas.teacher), personas.group, code="continuity")

    assert not SignalDismissal.objects.exists()


def test_trends_are_pictures_with_the_same_as_a_table(personas, signed_in):
    furnish(personas.group)

    page = page_for(signed_in, personas.teacher, personas.group).content.decode()

    assert page.count('class="trend-bars"') == 4
    assert page.count("<summary>The same as a table</summary>") == 4
    assert "Clearly" in page


def test_a_coach_sees_what_stands_out_over_her_groups_by_name(personas, signed_in):
    for name in ("Zorgteam", "Aardrijkskunde"):
        group = CommunityFactory(school=personas.school, name=name)
        MembershipFactory(community=group, user=personas.coach, role="coach")
        hold(group, 60, 60)
    hidden = CommunityFactory(school=personas.school, name="Niet van haar")
    hold(hidden, 60, 60)
    personas.coach.language = "en"
    personas.coach.save()

    page = signed_in(personas.coach).get(reverse("coaching:patterns")).content.decode()

    assert "in 2 of your 3 groups" in page
    assert page.index("Aardrijkskunde") < page.index("Zorgteam")
    assert "Niet van haar" not in page


def test_who_coaches_nobody_sees_an_empty_page(personas, signed_in):
    personas.leader.language = "en"
    personas.leader.save()

    page = signed_in(personas.leader).get(reverse("coaching:patterns")).content.decode()

    assert "No group has asked you as its coach yet" in page
    assert personas.group.name not in page
