"""Existing groups that are taken over: each person is told once, confirms by her own act or leaves."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.urls import reverse

from communities.actions import accept_invitation, say_yes
from communities.models import CoachMandate, Community, Invitation, Membership
from exchange.applying import apply_workbook
from exchange.reading import read_workbook
from notifications import outbox
from notifications.models import Notice
from schools.models import AuditEvent, User
from tests.exchange.workbooks import Sample
from tests.factories import MembershipFactory, open_school, staff_member

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday


@pytest.fixture
def sample() -> Sample:
    sample = Sample()
    sample.rows["Communities"][1][11] = date(2026, 10, 1)  # the other group has ended
    sample.rows["Members"].append(["cop-zorg", "lieve@school.example", "member", date(2026, 9, 14), None])
    sample.rows["Members"].append(["tdt-wis", "lieve@school.example", "member", date(2026, 9, 1), date(2026, 10, 1)])
    return sample


def bring(sample: Sample, **how):
    return apply_workbook(book=read_workbook(sample.content()), by=None, now=NOW, **how)


def told() -> list[str]:
    return sorted(Notice.objects.filter(kind="taken_over").values_list("recipient__email", flat=True))


IN = ["gast@elders.example", "karim@school.example", "tine@school.example"]


def test_everybody_who_takes_part_is_told_once_although_the_list_comes_twice(db, sample):
    bring(sample)
    bring(sample)

    assert told() == IN
    assert set(Membership.objects.values_list("came_by", flat=True)) == {"imported"}


def test_rehearsal_and_a_leaders_import_announce_nothing(db, sample):
    bring(sample, is_rehearsal=True)
    assert told() == []

    host = open_school(slug="atheneum")
    leader = staff_member(host, "leader")
    apply_workbook(book=read_workbook(sample.content()), by=leader, now=NOW, host=host)
    assert told() == []
    assert not Membership.objects.exists()


def test_who_was_in_before_stays_as_she_was(db, sample):
    bring(sample)
    Membership.objects.update(came_by="")
    Notice.objects.all().delete()

    bring(sample)

    assert told() == []
    assert set(Membership.objects.values_list("came_by", flat=True)) == {""}


def test_mail_says_where_the_name_came_from_and_opens_the_list(db, sample):
    User.objects.create_user("tine@school.example", language="en")
    bring(sample)

    outbox.deliver_due(now=NOW)

    message = next(one for one in mail.outbox if one.to == ["tine@school.example"])
    group = Community.objects.get(code="tdt-wis")
    assert message.subject == "Ontwerpteam wiskunde: you stand on its list"
    assert "the list of Atheneum Ter Linde was taken over" in message.body
    assert reverse("communities:members", args=[group.pk]) in message.body


@pytest.mark.parametrize("change", [{"came_by": ""}, {"left_on": date(2026, 11, 20)}])
def test_who_said_it_already_gets_no_mail(db, sample, change):
    bring(sample)
    Membership.objects.filter(user__email="tine@school.example").update(**change)

    outbox.deliver_due(now=NOW)

    assert sorted(one.to[0] for one in mail.outbox) == IN[:2]


def test_who_left_does_not_come_back_by_an_older_list(db, sample):
    bring(sample)
    Membership.objects.filter(user__email="tine@school.example").update(left_on=date(2026, 11, 20))

    tallies = bring(sample).tallies

    assert not Membership.objects.current().filter(user__email="tine@school.example").exists()
    assert tallies["Members"].skipped["past_membership"] == 1


def test_who_plays_another_part_since_keeps_it(db, sample):
    bring(sample)
    row = Membership.objects.get(user__email="tine@school.example")
    Membership.objects.filter(pk=row.pk).update(left_on=date(2026, 11, 20))
    MembershipFactory(community=row.community, user=row.user, role="coach", joined_on=date(2026, 11, 20))

    bring(sample)

    assert Membership.objects.current().get(user=row.user).role == "coach"


# --- a coach on the list ---------------------------------------------------------------------------------------------
@pytest.fixture
def outside(db) -> Sample:
    """The expert of the sample coaches, and works in no school of the group."""
    sample = Sample()
    sample.rows["Members"][2][2] = "coach"
    return sample


def part_of(address: str) -> str:
    rows = Membership.objects.current().filter(user__email=address)
    return rows.values_list("role", flat=True).first() or ""


def test_a_coach_from_outside_waits_for_the_group_although_the_list_comes_twice(outside):
    bring(outside)
    tallies = bring(outside).tallies

    assert part_of("gast@elders.example") == ""
    assert part_of("karim@school.example") == "coach"  # of the school: is asked about, and stays
    assert tallies["Members"].created == 0
    assert Invitation.objects.get().user.email == "gast@elders.example"
    assert Notice.objects.filter(kind="invitation").count() == 1
    assert set(CoachMandate.objects.open().values_list("user__email", "accepted_on")) == {
        ("gast@elders.example", None),
        ("karim@school.example", None),
    }


def test_she_comes_in_by_her_own_yes_and_that_of_the_group(outside):
    bring(outside)
    member = User.objects.get(email="tine@school.example")
    mandate = CoachMandate.objects.get(user__email="gast@elders.example")
    invitation = Invitation.objects.get()

    say_yes(mandate=mandate, by=member, now=NOW)
    assert part_of("gast@elders.example") == ""
    accept_invitation(invitation=invitation, by=invitation.user, now=NOW, school_agrees=True)

    assert part_of("gast@elders.example") == "coach"


# --- the page --------------------------------------------------------------------------------------------------------
@pytest.fixture
def imported(personas) -> Membership:
    membership = Membership.objects.get(user=personas.teacher)
    membership.came_by = Membership.IMPORTED
    membership.save()
    return membership


def test_list_of_members_says_it_until_it_is_confirmed(personas, signed_in, imported):
    path = reverse("communities:members", args=[personas.group.pk])
    confirm = reverse("communities:confirm", args=[personas.group.pk])
    page = signed_in(personas.coach).get(path).text
    assert "overgenomen van de lijst" in page
    assert confirm not in page
    client = signed_in(personas.teacher)
    assert confirm in client.get(path).text

    client.post(confirm)
    client.post(confirm)

    imported.refresh_from_db()
    assert imported.came_by == ""
    assert AuditEvent.objects.filter(verb="community.confirmed").count() == 1
    page = client.get(path).text
    assert confirm not in page
    assert "overgenomen van de lijst" not in page


def test_nobody_confirms_for_somebody_else(personas, signed_in, imported):
    path = reverse("communities:confirm", args=[personas.group.pk])

    for person in (personas.leader, personas.outsider, personas.other_leader):
        assert signed_in(person).post(path).status_code == 404
    assert signed_in(personas.coach).post(path).status_code == 302  # about herself

    imported.refresh_from_db()
    assert imported.came_by == "imported"


def test_way_out_is_one_tap(personas, signed_in, imported):
    signed_in(personas.teacher).post(reverse("communities:leave", args=[personas.group.pk]))

    assert not Membership.objects.current().filter(user=personas.teacher).exists()


def test_another_part_is_an_act_of_ones_own(personas, signed_in, imported):
    Membership.objects.filter(pk=imported.pk).update(joined_on=date.today())
    path = reverse("communities:take-part-as", args=[personas.group.pk])

    signed_in(personas.teacher).post(path, {"part": "coach", "kinds": []})

    assert Membership.objects.current().get(user=personas.teacher).came_by == ""
