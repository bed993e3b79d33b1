"""The pages about the stage: who may decide, who sees what, and nothing of single voices for anybody else."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from communities import actions
from communities.models import Experiment, Renewal, RenewalVoice, StageDecision
from communities.stage_page import stage_page
from notifications.models import Notice
from tests.factories import (
    ExperimentFactory,
    MembershipFactory,
    RenewalFactory,
    RenewalVoiceFactory,
    StageDecisionFactory,
    VariantChoiceFactory,
)

MAY = date(2027, 5, 14)
OUTSIDE = ["outsider", "other_leader"]


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today, now):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    monkeypatch.setattr("plc_platform.clock.now", lambda: now)


@pytest.fixture
def path(personas):
    return reverse("communities:stage", args=[personas.group.pk])


def at(name, row):
    return reverse(f"communities:{name}", args=[row.pk])


def on_trial(group, **fields):
    group.stage = "experiment"
    group.save()
    return ExperimentFactory(community=group, **fields)


def embedded(group):
    group.stage = "embedded"
    group.save()
    return RenewalFactory(community=group)


# --- experiment and decision -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["teacher", "coach", "leader"])
def test_group_and_leader_begin_an_experiment(personas, signed_in, who):
    answer = signed_in(getattr(personas, who)).post(
        at("experiment", personas.group), {"question": "Durven ze meer?", "ends_on": "2027-05-14"}
    )

    assert answer.status_code == 302
    assert Experiment.objects.get().ends_on == MAY


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize("name", ["experiment", "decide", "thanks", "renew"])
def test_nobody_else_decides(personas, signed_in, who, name):
    on_trial(personas.group)

    assert signed_in(getattr(personas, who)).post(at(name, personas.group)).status_code == 404
    assert StageDecision.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"ends_on": "2027-05-14"}, {"question"}),
        ({"question": "Durven ze?", "ends_on": "2026-11-23"}, {"ends_on"}),
        ({"question": "Durven ze?", "ends_on": "nonsense"}, {"ends_on"}),
    ],
)
def test_experiment_without_question_or_day_ahead_keeps_the_words(personas, signed_in, given, wrong):
    answer = signed_in(personas.teacher).post(at("experiment", personas.group), given)

    assert set(answer.context["form"].errors) == wrong
    assert given.get("question", "") in answer.text


def test_decision_is_noted_and_shown(personas, signed_in, path):
    on_trial(personas.group)
    client = signed_in(personas.teacher)

    said = {"kind": "embed", "answer": "Ze durven meer", "reason": "Het werkt", "decided_on": "2026-11-20"}
    page = client.post(at("decide", personas.group), said, follow=True)

    assert page.redirect_chain[-1][0] == path
    assert all(words in page.text for words in ("Ze durven meer", "Het werkt"))
    assert Experiment.objects.get().closed_on == date(2026, 11, 20)


def test_more_time_is_shown_with_its_new_date(personas, signed_in, path):
    on_trial(personas.group, ends_on=MAY)
    client = signed_in(personas.teacher)

    said = {"kind": "extend", "ends_on": "2027-06-18", "decided_on": "2026-11-20"}
    page = client.post(at("decide", personas.group), said, follow=True).context["page"]

    assert [entry.texts for entry in page.entries if entry.day == date(2026, 11, 20)] == [
        (("Nieuwe datum", "18 juni 2027"),)
    ]


def test_change_leads_to_the_kinds(personas, signed_in):
    on_trial(personas.group)

    answer = signed_in(personas.teacher).post(
        at("decide", personas.group), {"kind": "change", "decided_on": "2026-11-20"}
    )

    assert answer.headers["Location"] == at("variant", personas.group)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"kind": "extend"}, {"ends_on"}),
        ({"kind": "extend", "ends_on": "2027-05-14"}, {"ends_on"}),
        ({"kind": "embed", "decided_on": "2026-11-24"}, {"decided_on"}),
        ({"kind": "sell"}, {"kind"}),
        ({}, {"kind"}),
    ],
)
def test_decision_that_cannot_be_is_refused_in_words(personas, signed_in, given, wrong):
    on_trial(personas.group, ends_on=MAY)

    answer = signed_in(personas.teacher).post(at("decide", personas.group), {"decided_on": "2026-11-23"} | given)

    assert set(answer.context["form"].errors) == wrong
    assert StageDecision.objects.count() == 0


def test_more_time_is_not_offered_twice(personas, signed_in):
    on_trial(personas.group, is_extended=True)

    page = signed_in(personas.teacher).get(at("decide", personas.group))

    assert [tile["code"] for tile in page.context["form"].tiles] == ["embed", "change", "stop"]
    assert "ends_on" not in page.context["form"].fields


@pytest.mark.parametrize(
    ("viewer", "says"), [("coach", "Noted by Tine Claes."), ("leader", "Noted by the group."), ("teacher", "by you.")]
)
def test_leader_reads_the_group_instead_of_a_name(personas, viewer, says, today):
    personas.teacher.last_name = "Claes"
    personas.teacher.save()
    StageDecisionFactory(community=personas.group, recorded_by=personas.teacher)

    with override("en"):
        user = getattr(personas, viewer)
        page = stage_page(personas.group, user, is_inside=viewer != "leader", today=today)

    assert says in page.entries[0].by


def test_why_this_kind_is_shown_at_the_review(personas, signed_in, path):
    VariantChoiceFactory(community=personas.group, reason="Een oude reden", decided_on=date(2026, 9, 1))
    VariantChoiceFactory(community=personas.group, reason="We maken een reeks", decided_on=date(2026, 10, 1))

    page = signed_in(personas.leader).get(path)

    assert "We maken een reeks" in page.text
    assert "Een oude reden" not in page.text
    ExperimentFactory(community=personas.group)
    assert "We maken een reeks" in signed_in(personas.teacher).get(at("decide", personas.group)).text


# --- renewal ---------------------------------------------------------------------------------------------------------
def test_page_suggests_the_question_once_a_school_year(personas, signed_in, path):
    personas.group.stage = "embedded"
    personas.group.save()
    StageDecisionFactory(community=personas.group, decided_on=date(2026, 5, 1))
    client = signed_in(personas.teacher)
    assert client.get(path).context["page"].is_renewal_due

    client.post(at("renew", personas.group))
    renewal = Renewal.objects.get()
    client.post(at("close-renewal", renewal), {"goes_on": "yes", "note": "Korter"})

    assert not client.get(path).context["page"].is_renewal_due


def test_press_without_an_answer_is_no_voice(personas, signed_in):
    renewal = embedded(personas.group)

    for said in ({}, {"goes_on": ""}, {"goes_on": "perhaps"}):
        signed_in(personas.teacher).post(at("renewal-voice", renewal), said)

    assert not renewal.voices.exists()


def test_leader_sees_the_outcome_and_no_voice(personas, signed_in, path):
    renewal = embedded(personas.group)
    RenewalVoiceFactory(renewal=renewal, user=personas.teacher, goes_on=False)
    client = signed_in(personas.leader)

    page = client.get(path).context["page"]
    assert (page.asked, page.is_renewal_due) == (None, False)
    assert client.post(at("renewal-voice", renewal), {"goes_on": "yes"}).status_code == 404
    assert client.post(at("close-renewal", renewal), {"goes_on": "yes"}).status_code == 404

    actions.close_renewal(
        renewal=renewal,
        goes_on=True,
        note="Kortere bijeenkomsten",
        by=personas.teacher,
        now=personas.teacher.created_at,
    )
    assert "Kortere bijeenkomsten" in client.get(path).text


def test_own_voice_is_shown_to_oneself_and_a_number_to_the_others(personas, signed_in, path):
    renewal = embedded(personas.group)
    signed_in(personas.teacher).post(at("renewal-voice", renewal), {"goes_on": "no"})

    own = signed_in(personas.teacher).get(path).context["page"].asked
    coach = signed_in(personas.coach).get(path).context["page"].asked
    assert (own.own, own.answered, own.sums) == (False, 1, None)
    assert (coach.own, coach.is_member, coach.answered, coach.sums) == (None, False, 1, None)
    assert [voice.user for voice in RenewalVoice.objects.all()] == [personas.teacher]


def test_sum_counts_current_members_only(personas, signed_in, path):
    renewal = embedded(personas.group)
    for number in range(3):
        member = MembershipFactory(community=personas.group)
        RenewalVoiceFactory(renewal=renewal, user=member.user, goes_on=number > 0)
    left = MembershipFactory(community=personas.group, left_on=date(2026, 11, 1))
    RenewalVoiceFactory(renewal=renewal, user=left.user, goes_on=False)
    RenewalVoiceFactory(renewal=renewal, user=personas.teacher, goes_on=True)

    asked = signed_in(personas.teacher).get(path).context["page"].asked
    assert (asked.answered, asked.members, asked.sums) == (4, 4, (3, 1))


def test_closing_without_an_outcome_says_so(personas, signed_in):
    renewal = embedded(personas.group)

    answer = signed_in(personas.teacher).post(at("close-renewal", renewal), {"note": "Wat verandert"})

    assert "goes_on" in answer.context["form"].errors
    assert "Wat verandert" in answer.text


# --- the end ---------------------------------------------------------------------------------------------------------
def test_stop_leads_to_thanks_and_back(personas, signed_in):
    client, path = signed_in(personas.teacher), at("finish", personas.group)
    answer = client.post(path, {"ended_on": "2026-11-23", "answer": "Samen lukt het", "reason": "Klaar"})
    assert answer.headers["Location"] == path

    client.post(at("thanks", personas.group), {"thanks": "Dank je wel"})
    client.post(at("thanks", personas.group), {"thanks": "En nog eens"})

    assert StageDecision.objects.get().thanks == "Dank je wel"
    assert Notice.objects.filter(kind="thanks").count() == 2
    assert "Dank je wel" in client.get(path).text
    client.post(at("reopen", personas.group))
    personas.group.refresh_from_db()
    assert personas.group.ended_on is None


@pytest.mark.parametrize("number", [1, 3])
def test_page_needs_a_fixed_number_of_statements(personas, signed_in, path, django_assert_num_queries, number):
    on_trial(personas.group)
    for day in range(number):
        StageDecisionFactory(community=personas.group, decided_on=date(2026, 10, 1 + day))
        RenewalFactory(community=personas.group, closed_on=date(2026, 11, 1 + day), goes_on=True)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(10):
        assert client.get(path).status_code == 200
