"""A charter is written by several, put before the members once a version, and accepted by each for herself."""

from datetime import timedelta

import pytest

from communities import actions
from communities.actions import Wording
from communities.charter_queries import standing_of
from communities.charter_text import digest
from communities.models import Charter, CharterAcceptance, CharterVersion, Membership, WorkingAgreements
from notifications.models import Notice
from schools.models import AuditEvent
from tests.factories import CharterVersionFactory, MembershipFactory


@pytest.fixture
def write(personas, now):
    """A function that saves fields as somebody who saw `seen` (nothing)."""

    def save(*, by=None, seen="", **texts):
        before = {"weights": "0 0 0 0"}
        wordings = {name: Wording(text, digest(before.get(name, seen))) for name, text in texts.items()}
        return actions.save_charter(community=personas.group, wordings=wordings, by=by or personas.teacher, now=now)

    return save


@pytest.fixture
def put(personas, now):
    def put_it(by=None):
        return actions.put_charter(community=personas.group, by=by or personas.teacher, now=now)

    return put_it


@pytest.fixture
def colleague(personas):
    """A second member."""
    return MembershipFactory(community=personas.group, user__first_name="Olivia").user


# --- writing ---------------------------------------------------------------------------------------------------------
def test_fields_are_kept_where_they_belong(personas, write):
    saved = write(need="Bewijzen lukt niet", task="Een leerlijn", weights="5 0 3 2", working_model="s3")

    personas.group.refresh_from_db()
    charter = Charter.objects.get()
    assert (charter.need, charter.working_model, charter.school_weight) == ("Bewijzen lukt niet", "s3", 3)
    assert (personas.group.task, charter.version, charter.changed_by) == ("Een leerlijn", 2, personas.teacher)
    assert set(saved.written) == {"need", "task", "weights", "working_model"}


def test_what_two_people_changed_is_left_and_named(personas, write):
    write(need="van Tine", pupils="tweede jaar")

    saved = write(by=personas.coach, need="van Karim", agreements="op tijd")

    assert (saved.clashes, saved.written) == (("need",), ("agreements",))
    assert Charter.objects.get().need == "van Tine"


def test_field_that_i_did_not_touch_stays_theirs(personas, write):
    write(need="nieuw")

    saved = write(by=personas.coach, need="")

    assert (saved.clashes, saved.written, Charter.objects.get().need) == ((), (), "nieuw")


def test_same_text_twice_is_written_once(write):
    write(need="x")
    write(need="x")

    assert Charter.objects.get().version == 2
    assert AuditEvent.objects.filter(verb="charter.written").count() == 1


def test_who_only_looks_leaves_no_draft(write):
    write(need="", weights="0 0 0 0")

    assert not Charter.objects.exists()


def test_audit_names_fields_and_never_words(write):
    write(need="geheim")

    assert AuditEvent.objects.get(verb="charter.written").detail == {"fields": ["need"]}


def test_nothing_is_written_after_the_end(personas, write, now):
    personas.group.ended_on = now.date()
    personas.group.save()

    with pytest.raises(actions.CommunityIsFinished):
        write(need="x")


# --- putting it before the members -----------------------------------------------------------------------------------
def test_version_freezes_the_draft_without_the_agreements(personas, write, put):
    write(need="nood", agreements="op tijd", weights="1 1 0 0", purpose="meer")

    version = put()
    write(seen="nood", need="anders")

    version.refresh_from_db()
    assert (version.number, version.content["need"], version.content["purpose"]) == (1, "nood", "meer")
    assert version.content["target_weeks"] == 4
    assert "op tijd" not in str(version.content)
    assert WorkingAgreements.objects.get().text == "op tijd"


def test_second_version_needs_a_change(write, put):
    write(need="nood")
    put()

    with pytest.raises(actions.NothingChanged):
        put()
    write(agreements="op tijd")

    assert put().number == 2


def test_empty_charter_is_not_put(put):
    with pytest.raises(actions.NothingWritten):
        put()


def test_members_are_told_once_a_version_and_nobody_else(personas, colleague, write, put):
    write(need="nood")
    version = put()

    notice = Notice.objects.get(kind="charter_put")
    assert (notice.recipient, notice.occasion) == (colleague, f"charter:{version.pk}")


# --- accepting -------------------------------------------------------------------------------------------------------
def test_all_have_accepted_when_the_last_member_does(personas, colleague, write, put, now):
    write(need="nood")
    version = put()

    actions.accept_charter(version=version, checks=["is_clear"], by=personas.teacher, now=now)
    version.refresh_from_db()
    assert version.accepted_at is None
    actions.accept_charter(version=version, checks=["is_clear", "is_feasible"], by=colleague, now=now)

    version.refresh_from_db()
    assert version.accepted_at == now
    assert standing_of(version, personas.teacher).checks is None  # one of the two knows her own


def test_what_members_tick_is_counted_once_everybody_accepted_and_then_stays(personas, colleague, write, put, now):
    members = [personas.teacher, colleague, MembershipFactory(community=personas.group).user]
    write(need="nood")
    version = put()

    def seen() -> object:
        return standing_of(CharterVersion.objects.get(pk=version.pk), personas.teacher).checks

    for member in members:
        assert seen() is None
        actions.accept_charter(version=version, checks=["is_clear"], by=member, now=now)
    settled = {"is_relevant": 0, "is_clear": 3, "is_feasible": 0}
    assert seen() == settled
    late = MembershipFactory(community=personas.group).user
    actions.accept_charter(version=version, checks=["is_feasible"], by=late, now=now.replace(day=25))
    assert seen() == settled


def test_double_tap_is_one_yes_and_a_check_left_open_is_no_no(personas, colleague, write, put, now):
    write(need="nood")
    version = put()
    for _tap in range(2):
        actions.accept_charter(version=version, by=personas.teacher, now=now)

    accepted = CharterAcceptance.objects.get()
    assert (accepted.is_relevant, accepted.is_clear, accepted.is_feasible) == (None, None, None)


def test_yes_is_taken_back_until_everybody_said_it(personas, colleague, write, put, now):
    write(need="nood")
    version = put()
    actions.accept_charter(version=version, by=personas.teacher, now=now)
    actions.take_back_acceptance(version=version, by=personas.teacher, now=now)
    assert not CharterAcceptance.objects.exists()

    for person in (personas.teacher, colleague):
        actions.accept_charter(version=version, by=person, now=now)
    with pytest.raises(actions.AcceptedByAll):
        actions.take_back_acceptance(version=version, by=personas.teacher, now=now)


def test_coach_reads_along_and_does_not_accept(personas, write, put, now):
    write(need="nood")
    version = put()

    with pytest.raises(actions.NotAMember):
        actions.accept_charter(version=version, by=personas.coach, now=now)


def test_only_the_newest_version_is_accepted(personas, write, put, now):
    write(need="nood")
    old = put()
    write(seen="nood", need="anders")
    put()

    with pytest.raises(actions.NotTheNewest):
        actions.accept_charter(version=old, by=personas.teacher, now=now)


@pytest.mark.parametrize("act", ["leaves", "becomes expert"])
def test_who_no_longer_is_a_member_does_not_keep_the_others_waiting(personas, colleague, write, put, now, act):
    write(need="nood")
    version = put()
    actions.accept_charter(version=version, by=personas.teacher, now=now)
    own = Membership.objects.get(user=colleague)

    if act == "leaves":
        actions.leave_community(membership=own, by=colleague, now=now)
    else:
        actions.change_own_part(membership=own, role="expert", by=colleague, now=now)

    version.refresh_from_db()
    assert version.accepted_at == now


def test_who_joins_later_accepts_for_herself(personas, write, put, now):
    write(need="nood")
    version = put()
    actions.accept_charter(version=version, by=personas.teacher, now=now)
    late = MembershipFactory(community=personas.group).user

    actions.accept_charter(version=version, by=late, now=now + timedelta(days=3))

    version.refresh_from_db()
    assert (version.accepted_at, version.acceptances.count()) == (now, 2)


def test_version_of_before_with_nothing_in_it_can_be_followed(personas, write, put):
    CharterVersionFactory(community=personas.group)
    write(need="nood")

    assert put().number == 2


def test_membership_that_runs_out_does_not_keep_the_others_waiting(personas, colleague, write, put, now):
    write(need="nood")
    version = put()
    actions.accept_charter(version=version, by=personas.teacher, now=now)
    Membership.objects.filter(user=colleague).update(until=now.date() - timedelta(days=1))

    actions.close_expired_memberships(now=now)

    version.refresh_from_db()
    assert version.accepted_at == now
