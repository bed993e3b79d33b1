from datetime import date

import pytest
from django.db import IntegrityError, transaction

from communities import actions, variants
from communities.models import Community, Membership
from schools.models import AuditEvent
from tests.factories import CommunityFactory, PauseFactory, SchoolFactory


def start(personas, now, **fields):
    said = {"school": personas.school, "variant": "TDT", "name": "Team Lezen", "started_on": date(2026, 11, 24)}
    return actions.start_community(**(said | fields), by=personas.outsider, now=now)


def test_start_takes_the_defaults_of_the_variant_and_the_founder_is_in_it(personas, now):
    community = start(personas, now)

    assert (community.regime, community.target_weeks, community.limit_weeks) == ("interval", 4, 6)
    assert list(community.memberships.values_list("user", "role", "joined_on")) == [
        (personas.outsider.pk, "member", date(2026, 11, 23))
    ]


def test_start_gives_every_community_of_a_school_a_code_of_its_own(personas, now):
    codes = [start(personas, now, name="Team Lezen!").code for _ in range(3)]

    assert codes == ["team-lezen", "team-lezen-2", "team-lezen-3"]


def test_start_is_refused_in_a_school_where_one_does_not_work(personas, now):
    with pytest.raises(actions.NotOnTheStaff):
        start(personas, now, school=SchoolFactory())

    assert Community.objects.count() == 1


def test_start_makes_the_rhythm_fresh(personas, now):
    assert start(personas, now).cadence.due_on is not None


def test_edit_writes_only_what_changed_and_makes_the_rhythm_fresh(personas, now):
    actions.edit_community(
        community=personas.group,
        by=personas.teacher,
        now=now,
        name="Nieuwe naam",
        answers={"purpose": "", "contribution": "", "task": ""},
        regime="count",
        policy=variants.rhythm_of("count"),
    )

    personas.group.refresh_from_db()
    assert (personas.group.name, personas.group.regime, personas.group.limit_weeks) == ("Nieuwe naam", "count", None)
    assert AuditEvent.objects.get().detail == {
        "changed": ["gap_weeks", "limit_weeks", "name", "regime", "target_weeks"]
    }


def soften(personas, now, waits, reason="Stageperiode"):
    return actions.soften_ladder(
        community=personas.group, waits=variants.Waits(*waits), reason=reason, by=personas.teacher, now=now
    )


@pytest.mark.parametrize(
    ("given", "kept"), [((5, 5, 10), (5, 5, 10)), ((10, 0, 0), (10, 10, 10)), ((0, 20, 5), (0, 20, 20))]
)
def test_softer_ladder_is_kept_in_order_and_written_down(personas, now, given, kept):
    soften(personas, now, given)

    group = Community.objects.get()
    assert (group.overdue_wait, group.help_wait, group.leader_wait, group.wait_reason) == (*kept, "Stageperiode")
    event = AuditEvent.objects.get()
    assert event.verb == "community.softened"
    assert event.detail == dict(zip(("overdue", "help_offer", "ask_leader"), kept, strict=True))


def test_softer_ladder_that_changes_nothing_writes_nothing(personas, now):
    soften(personas, now, (0, 0, 0))

    assert not AuditEvent.objects.exists()
    assert Community.objects.get().wait_reason == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"overdue_wait": 5},
        {"help_wait": 10, "leader_wait": 5},
        {"leader_wait": 7},
        {"leader_wait": 25},
    ],
    ids=["overdue alone", "coach after leader", "no whole week", "too long"],
)
def test_database_refuses_a_ladder_that_is_out_of_order(personas, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Community.objects.update(**fields)


def test_partners_are_set_as_a_whole_and_never_include_the_host(personas, now):
    first, second = SchoolFactory(), SchoolFactory()

    for schools in ([first, personas.school], [second]):
        actions.set_partners(community=personas.group, schools=schools, by=personas.leader, now=now)

    assert list(personas.group.partners.all()) == [second]


def pause(personas, now, first_day, last_day):
    return actions.pause_community(
        community=personas.group, first_day=first_day, last_day=last_day, reason="stage", by=personas.teacher, now=now
    )


@pytest.mark.parametrize(
    ("first_day", "last_day"),
    [
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 11, 1), date(2026, 12, 31)),
        (date(2026, 12, 4), date(2026, 12, 9)),
    ],
)
def test_pause_that_shares_a_day_with_another_is_refused(personas, now, first_day, last_day):
    pause(personas, now, date(2026, 12, 1), date(2026, 12, 4))

    with pytest.raises(actions.PauseOverlaps):
        pause(personas, now, first_day, last_day)


def test_pause_after_another_is_fine(personas, now):
    pause(personas, now, date(2026, 12, 1), date(2026, 12, 4))
    pause(personas, now, date(2026, 12, 5), date(2026, 12, 9))

    assert personas.group.pauses.count() == 2


def test_pause_of_a_finished_community_is_refused(personas, now):
    personas.group.ended_on = date(2026, 11, 1)
    personas.group.save()

    with pytest.raises(actions.CommunityIsFinished):
        pause(personas, now, date(2026, 12, 1), date(2026, 12, 4))


@pytest.mark.parametrize(
    ("first_day", "last_day", "left"),
    [
        (date(2026, 11, 16), date(2026, 12, 4), [(date(2026, 11, 16), date(2026, 11, 22))]),
        (date(2026, 11, 23), date(2026, 12, 4), []),
        (date(2026, 12, 1), date(2026, 12, 4), []),
        (date(2026, 10, 1), date(2026, 10, 2), [(date(2026, 10, 1), date(2026, 10, 2))]),
    ],
)
def test_end_of_a_pause_lets_the_clock_run_from_today(personas, now, first_day, last_day, left):
    row = PauseFactory(community=personas.group, first_day=first_day, last_day=last_day)

    actions.end_pause(pause=row, by=personas.teacher, now=now)

    assert list(personas.group.pauses.values_list("first_day", "last_day")) == left


def test_finish_and_reopen(personas, now):
    actions.finish_community(community=personas.group, ended_on=date(2026, 11, 20), by=personas.teacher, now=now)
    assert Community.objects.get(pk=personas.group.pk).ended_on == date(2026, 11, 20)

    actions.reopen_community(community=personas.group, by=personas.teacher, now=now)
    assert Community.objects.get(pk=personas.group.pk).ended_on is None


def test_finish_before_the_start_is_refused(personas, now):
    with pytest.raises(actions.EndsBeforeStart):
        actions.finish_community(community=personas.group, ended_on=date(2026, 8, 1), by=personas.teacher, now=now)


def test_code_of_a_name_without_letters(personas, now):
    assert start(personas, now, name="???").code == "group"
    assert CommunityFactory.build().code != "group"
    assert Membership.objects.current().filter(user=personas.outsider).count() == 1


@pytest.mark.parametrize(
    ("first_day", "last_day", "wanted", "error"),
    [
        (date(2026, 11, 2), date(2026, 11, 20), date(2026, 12, 4), actions.PauseIsOver),
        (date(2026, 11, 2), date(2026, 12, 4), date(2026, 11, 22), actions.PauseRunsBackwards),
        (date(2026, 12, 2), date(2026, 12, 4), date(2026, 12, 1), actions.PauseRunsBackwards),
        (date(2026, 11, 2), date(2026, 12, 4), date(2027, 1, 4), actions.PauseOverlaps),
    ],
)
def test_end_of_a_pause_cannot_be_moved_to_where_it_makes_no_sense(personas, now, first_day, last_day, wanted, error):
    PauseFactory(community=personas.group, first_day=date(2027, 1, 4), last_day=date(2027, 1, 8))
    row = PauseFactory(community=personas.group, first_day=first_day, last_day=last_day)

    with pytest.raises(error):
        actions.change_pause_end(pause=row, last_day=wanted, by=personas.teacher, now=now)


@pytest.mark.parametrize("wanted", [date(2026, 11, 23), date(2026, 11, 27), date(2027, 1, 3)])
def test_end_of_a_pause_is_moved_and_recorded(personas, now, wanted):
    row = PauseFactory(community=personas.group, first_day=date(2026, 11, 2), last_day=date(2026, 12, 4))

    changed = actions.change_pause_end(pause=row, last_day=wanted, by=personas.teacher, now=now)

    assert changed.last_day == wanted
    assert AuditEvent.objects.get(verb="community.paused").detail["last_day"] == wanted.isoformat()
