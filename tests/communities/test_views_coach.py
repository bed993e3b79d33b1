"""The page about the coach and the roles of a group (R63-R66, R70)."""

import pytest
from django.urls import reverse

from communities.models import CoachMandate, CoachRole, Membership
from notifications.models import Notice
from tests.factories import CoachRoleFactory, InvitationFactory, MembershipFactory
from tests.factories_learning import CoachMandateFactory, MandateVoiceFactory


def at(name, group):
    return reverse(f"communities:{name}", args=[group.pk])


def role_of(user):
    return Membership.objects.current().get(user=user).role


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_only_the_group_opens_it(personas, signed_in, who):
    client = signed_in(getattr(personas, who))
    mandate = CoachMandateFactory(community=personas.group, user=personas.coach)

    assert client.get(at("coach", personas.group)).status_code == 404
    for name in ("propose-coach", "take-role", "take-part-as"):
        answer = client.post(at(name, personas.group), {"person": personas.outsider.pk, "kind": "expert", "take": "1"})
        assert answer.status_code == 404
    assert client.post(reverse("communities:mandate-say", args=[mandate.pk]), {"what": "yes"}).status_code == 404
    assert CoachMandate.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_statements_do_not_grow(personas, signed_in, django_assert_num_queries, number):
    for mandate in CoachMandateFactory.create_batch(number, community=personas.group, accepted_on=None, ends_on=None):
        MandateVoiceFactory(mandate=mandate, user=personas.teacher)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(10):
        client.get(at("coach", personas.group))


def test_the_page_says_how_it_stands_and_never_who_said_what(personas, signed_in):
    names = MembershipFactory.create_batch(2, community=personas.group)
    waits = CoachMandateFactory(community=personas.group, accepted_on=None, ends_on=None)
    MandateVoiceFactory(mandate=waits, user=names[0].user)

    page = signed_in(personas.teacher).get(at("coach", personas.group))

    coach = next(one for one in page.context["page"].coaches if one.mandate)
    assert (coach.asks, coach.said, coach.waits_for) == (True, "", "group")
    assert set(coach.__slots__) == {
        *("user", "mandate", "state", "is_in", "is_own", "asks", "said", "may_end", "may_withdraw", "waits_for")
    }


def test_propose_say_yes_take_back(personas, signed_in):
    MembershipFactory.create_batch(3, community=personas.group)
    client = signed_in(personas.teacher)

    said = {"person": personas.outsider.pk, "why": "We praten veel."}
    page = client.post(at("propose-coach", personas.group), said, follow=True)
    mandate = CoachMandate.objects.get()
    assert (mandate.user, mandate.why, mandate.voices.get().user) == (personas.outsider, said["why"], personas.teacher)
    assert "We praten veel." in page.text

    say = reverse("communities:mandate-say", args=[mandate.pk])
    client.post(say, {"what": "back"})
    assert not mandate.voices.exists()
    client.post(say, {"what": "yes"})
    client.post(say, {"what": "yes"})
    assert mandate.voices.get().user == personas.teacher
    client.post(say, {"what": "withdraw"})
    assert not CoachMandate.objects.open().exists()


@pytest.mark.parametrize("said", [{}, {"person": "0"}, {"email": "geen adres"}])
def test_a_proposal_without_anybody_says_so(personas, signed_in, said):
    page = signed_in(personas.teacher).post(at("propose-coach", personas.group), said)

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not CoachMandate.objects.exists()


def test_nobody_is_coach_of_a_group_by_the_page_of_invitations(personas, signed_in):
    said = {"people": [personas.outsider.pk], "role": "coach"}

    page = signed_in(personas.leader).post(reverse("communities:invite", args=[personas.group.pk]), said)

    assert set(page.context["form"].errors) == {"role"}


def test_the_invited_coach_reads_that_the_group_is_asked(personas, signed_in):
    MembershipFactory.create_batch(2, community=personas.group)
    invitation = InvitationFactory(community=personas.group, user=personas.outsider, role="coach")
    client = signed_in(personas.outsider)

    page = client.post(reverse("communities:accept", args=[invitation.pk]), follow=True)

    assert page.context["waits_for_group"]
    assert client.get(reverse("dashboard:community", args=[personas.group.pk])).status_code == 404
    assert Notice.objects.filter(kind="mandate").count() == 3


def test_roles_are_taken_and_given_back_for_oneself(personas, signed_in):
    client, path = signed_in(personas.teacher), at("take-role", personas.group)

    client.post(path, {"kind": "supporting", "take": "1"})
    client.post(path, {"kind": "expert", "take": "1"})
    client.post(path, {"kind": "supporting"})
    client.post(path, {"kind": "leader", "take": "1"})

    assert list(CoachRole.objects.values_list("kind", "membership__user")) == [("expert", personas.teacher.pk)]


def test_another_part(personas, signed_in):
    client, path = signed_in(personas.teacher), at("take-part-as", personas.group)

    client.post(path, {"part": "expert"})
    assert role_of(personas.teacher) == "expert"
    client.post(path, {"part": "student"})
    assert role_of(personas.teacher) == "expert"


def test_who_chooses_coach_waits_for_the_group(personas, signed_in):
    MembershipFactory(community=personas.group)

    signed_in(personas.teacher).post(at("take-part-as", personas.group), {"part": "coach"})

    assert role_of(personas.teacher) == "member"
    assert CoachMandate.objects.get().user == personas.teacher


def test_a_coach_whom_nobody_was_asked_about_is_put_to_the_group_from_the_page(personas, signed_in):
    MembershipFactory.create_batch(2, community=personas.group)
    client, path = signed_in(personas.teacher), at("propose-coach", personas.group)
    assert f'name="person" value="{personas.coach.pk}"' in client.get(at("coach", personas.group)).text

    for _tap in range(2):
        client.post(path, {"person": personas.coach.pk})

    mandate = CoachMandate.objects.get()
    assert (mandate.user, mandate.accepted_on, mandate.voices.get().user) == (personas.coach, None, personas.teacher)
    assert role_of(personas.coach) == "coach"
    assert f'name="person" value="{personas.coach.pk}"' not in client.get(at("coach", personas.group)).text


def test_the_grid_has_a_row_for_everybody_and_the_own_one_first(personas, signed_in):
    CoachRoleFactory(membership=personas.group.memberships.get(user=personas.coach), kind="expert")

    grid = signed_in(personas.teacher).get(at("coach", personas.group)).context["page"].grid

    assert [(row.user, row.is_own) for row in grid.rows] == [(personas.teacher, True), (personas.coach, False)]
    assert [square.note[:4] for square in grid.rows[1].squares] == ["", "sind", ""]
    assert len(grid.uncovered) == 2
