"""What groups need of a leader stands first on her page: each thing once, in order of need, and nothing of others."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from communities.models import GuestConsent
from dashboard.queries.morning import needs_of, week_of
from meetings.rhythm import refresh_cadence
from tests.factories import (
    CommunityFactory,
    ConditionAnswerFactory,
    ExperimentFactory,
    MeetingFactory,
    PartnershipFactory,
    ReadinessStepFactory,
    open_school,
    staff_member,
)
from tests.factories_leading import LeaderRequestFactory
from tests.factories_learning import StakeholderAskFactory, StakeholderUpdateFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def on_a_monday(monkeypatch):
    monkeypatch.setattr("plc_platform.clock.now", lambda: NOW)
    monkeypatch.setattr("plc_platform.clock.today", lambda: TODAY)


def lines_of(personas, who=None):
    with override("en"):
        found = needs_of(who or personas.leader, personas.school.pk, personas.school.slug, today=TODAY)
    return [(line.group, line.text, line.when, line.url) for line in found.lines]


def test_a_question_waits_until_it_is_answered_or_closed(personas):
    row = LeaderRequestFactory(community=personas.group, line="Een lokaal", kind="room", needed_on=date(2026, 12, 3))
    LeaderRequestFactory(community=personas.group, outcome="yes", answered_at=NOW)
    LeaderRequestFactory(community=personas.group, closed_on=TODAY)
    LeaderRequestFactory()

    when = "since 12 November · needed before 3 December"
    url = reverse("leading:answer", args=[row.pk])
    assert lines_of(personas) == [("Ontwerpteam wiskunde", "A room or material: Een lokaal", when, url)]


def test_an_experiment_asks_two_weeks_before_its_day(personas):
    near, far = (CommunityFactory(school=personas.school, name=name) for name in ("Dichtbij", "Ver"))
    ExperimentFactory(community=near, ends_on=date(2026, 12, 7))
    ExperimentFactory(community=far, ends_on=date(2026, 12, 8))

    found = needs_of(personas.leader, personas.school.pk, personas.school.slug, today=TODAY)

    assert [line.group for line in found.lines] == ["Dichtbij"]
    assert [one.group for one in found.experiments] == ["Dichtbij", "Ver"]


def test_start_conditions_of_a_group_are_one_line_since_the_first(personas):
    for day, code in ((12, "time"), (10, "goal")):
        at = NOW.replace(day=day)
        ConditionAnswerFactory(community=personas.group, side="group", code=code, status="no", at=at)

    url = reverse("dashboard:conditions", args=[personas.group.pk])
    text = "A word from you about the start conditions"
    assert lines_of(personas) == [("Ontwerpteam wiskunde", text, "since 10 November", url)]


def test_what_is_open_as_she_sees_it_is_named_once_beside_the_list(personas):
    for code in ("place", "material"):
        ConditionAnswerFactory(community=personas.group, side="leader", code=code, status="partly")

    found = needs_of(personas.leader, personas.school.pk, personas.school.slug, today=TODAY)

    assert [one.group for one in found.open_conditions] == ["Ontwerpteam wiskunde"]


def test_a_question_to_colleagues_stands_there_for_whom_it_is_asked(personas):
    told = StakeholderUpdateFactory(
        community=personas.group, question="Waar loopt het vast?", closes_on=date(2026, 12, 1)
    )
    ask = StakeholderAskFactory(told=told, user=personas.leader)
    StakeholderAskFactory(told=told, user=personas.outsider)
    PartnershipFactory(community=personas.group, school=open_school())

    url = reverse("learning:asked", args=[ask.pk])
    assert lines_of(personas) == [("Ontwerpteam wiskunde", "Waar loopt het vast?", "open until 1 December", url)]


def test_a_guest_waits_for_the_yes_of_her_school(personas):
    elsewhere = CommunityFactory(name="Elders")
    asked = {"community": elsewhere, "user": personas.outsider, "asked_at": NOW}
    consent = GuestConsent.objects.create(school=personas.school, **asked)

    [(group, text, when, url)] = lines_of(personas)

    assert (group, when, url) == (
        "Elders",
        "since 23 November",
        reverse("communities:guest-consent", args=[consent.pk]),
    )
    assert personas.outsider.first_name not in text


@pytest.mark.parametrize(("due", "stands"), [(date(2026, 12, 7), True), (date(2026, 12, 8), False), (None, False)])
def test_steps_that_she_took_on_stand_there_near_their_day(personas, due, stands):
    step = {"owner": personas.leader, "due_on": due}
    ReadinessStepFactory(school=personas.school, text="Uren vrijmaken", **step)
    ConditionAnswerFactory(
        community=personas.group, side="leader", code="place", status="no", next_step="Lokaal zoeken", **step
    )
    ReadinessStepFactory(school=personas.school, text="Van een ander", owner=personas.outsider, due_on=due)

    texts = sorted(text for _group, text, _when, _url in lines_of(personas))

    assert texts == (["Lokaal zoeken", "Uren vrijmaken"] if stands else [])


def test_what_is_wanted_first_stands_first(personas):
    for name, asked, needed in (("B", 10, None), ("A", 12, None), ("C", 20, date(2026, 12, 1))):
        group = CommunityFactory(school=personas.school, name=name)
        LeaderRequestFactory(community=group, asked_at=NOW.replace(day=asked), needed_on=needed)

    assert [group for group, *_more in lines_of(personas)] == ["C", "B", "A"]


def test_the_time_of_her_answers_is_said_of_three_or_more(personas):
    said = []
    for _answer in range(3):
        LeaderRequestFactory(community=personas.group, outcome="yes", answered_at=NOW, answer_days=2)
        with override("en"):
            said.append(needs_of(personas.leader, personas.school.pk, personas.school.slug, today=TODAY).usual)

    assert said == ["", "", "Groups usually have an answer within 2 school days."]


def test_the_week_holds_the_meetings_until_sunday(personas):
    partner = CommunityFactory(name="Van de buren")
    PartnershipFactory(community=partner, school=personas.school)
    for group, day in ((personas.group, 27), (personas.group, 30), (partner, 24), (CommunityFactory(), 25)):
        MeetingFactory(community=group, day=date(2026, 11, day))
    MeetingFactory(community=personas.group, day=date(2026, 11, 26), status="draft")

    assert [line.group for line in week_of(personas.school.pk, today=TODAY)] == ["Van de buren", "Ontwerpteam wiskunde"]


def test_the_leader_of_a_partner_school_reads_her_own_side(personas, signed_in):
    partner = open_school()
    leader = staff_member(partner, "leader")
    PartnershipFactory(community=personas.group, school=partner)
    LeaderRequestFactory(community=personas.group, line="Voor de gastheer")
    LeaderRequestFactory(community=personas.group, school=partner, line="Voor de buren")
    refresh_cadence(community_ids=[personas.group.pk], today=TODAY)

    page = signed_in(leader).get(reverse("dashboard:school", args=[partner.slug])).text

    assert "Voor de buren" in page
    assert "Voor de gastheer" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_statements_do_not_grow_with_what_is_asked(personas, signed_in, django_assert_num_queries, number):
    for day in range(number):
        LeaderRequestFactory(community=personas.group)
        ConditionAnswerFactory(
            community=CommunityFactory(school=personas.school), side="group", code="goal", status="no"
        )
        MeetingFactory(community=personas.group, day=date(2026, 11, 24 + day))
    client, path = signed_in(personas.leader), reverse("dashboard:school", args=[personas.school.slug])
    client.get(path)

    with django_assert_num_queries(8):
        page = client.get(path)

    assert page.content.count(b'class="row row--plain need"') == 2 * number


def test_more_than_eight_unfold_so_that_the_rhythm_stays_in_sight(personas, signed_in):
    for _one in range(10):
        LeaderRequestFactory(community=personas.group)

    page = signed_in(personas.leader).get(reverse("dashboard:school", args=[personas.school.slug])).text

    before, after = page.split('<details class="details"><summary>nog 2</summary>')
    assert [part.count("row--plain need") for part in (before, after)] == [8, 2]
