"""An idea of anybody: open to colleagues, joined by one's own act, without a rhythm until its people begin."""

from datetime import date

import pytest

from communities import actions
from communities.models import Community, Invitation, Membership, MemberStatement
from communities.people_notices import compose_ideas
from meetings import reminders
from meetings.models import Cadence
from notifications.models import Notice
from notifications.registry import Verdict
from schools.models import AuditEvent
from tests.factories import (
    CommunityFactory,
    InvitationFactory,
    MembershipFactory,
    PartnershipFactory,
    SchoolFactory,
    UserFactory,
    open_school,
    staff_member,
)


@pytest.fixture
def idea(personas, now):
    return actions.propose_community(
        school=personas.school,
        variant="TDT",
        name="Redeneren in de wiskundeles",
        started_on=date(2026, 9, 1),
        by=personas.teacher,
        now=now,
    )


def test_idea_is_open_has_its_proposer_in_it_and_no_rhythm(personas, idea, now):
    assert (idea.stage, idea.is_open) == ("proposal", True)
    assert list(Membership.objects.filter(community=idea).values_list("user", flat=True)) == [personas.teacher.pk]
    row = Cadence.objects.get(community=idea)
    assert (row.opens_on, row.due_on, row.required) == (None, None, 0)

    for day in range(1, 29):
        reminders.look(now=now.replace(year=2027, month=2, day=day))

    assert not Notice.objects.exists()


def test_begin_starts_the_clock_once(personas, idea, now):
    later = now.replace(day=25)

    begun = actions.begin_community(community=idea, by=personas.teacher, now=later)
    again = actions.begin_community(community=begun, by=personas.teacher, now=later.replace(day=26))

    assert (again.stage, again.started_on) == ("running", date(2026, 11, 25))
    assert Cadence.objects.get(community=idea).due_on is not None
    assert AuditEvent.objects.filter(verb="community.begun").count() == 1


def test_colleague_joins_by_herself_and_may_say_what_she_brings(personas, idea, now):
    joined = actions.join_openly(community=idea, by=personas.outsider, now=now, brings="GeoGebra")

    assert (joined.user, joined.role, joined.joined_on) == (personas.outsider, "member", date(2026, 11, 23))
    assert joined.statement.brings == "GeoGebra"
    with pytest.raises(actions.AlreadyIn):
        actions.join_openly(community=idea, by=personas.outsider, now=now)


def test_joining_without_words_states_nothing(personas, idea, now):
    actions.join_openly(community=idea, by=personas.outsider, now=now)

    assert not MemberStatement.objects.exists()


def test_joining_answers_an_invitation_that_still_waited(personas, idea, now):
    InvitationFactory(community=idea, user=personas.outsider)

    actions.join_openly(community=idea, by=personas.outsider, now=now)

    assert Invitation.objects.get().is_accepted


def test_people_of_a_partner_school_join_too(personas, idea, now):
    partner = PartnershipFactory(community=idea, school=SchoolFactory()).school

    assert actions.join_openly(community=idea, by=staff_member(partner), now=now)


def test_nobody_from_elsewhere_joins_nor_anybody_what_is_closed(personas, idea, now):
    for stranger in (personas.other_leader, UserFactory(), staff_member(open_school())):
        with pytest.raises(actions.NotOpen):
            actions.join_openly(community=idea, by=stranger, now=now)
    actions.open_community(community=idea, is_open=False, by=personas.teacher, now=now)
    with pytest.raises(actions.NotOpen):
        actions.join_openly(community=idea, by=personas.outsider, now=now)


def test_nobody_joins_a_finished_group(personas, idea, now):
    Community.objects.filter(pk=idea.pk).update(ended_on=date(2026, 11, 23))

    with pytest.raises(actions.CommunityIsFinished):
        actions.join_openly(community=idea, by=personas.outsider, now=now)
    with pytest.raises(actions.CommunityIsFinished):
        actions.begin_community(community=idea, by=personas.teacher, now=now)


def test_who_left_may_join_again(personas, idea, now):
    joined = actions.join_openly(community=idea, by=personas.outsider, now=now)
    actions.leave_community(membership=joined, by=personas.outsider, now=now)

    assert actions.join_openly(community=idea, by=personas.outsider, now=now).pk != joined.pk


def test_telling_informs_each_once_and_makes_nobody_a_member(personas, idea, now):
    people = [personas.outsider, personas.coach, personas.teacher]

    assert actions.tell_of_idea(community=idea, people=people, by=personas.leader, now=now) == 2
    assert actions.tell_of_idea(community=idea, people=people, by=personas.leader, now=now.replace(day=25)) == 2

    assert {notice.recipient for notice in Notice.objects.all()} == {personas.outsider, personas.coach}
    assert Membership.objects.filter(community=idea).count() == 1


def test_words_of_an_idea_reach_who_is_not_in_it_while_it_is_open(personas, idea, now):
    actions.tell_of_idea(community=idea, people=[personas.outsider, personas.coach], by=personas.leader, now=now)
    actions.join_openly(community=idea, by=personas.coach, now=now)

    told = compose_ideas(list(Notice.objects.all()), now)

    by_reader = {notice.recipient: told[notice.pk] for notice in Notice.objects.all()}
    assert by_reader[personas.coach] is Verdict.DROP
    assert by_reader[personas.outsider].path.endswith(f"/ideas/#group-{idea.pk}")
    actions.open_community(community=idea, is_open=False, by=personas.teacher, now=now)
    assert set(compose_ideas(list(Notice.objects.all()), now).values()) == {Verdict.DROP}


def test_what_is_not_open_is_told_to_nobody(personas, now):
    with pytest.raises(actions.NotOpen):
        actions.tell_of_idea(community=personas.group, people=[personas.outsider], by=personas.leader, now=now)


def test_opening_is_noted_once(personas, now):
    for _ in range(2):
        actions.open_community(community=personas.group, is_open=True, by=personas.teacher, now=now)

    assert AuditEvent.objects.filter(verb="community.opened").count() == 1


def test_group_that_is_open_and_running_is_joined_too(personas, now):
    online = CommunityFactory(school=personas.school, variant="OLC", regime="none", is_open=True)
    MembershipFactory(community=online)

    assert actions.join_openly(community=online, by=personas.outsider, now=now).community == online
