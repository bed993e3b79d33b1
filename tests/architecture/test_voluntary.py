"""Nobody is made a member by somebody else (R47): no view, form, command or admin page can, and here is why.

Every place in the source that can begin or revive a membership stands in a table, each with whose act it is; the acts
are then tried by somebody else. What a browser can reach is walked in `test_permissions`.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings

from communities import actions
from communities.models import CoachMandate, GuestConsent, Invitation, Membership
from tests.architecture.sources import ROOT, name, python_files
from tests.architecture.voluntary import callers_in, writers_in
from tests.conftest import Personas
from tests.factories import CommunityFactory, InvitationFactory, MembershipFactory, open_school, staff_member

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
JOINING, TAKING_PART = "communities/actions/joining.py", "communities/actions/taking_part.py"
MANDATE = "communities/actions/mandate.py"
WRITERS = {
    (JOINING, "enter"): "the one place; who calls it stands below",
    (TAKING_PART, "return_to_community"): "undoes one's own leaving",
    (
        "exchange/community_rows.py",
        "CommunityRows.take_members",
    ): "a list taken over by a command: marked, each is told",
    ("dashboard/bench/fill.py", "_people"): "people who do not exist, in an empty database",
    ("dashboard/bench/clone.py", ""): "the same, many times",
    ("dashboard/simulation/story.py", "Story.add_group"): "people who do not exist, in a database of its own",
    ("schools/roster.py", "_change"): "who works in a school again: staff, not members",
}
CALLERS = {
    (JOINING, "let_in"): "the yes of who was invited, once her own school and, for a coach, the group agree",
    ("communities/actions/ideas.py", "join_openly"): "one's own act, where the door stands open",
    ("communities/actions/frame.py", "start_community"): "the founder herself",
    (TAKING_PART, "take_part_as"): "another part of who is in it already, by her own yes",
}


DOORS = {
    "let_in": {
        (JOINING, "accept_invitation"): "the yes of who was invited",
        ("communities/actions/guests.py", "complete"): "the earlier yes of a guest, once her own school agrees",
        (MANDATE, "complete"): "the earlier yes of an invited coach, once the group accepts her",
    },
    "take_part_as": {
        (TAKING_PART, "change_own_part"): "one's own act",
        (MANDATE, "complete"): "the earlier yes of who is in it already, once the group accepts her as its coach",
    },
}


def found(search: Callable[[str], list[str]]) -> set[tuple[str, str]]:
    return {(name(path), place) for path in python_files() for place in search(path.read_text(encoding="utf-8"))}


def test_memberships_begin_only_where_the_table_says() -> None:
    assert found(writers_in) == WRITERS.keys()


def test_one_place_is_reached_only_by_the_acts_of_the_table() -> None:
    assert found(lambda source: callers_in(source, "enter")) == CALLERS.keys()


@pytest.mark.parametrize("name", DOORS)
def test_who_is_let_in_said_yes(name: str) -> None:
    """The two ways to `enter` that somebody else's yes may complete, and who calls them."""
    assert found(lambda source: callers_in(source, name)) == DOORS[name].keys()


@pytest.mark.parametrize(
    "source",
    [
        "Membership.objects.create(user=colleague)",
        "Membership.objects.filter(pk=1).update_or_create(user=colleague)",
        "Membership(user=colleague).save()",
        "group.memberships.create(user=colleague)",
        "group.memberships.add(colleague)",
        "Membership.objects.bulk_create(rows)",
        "Membership.objects.filter(user=colleague).update(left_on=None)",
        "one.left_on = None",
        "upsert(Membership, rows)",
        "apps.get_model('communities', 'Membership').objects.create()",
        "cursor.execute('INSERT INTO communities_membership VALUES (1)')",
        "admin.site.register(Membership)",
    ],
)
def test_scan_finds_every_way_to_enrol_somebody(source: str) -> None:
    assert writers_in(f"def assign(request):\n    {source}\n") == ["assign"]


@pytest.mark.parametrize(
    "source",
    [
        "Membership.objects.current().filter(user=user).exists()",
        "Membership.objects.filter(left_on=None)",
        "MemberStatement.objects.create(membership=membership)",
        "people: dict[int, tuple[Membership, str]] = {}",
        "membership.left_on = today",
    ],
)
def test_scan_lets_reading_and_leaving_be(source: str) -> None:
    assert writers_in(f"def look(request):\n    {source}\n") == []


def test_scan_sees_one_line_more_in_a_view() -> None:
    """The sabotage: the real view of invitations, with one line that enrols."""
    source = (ROOT / "communities/views/joining.py").read_text(encoding="utf-8")

    broken = source.replace("    said = form.cleaned_data\n", "    enter(user=form.cleaned_data)\n", 1)

    assert broken != source
    assert callers_in(source, "enter") == []
    assert callers_in(broken, "enter") == ["invite"]


def test_there_is_no_admin() -> None:
    assert [app for app in settings.INSTALLED_APPS if "admin" in app] == []


# --- the acts, tried by somebody else --------------------------------------------------------------------------------
def accepting(personas: Personas) -> None:
    invitation = InvitationFactory(community=personas.group, user=personas.outsider)
    actions.accept_invitation(invitation=invitation, by=personas.leader, now=NOW)


def joining(personas: Personas) -> None:
    """There is nobody to name but oneself, and the door is closed to who does not work there."""
    idea = CommunityFactory(school=personas.school, is_open=True)
    actions.join_openly(community=idea, by=personas.other_leader, now=NOW)


def founding(personas: Personas) -> None:
    fields = {"variant": "TDT", "name": "Van boven", "started_on": NOW.date(), "by": personas.other_leader}
    actions.start_community(school=personas.school, now=NOW, **fields)


def agreeing(personas: Personas) -> None:
    """A school says yes to a guest who did not."""
    elsewhere = open_school()
    head, guest = staff_member(elsewhere, "leader"), staff_member(elsewhere)
    invitation = InvitationFactory(community=personas.group, user=guest)
    consent = GuestConsent.objects.create(community=personas.group, user=guest, school=elsewhere, asked_at=NOW)
    assert actions.give_consent(consent=consent, until=None, by=head, now=NOW) is None
    actions.accept_invitation(invitation=invitation, by=head, now=NOW)


def choosing_a_coach(personas: Personas) -> None:
    """The whole group wants her, which is not her own yes; of who is in it already see `test_actions_mandate`."""
    actions.propose_coach(community=personas.group, person=personas.outsider, by=personas.teacher, now=NOW)
    assert CoachMandate.objects.get().accepted_on
    actions.accept_invitation(invitation=Invitation.objects.get(), by=personas.teacher, now=NOW)


def changing(personas: Personas) -> None:
    membership = Membership.objects.get(user=personas.coach)
    actions.change_own_part(membership=membership, role="member", by=personas.leader, now=NOW)


def returning(personas: Personas) -> None:
    gone = MembershipFactory(community=personas.group, user=personas.outsider, left_on=date(2026, 10, 1))
    actions.return_to_community(membership=gone, coach_roles=[], by=personas.leader, now=NOW)


def inviting(personas: Personas) -> None:
    """Asking is all that anybody can do, also many times."""
    for day in (23, 24, 25):
        asked = {"people": [personas.outsider], "role": "member", "by": personas.leader}
        actions.invite_people(community=personas.group, now=NOW.replace(day=day), **asked)
    assert Invitation.objects.get().answered_at is None
    raise actions.NotYours


ACTS = {
    (JOINING, "accept_invitation"): accepting,
    ("communities/actions/ideas.py", "join_openly"): joining,
    ("communities/actions/frame.py", "start_community"): founding,
    ("communities/actions/guests.py", "complete"): agreeing,
    (MANDATE, "complete"): choosing_a_coach,
    (TAKING_PART, "change_own_part"): changing,
    (TAKING_PART, "return_to_community"): returning,
    (JOINING, "invite_people"): inviting,
}


def test_every_act_of_the_tables_is_tried() -> None:
    doors = {(JOINING, "let_in"), (TAKING_PART, "take_part_as")}
    through = {act for acts in DOORS.values() for act in acts}
    assert CALLERS.keys() - doors | through | {(TAKING_PART, "return_to_community")} <= ACTS.keys()


@pytest.mark.parametrize("attempt", ACTS.values(), ids=lambda attempt: attempt.__name__)
def test_no_act_of_somebody_else_makes_a_member(personas: Personas, attempt: Callable[[Any], None]) -> None:
    before = set(Membership.objects.current().values_list("community", "user", "role"))

    with pytest.raises((actions.NotYours, actions.NotOpen, actions.NotOnTheStaff)):
        attempt(personas)

    assert set(Membership.objects.current().values_list("community", "user", "role")) == before


def test_attempts_notice_an_act_that_lets_others_do_it(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: without the check of whose act it is, the attempt gets through."""
    monkeypatch.setattr("communities.actions.taking_part.refuse_not_own", lambda membership, by: None)

    returning(personas)

    assert Membership.objects.current().filter(user=personas.outsider).exists()
