import pytest
from django.core import mail
from django.urls import reverse

from communities.models import Invitation, Membership
from notifications.models import Notice
from tests.factories import (
    InvitationFactory,
    MembershipFactory,
    PartnershipFactory,
    SchoolFactory,
    UserFactory,
    staff_member,
)


def members(personas):
    return reverse("communities:members", args=[personas.group.pk])


def invite(personas):
    return reverse("communities:invite", args=[personas.group.pk])


def names(answer):
    return {choice.user.pk for choice in answer.context["choices"]}


def test_members_offer_colleagues_of_host_and_partners_who_do_not_take_part(personas, signed_in):
    partner = PartnershipFactory(community=personas.group, school=SchoolFactory()).school
    colleague = staff_member(partner)
    staff_member(SchoolFactory())

    answer = signed_in(personas.teacher).get(members(personas))

    assert names(answer) == {personas.leader.pk, personas.outsider.pk, colleague.pk}


def test_search_narrows_the_names_and_keeps_what_was_ticked(personas, signed_in):
    found = staff_member(personas.school, first_name="Zohra", last_name="Amrani")

    answer = signed_in(personas.teacher).get(members(personas), {"q": "zoh amr", "people": [personas.outsider.pk, "x"]})

    assert names(answer) == {found.pk, personas.outsider.pk}
    assert [choice.user for choice in answer.context["choices"] if choice.is_ticked] == [personas.outsider]


def test_guest_from_outside_sees_no_names_of_colleagues(personas, signed_in):
    guest = MembershipFactory(community=personas.group).user

    assert names(signed_in(guest).get(members(personas))) == set()


def test_leader_of_a_partner_sees_her_own_people_only(personas, signed_in):
    partner = PartnershipFactory(community=personas.group, school=SchoolFactory()).school
    own = MembershipFactory(community=personas.group, user=staff_member(partner))

    answer = signed_in(staff_member(partner, "leader")).get(members(personas))

    assert answer.context["people"] == [own]


def test_declined_and_silent_look_the_same(personas, signed_in, now):
    silent, declined = (
        InvitationFactory(community=personas.group, user=staff_member(personas.school, first_name="Kim", last_name="Q"))
        for _ in range(2)
    )
    client = signed_in(personas.teacher)
    before = client.get(members(personas)).text

    Invitation.objects.filter(pk=declined.pk).update(answered_at=now)

    def without_tokens(text):
        return [line for line in text.splitlines() if "csrfmiddlewaretoken" not in line]

    assert without_tokens(client.get(members(personas)).text) == without_tokens(before)
    assert silent.pk != declined.pk


def test_invite_asks_by_mail_and_enrols_nobody(personas, signed_in):
    answer = signed_in(personas.teacher).post(invite(personas), {"people": [personas.outsider.pk], "role": "member"})

    assert answer.headers["Location"] == members(personas)
    assert Notice.objects.get().recipient == personas.outsider
    assert not Membership.objects.filter(user=personas.outsider).exists()
    assert mail.outbox == []


def test_invite_of_somebody_who_works_elsewhere_is_refused(personas, signed_in):
    stranger = staff_member(SchoolFactory())

    answer = signed_in(personas.teacher).post(invite(personas), {"people": [stranger.pk], "role": "member"})

    assert set(answer.context["form"].errors) == {"people"}
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("made_up", ["9" * 20, "9" * 5000, "-1", "\u0661", "\0"])
def test_an_id_that_no_database_holds_is_nobody(personas, signed_in, made_up):
    client = signed_in(personas.teacher)

    answer = client.post(invite(personas), {"people": [made_up], "role": "member"})

    assert set(answer.context["form"].errors) == {"people"}
    page = reverse("communities:members", args=[personas.group.pk])
    assert client.get(page, {"people": made_up}).status_code == 200


@pytest.mark.parametrize(("said", "errors"), [({}, {"__all__"}), ({"email": "geen adres"}, {"email"})])
def test_invite_of_nobody_says_what_to_do(personas, signed_in, said, errors):
    answer = signed_in(personas.teacher).post(invite(personas), {"role": "member", **said})

    assert set(answer.context["form"].errors) == errors


def test_nobody_is_invited_as_a_pupil(personas, signed_in):
    answer = signed_in(personas.teacher).post(invite(personas), {"people": [personas.outsider.pk], "role": "student"})

    assert set(answer.context["form"].errors) == {"role"}


def test_invitation_shows_the_assignment_and_two_buttons(personas, signed_in):
    personas.group.task = "Zes lessen over functies"
    personas.group.save()
    invitation = InvitationFactory(community=personas.group, user=personas.outsider, invited_by=personas.teacher)

    answer = signed_in(personas.outsider).get(reverse("communities:invitation", args=[invitation.pk]))

    assert "Zes lessen over functies" in answer.text
    for verb in ("accept", "decline"):
        assert reverse(f"communities:{verb}", args=[invitation.pk]) in answer.text


def test_accept_joins_and_a_second_tap_does_no_harm(personas, signed_in):
    invitation = InvitationFactory(community=personas.group, user=personas.outsider)
    client = signed_in(personas.outsider)

    for page in ("communities:own-part", "dashboard:community"):  # two short lines that may be skipped; then the group
        answer = client.post(reverse("communities:accept", args=[invitation.pk]))
        assert answer.headers["Location"] == reverse(page, args=[personas.group.pk])

    assert Membership.objects.current().filter(user=personas.outsider).count() == 1


def test_accept_of_a_finished_group_says_so(personas, signed_in, today):
    invitation = InvitationFactory(community=personas.group, user=personas.outsider)
    personas.group.ended_on = today.replace(month=9)
    personas.group.save()

    answer = signed_in(personas.outsider).post(reverse("communities:accept", args=[invitation.pk]), follow=True)

    assert answer.context["is_finished"]
    assert not Membership.objects.filter(user=personas.outsider).exists()


def test_decline_needs_no_reason(personas, signed_in):
    invitation = InvitationFactory(community=personas.group, user=personas.outsider)

    signed_in(personas.outsider).post(reverse("communities:decline", args=[invitation.pk]))

    invitation.refresh_from_db()
    assert (invitation.answered_at is not None, invitation.is_accepted) == (True, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_members_page_asks_the_same_number_of_questions(personas, signed_in, django_assert_num_queries, rows):
    for _ in range(rows):
        MembershipFactory(community=personas.group, user=UserFactory())
        staff_member(personas.school)
        InvitationFactory(community=personas.group, user=staff_member(personas.school))
    client = signed_in(personas.teacher)

    with django_assert_num_queries(13):
        client.get(members(personas))
