"""Ideas, what people say of themselves, facts of a group, last days and guests, through the pages."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from communities import actions
from communities.composition_words import in_words
from communities.models import Community, CompositionAnswer, GuestConsent, Membership, MemberStatement
from communities.people_queries import asks_fit, composition_of
from communities.queries import asked_of, people_of
from notifications.models import Notice
from schools.models import Staff
from tests.factories import (
    CommunityFactory,
    CompositionAnswerFactory,
    InvitationFactory,
    MembershipFactory,
    MemberStatementFactory,
    UserFactory,
    open_school,
    staff_member,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    monkeypatch.setattr("plc_platform.clock.now", lambda: NOW)


def page(name, *args):
    return reverse(f"communities:{name}", args=args)


# --- ideas -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def idea(personas):
    return actions.propose_community(
        school=personas.school, variant="TDT", name="Bewijzen", started_on=NOW.date(), by=personas.teacher, now=NOW
    )


def test_start_page_makes_an_idea_that_colleagues_see(personas, signed_in):
    said = {"variant": "TDT", "name": "Bewijzen", "started_on": "2026-11-24", "is_idea": "on"}

    signed_in(personas.teacher).post(reverse("communities:start"), said)

    assert Community.objects.get(name="Bewijzen").stage == "proposal"
    answer = signed_in(personas.outsider).get(page("ideas", personas.school.slug))
    assert [row["idea"].community.name for row in answer.context["proposals"]] == ["Bewijzen"]


def test_ideas_show_what_is_open_and_nothing_else(personas, signed_in, idea):
    online = CommunityFactory(school=personas.school, variant="OLC", regime="none", is_open=True)
    CommunityFactory(school=open_school(), is_open=True)
    CommunityFactory(school=personas.school, is_open=True, ended_on=date(2026, 11, 1))

    answer = signed_in(personas.leader).get(page("ideas", personas.school.slug))

    assert [row["idea"].community for row in answer.context["proposals"]] == [idea]
    assert [row["idea"].community for row in answer.context["groups"]] == [online]


def test_a_tap_joins_with_or_without_words(personas, signed_in, idea):
    answer = signed_in(personas.outsider).post(page("join", idea.pk), {"brings": "GeoGebra", "learns": ""})

    assert answer.headers["Location"] == reverse("dashboard:community", args=[idea.pk])
    assert MemberStatement.objects.get().membership.user == personas.outsider


def test_only_its_own_people_begin(personas, signed_in, idea):
    assert signed_in(personas.leader).post(page("begin", idea.pk)).status_code == 404
    signed_in(personas.teacher).post(page("begin", idea.pk))

    idea.refresh_from_db()
    assert (idea.stage, idea.started_on) == ("running", NOW.date())


def test_door_is_closed_and_opened_by_its_own_people(personas, signed_in, idea):
    signed_in(personas.teacher).post(page("open-door", idea.pk), {"is_open": "0"})

    assert signed_in(personas.outsider).post(page("join", idea.pk)).status_code == 404


def test_leader_informs_and_invites(personas, signed_in, idea):
    client = signed_in(personas.leader)

    client.post(page("tell", idea.pk), {"people": [personas.outsider.pk], "role": "member"})
    client.post(page("tell", idea.pk), {"role": "member"})

    assert [(notice.kind, notice.recipient) for notice in Notice.objects.all()] == [("idea", personas.outsider)]
    assert not Membership.objects.filter(community=idea, user=personas.outsider).exists()


def test_person_without_a_school_finds_no_ideas(signed_in, db):
    assert signed_in(UserFactory()).get(page("my-ideas")).context["school"] is None


@pytest.mark.parametrize("number", [1, 3])
def test_ideas_need_a_fixed_number_of_statements(personas, signed_in, django_assert_num_queries, number):
    for _one in range(number):
        MembershipFactory(community=CommunityFactory(school=personas.school, is_open=True, created_by=UserFactory()))
        actions.propose_community(
            school=personas.school, variant="COP", name="Idee", started_on=NOW.date(), by=personas.teacher, now=NOW
        )
    client = signed_in(personas.leader)

    with django_assert_num_queries(6):
        assert client.get(page("ideas", personas.school.slug)).status_code == 200


# --- of themselves ---------------------------------------------------------------------------------------------------
def test_own_part_is_read_by_the_group_and_not_by_the_leader(personas, signed_in):
    client = signed_in(personas.teacher)
    client.post(page("own-part", personas.group.pk), {"brings": "Kent GeoGebra", "learns": "Differentiëren"})

    assert "Kent GeoGebra" in client.get(page("members", personas.group.pk)).text
    assert "Kent GeoGebra" not in signed_in(personas.leader).get(page("members", personas.group.pk)).text
    signed_in(personas.teacher).post(page("own-part", personas.group.pk), {"brings": "", "learns": ""})
    assert not MemberStatement.objects.exists()


def test_profile_states_grades_and_years_of_oneself_alone(personas, signed_in):
    own = Staff.objects.get(user=personas.teacher)
    said = {"grades": ["2de graad", "3de graad"], "teaching_since": "2012"}

    signed_in(personas.teacher).post(reverse("schools:stated", args=[own.pk]), said)

    own.refresh_from_db()
    assert (own.grades, own.teaching_since) == ("2de graad, 3de graad", 2012)
    assert "2012" in signed_in(personas.teacher).get(reverse("schools:profile")).text
    for other in (personas.leader, personas.coach):
        assert signed_in(other).post(reverse("schools:stated", args=[own.pk]), said).status_code == 404


@pytest.mark.parametrize("since", ["1850", "2027", "lang"])
def test_profile_refuses_a_year_that_cannot_be(personas, signed_in, since):
    own = Staff.objects.get(user=personas.teacher)

    signed_in(personas.teacher).post(reverse("schools:stated", args=[own.pk]), {"teaching_since": since})

    own.refresh_from_db()
    assert own.teaching_since is None


# --- facts of a group ------------------------------------------------------------------------------------------------
def words_of(personas):
    people = list(people_of(personas.group, viewer=personas.teacher))
    with override("en"):
        return in_words(composition_of(personas.group, people, year=2026))


def test_facts_are_counts_and_coach_stands_apart(personas):
    Staff.objects.filter(user=personas.teacher).update(subjects="Wiskunde", grades="2de graad", teaching_since=2024)
    for _one in range(2):
        MembershipFactory(community=personas.group, user=staff_member(personas.school))
    latest = Staff.objects.latest("pk")
    latest.subjects, latest.grades = "Fysica, wiskunde", "2de graad"
    latest.save()
    MembershipFactory(community=personas.group, role="expert")
    Staff.objects.filter(user=personas.coach).update(subjects="Begeleiding")

    assert words_of(personas) == {
        "facts": [
            "3 members",
            "2 subjects (1 has not stated it)",
            "1 grade (1 has not stated it)",
        ],  # one alone stated since when: that is no variety
        "apart": "Beside them: 1 process coach and 1 expert.",
        "size_words": "Practice advises 4 to 8 members; with a few more there is more to share.",
    }


def test_large_group_hears_how_it_could_split(personas):
    for _one in range(10):
        MembershipFactory(community=personas.group)

    assert "2 groups of 6 and 5" in words_of(personas)["size_words"]


def test_large_network_hears_nothing_of_its_size(personas):
    Community.objects.filter(pk=personas.group.pk).update(variant="LN")
    personas.group.refresh_from_db()

    assert words_of(personas)["size_words"] == ""


# --- do goal and people fit? -----------------------------------------------------------------------------------------
def is_asked(group):
    return Community.objects.annotate(asks=asks_fit()).get(pk=group.pk).asks


def test_question_is_asked_at_the_start_and_when_people_change(personas):
    assert is_asked(personas.group)
    CompositionAnswerFactory(community=personas.group, at=NOW)
    assert not is_asked(personas.group)
    joined = MembershipFactory(community=personas.group, joined_on=date(2026, 11, 24))
    assert is_asked(personas.group)
    CompositionAnswerFactory(community=personas.group, at=NOW.replace(day=25))
    assert not is_asked(personas.group)
    joined.left_on = date(2026, 11, 27)
    joined.save()
    assert is_asked(personas.group)


def test_who_joins_later_the_same_day_brings_the_question_back(personas):
    """On its first day a group answers while colleagues still come in."""
    answer = {"community": personas.group, "fit": "yes", "note": "", "by": personas.teacher}
    actions.answer_composition(**answer, now=NOW)
    assert not is_asked(personas.group)
    MembershipFactory(community=personas.group, joined_on=NOW.date())
    assert is_asked(personas.group)
    actions.answer_composition(**answer, now=NOW)
    assert not is_asked(personas.group)
    assert CompositionAnswer.objects.count() == 2


def test_group_page_of_an_idea_leads_to_its_beginning(personas, signed_in, idea):
    text = signed_in(personas.teacher).get(reverse("dashboard:community", args=[idea.pk])).text

    assert "An idea; it has not begun yet." in text or "het is nog niet begonnen" in text
    assert f'href="{page("members", idea.pk)}"' in text


def test_idea_is_not_asked(idea):
    assert not is_asked(idea)


def test_answer_is_kept_for_the_group_alone(personas, signed_in):
    client = signed_in(personas.teacher)
    for _tap in range(2):
        client.post(page("fit", personas.group.pk), {"fit": "partly", "note": "Iemand van fysica"})

    assert CompositionAnswer.objects.count() == 1
    assert "Iemand van fysica" in client.get(page("members", personas.group.pk)).text
    assert "Iemand van fysica" not in signed_in(personas.leader).get(page("members", personas.group.pk)).text
    assert signed_in(personas.leader).post(page("fit", personas.group.pk), {"fit": "yes"}).status_code == 404


def test_group_page_has_one_line_for_its_own_people(personas, signed_in):
    group = reverse("dashboard:community", args=[personas.group.pk])

    assert "#fit" in signed_in(personas.teacher).get(group).text
    assert "#fit" not in signed_in(personas.leader).get(group).text
    CompositionAnswerFactory(community=personas.group, at=NOW)
    assert "#fit" not in signed_in(personas.teacher).get(group).text


def test_conversation_has_nothing_to_fill_in(personas, signed_in):
    text = signed_in(personas.leader).get(page("conversation", personas.group.pk)).text
    main = text[text.index("<main") : text.index("</main")]

    assert not [tag for tag in ("<form", "<input", "<textarea", "<select") if tag in main]
    assert signed_in(personas.outsider).get(page("conversation", personas.group.pk)).status_code == 404


# --- a last day, a guest ---------------------------------------------------------------------------------------------
def test_invitation_carries_a_last_day(personas, signed_in):
    said = {"email": "expert@elders.example", "role": "expert", "until": "2027-01-31"}

    signed_in(personas.teacher).post(page("invite", personas.group.pk), said)
    signed_in(personas.teacher).post(page("invite", personas.group.pk), said | {"until": "2026-11-01"})

    invitation = personas.group.invitations.get()
    guest = signed_in(invitation.user)
    guest.post(page("accept", invitation.pk))
    assert not Membership.objects.filter(user=invitation.user).exists()  # the box about her own school
    guest.post(page("accept", invitation.pk), {"school_agrees": "1"})
    assert Membership.objects.get(user=invitation.user).until == date(2027, 1, 31)


def test_last_day_is_moved_by_the_group_not_by_the_leader(personas, signed_in):
    expert = MembershipFactory(community=personas.group, role="expert", until=date(2027, 1, 31))
    address = page("until", personas.group.pk, expert.pk)

    assert signed_in(personas.leader).post(address, {"until": "2027-02-01"}).status_code == 404
    signed_in(personas.teacher).post(address, {"until": "2027-02-01"})
    for wrong in ("", "2020-01-01"):
        signed_in(personas.teacher).post(address, {"until": wrong})

    expert.refresh_from_db()
    assert expert.until == date(2027, 2, 1)


def test_nobody_gets_a_last_day_from_others(personas, signed_in):
    own = Membership.objects.get(user=personas.coach)

    answer = signed_in(personas.teacher).post(page("until", personas.group.pk, own.pk), {"until": "2027-02-01"})

    assert answer.status_code == 404


@pytest.fixture
def head(db):
    return staff_member(open_school(name="Lyceum"), "leader")


@pytest.fixture
def consent(personas, head, signed_in):
    guest = staff_member(head.staff.get().school, first_name="Gust", last_name="Vandeneynde")
    invitation = InvitationFactory(community=personas.group, user=guest)
    signed_in(guest).post(page("accept", invitation.pk))
    return GuestConsent.objects.get()


def test_school_is_asked_and_answers(personas, signed_in, consent, head):
    address = page("guest-consent", consent.pk)
    assert signed_in(head).get(address).status_code == 200

    answer = signed_in(head).post(address, {"answer": "yes", "until": "2020-01-01"})
    assert set(answer.context["form"].errors) == {"until"}
    signed_in(head).post(address, {"answer": "yes", "until": "2027-05-31"})
    assert Membership.objects.get(user=consent.user).until == date(2027, 5, 31)
    signed_in(head).post(page("guest-withdraw", consent.pk))
    assert not Membership.objects.current().filter(user=consent.user).exists()


@pytest.mark.parametrize("who", ["leader", "coach", "teacher", "outsider", "other_leader"])
def test_consent_is_nobody_elses(personas, signed_in, consent, who):
    client = signed_in(getattr(personas, who))

    assert client.get(page("guest-consent", consent.pk)).status_code == 404
    assert client.post(page("guest-consent", consent.pk), {"answer": "yes"}).status_code == 404
    assert client.post(page("guest-withdraw", consent.pk)).status_code == 404


def test_guest_looks_and_does_not_answer_for_the_school(signed_in, consent):
    client = signed_in(consent.user)

    assert client.get(page("guest-consent", consent.pk)).status_code == 200
    assert client.post(page("guest-consent", consent.pk), {"answer": "yes"}).status_code == 404


def test_group_reads_that_somebody_waits_and_its_leader_only_that_she_was_asked(personas, signed_in, consent):
    group, leader = (
        signed_in(who).get(page("members", personas.group.pk)) for who in (personas.teacher, personas.leader)
    )

    assert group.context["waiting"] == [consent.user]
    assert consent.user not in group.context["asked"]
    assert "waiting" not in leader.context
    assert consent.user in leader.context["asked"]


def test_search_with_what_no_database_takes_finds_as_without_it(personas, signed_in):
    answer = signed_in(personas.teacher).get(page("members", personas.group.pk), {"q": "Ol\x00ga"})

    assert (answer.context["search"], [one.user for one in answer.context["choices"]]) == ("Olga", [personas.outsider])


def test_a_no_of_the_school_leaves_no_trace_for_the_group(personas, signed_in, consent, head):
    before = signed_in(personas.leader).get(page("members", personas.group.pk)).context["asked"]

    signed_in(head).post(page("guest-consent", consent.pk), {"answer": "no"})

    answer = signed_in(personas.teacher).get(page("members", personas.group.pk))
    assert (answer.context["waiting"], answer.context["asked"]) == ([consent.user], [])
    assert asked_of(personas.group) == before
    assert "Lyceum" in signed_in(consent.user).get(page("invitation", personas.group.invitations.get().pk)).text


def test_statement_of_nobody_else_is_shown_to_a_partner_leader(personas, signed_in):
    MemberStatementFactory(membership=Membership.objects.get(user=personas.teacher), brings="Kent GeoGebra")

    assert "Kent GeoGebra" not in signed_in(personas.leader).get(page("members", personas.group.pk)).text
