"""An experiment ends in a decision: embedded, extended once, changed or stopped; members renew; the end says thanks."""

from datetime import date

import pytest

from communities import actions
from communities.models import Experiment, Renewal, RenewalVoice, StageDecision
from notifications.models import Notice
from schools.models import AuditEvent
from tests.factories import ExperimentFactory, MembershipFactory, RenewalFactory

TODAY, MAY, JUNE = date(2026, 11, 23), date(2027, 5, 14), date(2027, 6, 18)


@pytest.fixture
def on_trial(personas, now):
    return actions.start_experiment(
        community=personas.group, question="Durven ze meer?", ends_on=MAY, by=personas.teacher, now=now
    )


@pytest.fixture
def embedded(personas):
    personas.group.stage = "embedded"
    personas.group.save()
    return personas.group


def decide(personas, now, kind, **more):
    said = {"answer": "Ja", "reason": "Het werkt", "decided_on": TODAY, "by": personas.teacher, "now": now}
    return actions.decide_stage(community=personas.group, kind=kind, **said | more)


def stage_of(group):
    group.refresh_from_db()
    return group.stage


def test_experiment_has_a_question_and_a_day(personas, on_trial):
    assert stage_of(personas.group) == "experiment"
    assert (on_trial.question, on_trial.started_on, on_trial.ends_on) == ("Durven ze meer?", TODAY, MAY)


def test_experiment_is_begun_once_and_ends_ahead(personas, now, on_trial):
    with pytest.raises(actions.OnTrialAlready):
        actions.start_experiment(community=personas.group, question="?", ends_on=MAY, by=personas.teacher, now=now)
    on_trial.delete()
    with pytest.raises(actions.EndsTooSoon):
        actions.start_experiment(community=personas.group, question="?", ends_on=TODAY, by=personas.teacher, now=now)


def test_proposal_and_finished_group_are_no_experiment(personas, now):
    personas.group.stage = "proposal"
    personas.group.save()
    with pytest.raises(actions.NotStartedYet):
        actions.start_experiment(community=personas.group, question="?", ends_on=MAY, by=personas.teacher, now=now)
    personas.group.ended_on = TODAY
    personas.group.save()
    with pytest.raises(actions.CommunityIsFinished):
        actions.start_experiment(community=personas.group, question="?", ends_on=MAY, by=personas.teacher, now=now)


@pytest.mark.parametrize(("kind", "stage"), [("embed", "embedded"), ("change", "running")])
def test_decision_closes_the_experiment(personas, now, on_trial, kind, stage):
    decision = decide(personas, now, kind)

    on_trial.refresh_from_db()
    assert (stage_of(personas.group), on_trial.closed_on) == (stage, TODAY)
    assert (decision.kind, decision.answer, decision.recorded_by) == (kind, "Ja", personas.teacher)
    assert AuditEvent.objects.filter(verb="stage.decided", detail={"kind": kind}).count() == 1


def test_experiment_is_extended_once(personas, now, on_trial):
    decide(personas, now, "extend", ends_on=JUNE)

    on_trial.refresh_from_db()
    assert (on_trial.ends_on, on_trial.is_extended, on_trial.closed_on) == (JUNE, True, None)
    assert stage_of(personas.group) == "experiment"
    with pytest.raises(actions.ExtendedBefore):
        decide(personas, now, "extend", ends_on=date(2027, 6, 25))


@pytest.mark.parametrize("ends_on", [None, TODAY, MAY])
def test_extension_needs_a_later_day(personas, now, on_trial, ends_on):
    with pytest.raises(actions.EndsTooSoon):
        decide(personas, now, "extend", ends_on=ends_on)


def test_second_tap_on_a_decision_does_no_harm(personas, now, on_trial):
    decide(personas, now, "embed")
    with pytest.raises(actions.NotToDecide):
        decide(personas, now, "embed")

    assert StageDecision.objects.count() == 1


def test_stop_ends_the_group_and_a_second_end_finds_the_first(personas, now, on_trial):
    stop = decide(personas, now, "stop")
    again = actions.finish_community(community=personas.group, ended_on=TODAY, by=personas.teacher, now=now)

    personas.group.refresh_from_db()
    assert (personas.group.ended_on, again) == (TODAY, stop)
    assert Experiment.objects.open().count() == 0
    with pytest.raises(actions.CommunityIsFinished):
        decide(personas, now, "embed")


def test_thanks_go_once_to_everybody_of_the_group(personas, now):
    stop = actions.finish_community(
        community=personas.group, ended_on=TODAY, thanks="Dank jullie wel!", by=personas.teacher, now=now
    )
    actions.thank_members(decision=stop, words="Nog eens", by=personas.teacher, now=now)

    told = Notice.objects.filter(kind="thanks")
    assert {notice.recipient for notice in told} == {personas.teacher, personas.coach}
    assert StageDecision.objects.get().thanks == "Dank jullie wel!"


def test_renewal_is_for_embedded_groups_and_asked_once(personas, now, embedded):
    first = actions.open_renewal(community=embedded, by=personas.teacher, now=now)
    assert actions.open_renewal(community=embedded, by=personas.coach, now=now) == first

    embedded.stage = "running"
    embedded.save()
    with pytest.raises(actions.NotEmbedded):
        actions.open_renewal(community=embedded, by=personas.teacher, now=now)


def test_each_member_has_one_voice_that_leaves_no_trace(personas, now, embedded):
    renewal = RenewalFactory(community=embedded)
    before = AuditEvent.objects.count()
    actions.say_renewal(renewal=renewal, goes_on=True, by=personas.teacher)
    actions.say_renewal(renewal=renewal, goes_on=False, by=personas.teacher)

    assert [voice.goes_on for voice in RenewalVoice.objects.all()] == [False]
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("who", ["coach", "leader", "outsider"])
def test_only_members_have_a_voice(personas, embedded, who):
    with pytest.raises(actions.NoMember):
        actions.say_renewal(renewal=RenewalFactory(community=embedded), goes_on=True, by=getattr(personas, who))


def test_closing_keeps_the_outcome_and_deletes_the_voices(personas, now, embedded):
    renewal = RenewalFactory(community=embedded)
    actions.say_renewal(renewal=renewal, goes_on=False, by=personas.teacher)
    actions.close_renewal(renewal=renewal, goes_on=True, note="Kortere vergaderingen", by=personas.coach, now=now)
    actions.close_renewal(renewal=renewal, goes_on=False, note="", by=personas.coach, now=now)

    kept = Renewal.objects.get()
    assert (kept.goes_on, kept.note, kept.closed_on) == (True, "Kortere vergaderingen", TODAY)
    assert RenewalVoice.objects.count() == 0
    with pytest.raises(actions.NotToDecide):
        actions.say_renewal(renewal=renewal, goes_on=True, by=personas.teacher)


def test_experiment_of_one_group_is_not_that_of_another(personas, now, on_trial):
    other = MembershipFactory(user=personas.teacher).community
    ExperimentFactory(community=other)

    decide(personas, now, "embed")

    assert list(Experiment.objects.open().values_list("community", flat=True)) == [other.pk]


def test_end_takes_the_open_question_and_its_answers_away(personas, now, embedded):
    asked = RenewalFactory(community=embedded)
    kept = RenewalFactory(community=embedded, closed_on=date(2026, 11, 10), goes_on=True)
    actions.say_renewal(renewal=asked, goes_on=False, by=personas.teacher)

    actions.finish_community(community=embedded, ended_on=TODAY, by=personas.teacher, now=now)

    assert list(Renewal.objects.all()) == [kept]
    assert RenewalVoice.objects.count() == 0
