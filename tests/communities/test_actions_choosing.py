"""Choosing a variant leaves a record; members say what they think of the plan, and only they."""

from datetime import date

import pytest

from communities import actions
from communities.models import VariantChoice, WatchWords
from communities.variant_queries import choice_of, records_of
from schools.models import AuditEvent
from tests.factories import MembershipFactory, SchoolFactory, SchoolVariantFactory, VariantVersionFactory

ANSWERS = {"outcome": "dated", "scale": "small"}


def choose(personas, now, variant="DT", **fields):
    return actions.choose_variant(community=personas.group, variant=variant, by=personas.teacher, now=now, **fields)


def test_start_writes_the_first_record(personas, now):
    community = actions.start_community(
        school=personas.school,
        variant="TDT",
        name="Team Lezen",
        started_on=date(2026, 11, 24),
        reason="We willen lessen.",
        answers=ANSWERS,
        by=personas.outsider,
        now=now,
    )

    choice = choice_of(community)
    assert (choice.variant, choice.reason, choice.advised) == ("TDT", "We willen lessen.", ["TDT"])
    assert (choice.answers["scale"], choice.answers["lesson"]) == ("small", "unknown")
    assert (choice.decided_on, choice.decided_by) == (date(2026, 11, 23), personas.outsider)


def test_another_variant_keeps_the_rhythm_and_the_earlier_record(personas, now):
    choose(personas, now, "COP", reason="Er is geen opdracht meer.")
    choose(personas, now, "DT", reason="We willen het onderzoeken.")

    personas.group.refresh_from_db()
    assert (personas.group.variant, personas.group.regime) == ("DT", "interval")
    assert [record.variant for record in records_of(personas.group)] == ["DT", "COP"]
    assert AuditEvent.objects.filter(verb="community.variant").count() == 2
    assert "onderzoeken" not in str(AuditEvent.objects.values_list("detail"))


def test_rhythm_of_the_new_variant_is_taken_over_only_when_asked(personas, now):
    choose(personas, now, "COP", takes_rhythm=True)

    personas.group.refresh_from_db()
    assert (personas.group.regime, personas.group.minimum_per_year, personas.group.limit_weeks) == ("count", 5, None)


def test_same_choice_twice_is_one_record(personas, now):
    for _ in range(2):
        choose(personas, now, "COP", reason="Zo werken we.")

    assert VariantChoice.objects.count() == 1


def test_same_variant_for_another_reason_is_a_record(personas, now):
    choose(personas, now, "TDT", reason="Zo begonnen we.")
    choose(personas, now, "TDT", reason="We blijven ontwerpen.")

    assert VariantChoice.objects.count() == 2


def test_own_form_is_remembered_with_the_version_of_its_text(personas, now):
    form = SchoolVariantFactory(school=personas.school, base="DT")
    VariantVersionFactory(variant=form, number=3)
    choose(personas, now, "DT", form=form)

    personas.group.refresh_from_db()
    assert (personas.group.form, personas.group.form_version) == (form, 3)


def test_form_of_another_school_or_base_is_refused(personas, now):
    for form in (
        SchoolVariantFactory(school=SchoolFactory(), base="DT"),
        SchoolVariantFactory(school=personas.school, base="COP"),
    ):
        with pytest.raises(actions.NotAFormOfThisSchool):
            choose(personas, now, "DT", form=form)


def test_finished_group_keeps_its_variant(personas, now):
    personas.group.ended_on = date(2026, 11, 20)
    personas.group.save()

    with pytest.raises(actions.CommunityIsFinished):
        choose(personas, now)


def say(personas, now, who, feasible=4):
    return actions.say_watch_words(
        community=personas.group, feasible=feasible, supported=3, purposeful=5, by=who, now=now
    )


def test_member_answers_once_and_may_change_it(personas, now):
    say(personas, now, personas.teacher)
    say(personas, now, personas.teacher, feasible=2)

    assert WatchWords.objects.get().feasible == 2
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("who", ["leader", "coach", "outsider", "other_leader"])
def test_nobody_else_answers(personas, now, who):
    with pytest.raises(actions.NotAskedHere):
        say(personas, now, getattr(personas, who))


def test_leader_who_is_a_member_does_not_answer(personas, now):
    MembershipFactory(community=personas.group, user=personas.leader)

    with pytest.raises(actions.NotAskedHere):
        say(personas, now, personas.leader)
