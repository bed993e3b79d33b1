"""The start conditions of one group: each side apart, differences as a question, facts beside the answers."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from communities.actions import confirm_imported_membership
from conditions.catalogue import CODES
from dashboard.queries.conditions import conditions_page
from tests.factories import (
    CharterVersionFactory,
    ConditionAnswerFactory,
    InvitationFactory,
    MeetingFactory,
    MembershipFactory,
    PartnershipFactory,
    SchoolConditionFactory,
    StartConfirmationFactory,
    UserFactory,
    VariantChoiceFactory,
    open_school,
    staff_member,
)


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    with override("en"):
        yield


def said(personas, side, status, code="goal", **fields):
    by = personas.leader if side == "leader" else personas.teacher
    return ConditionAnswerFactory(community=personas.group, code=code, side=side, status=status, by=by, **fields)


def line(personas, who, today, code="goal"):
    page = conditions_page(getattr(personas, who), personas.group.pk, today=today)
    return next(line for line in page.lines if line.condition.code == code)


def text_of(personas, signed_in, who):
    path = reverse("dashboard:conditions", args=[personas.group.pk])
    person = getattr(personas, who)
    person.language = "en"
    person.save()
    return signed_in(person).get(path).content.decode()


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("who", ["teacher", "leader"])
def test_page_needs_a_fixed_number_of_statements(personas, signed_in, django_assert_num_queries, who, number):
    for index in range(number):
        said(personas, "leader", "no", CODES[index], owner=UserFactory())
        said(personas, "group", "yes", CODES[index])
        StartConfirmationFactory(community=personas.group, code=CODES[index], by=personas.leader)
        SchoolConditionFactory(school=personas.school)
        MeetingFactory(community=personas.group, day=date(2026, 12, 1 + index))
        MembershipFactory(community=personas.group, user=staff_member(personas.school))
    client = signed_in(getattr(personas, who))

    with django_assert_num_queries(12):
        response = client.get(reverse("dashboard:conditions", args=[personas.group.pk]))

    assert response.status_code == 200


@pytest.mark.parametrize(("who", "side"), [("teacher", "group"), ("coach", "group"), ("leader", "leader")])
def test_everybody_answers_for_one_side(personas, today, who, side):
    assert conditions_page(getattr(personas, who), personas.group.pk, today=today).side == side


def test_leader_who_is_a_member_is_told_so(personas, today):
    MembershipFactory(community=personas.group, user=personas.leader)

    page = conditions_page(personas.leader, personas.group.pk, today=today)

    assert (page.side, page.is_member_too) == ("leader", True)


@pytest.mark.parametrize(("who", "own", "other"), [("leader", "leader", "group"), ("teacher", "group", "leader")])
def test_other_side_shows_once_the_own_one_has_answered(personas, signed_in, today, who, own, other):
    said(personas, other, "no", note="Dat zie ik anders.")
    before = line(personas, who, today)
    assert (before.own, before.other, before.differs) == (None, None, False)
    assert "Dat zie ik anders." not in text_of(personas, signed_in, who)

    said(personas, own, "yes")

    after = line(personas, who, today)
    assert (after.own.status, after.other.status, after.differs) == ("yes", "no", True)
    assert "Dat zie ik anders." in text_of(personas, signed_in, who)


def test_leader_reads_the_group_and_no_name(personas, signed_in, today):
    personas.teacher.last_name = "Vandenbroucke"
    personas.teacher.save()
    said(personas, "group", "no", at=datetime(2026, 9, 1, tzinfo=UTC))
    said(personas, "group", "partly")
    said(personas, "leader", "yes")

    assert "Vandenbroucke" not in text_of(personas, signed_in, "leader")
    assert "Vandenbroucke" in text_of(personas, signed_in, "coach")
    assert [one.by for one in line(personas, "leader", today).history] == [""]


def test_leader_of_a_partner_school_reads_what_both_have_answered(personas, signed_in, today):
    partner = open_school()
    PartnershipFactory(community=personas.group, school=partner)
    leader = staff_member(partner, "leader")
    said(personas, "group", "no", "goal")
    said(personas, "group", "no", "time")
    said(personas, "leader", "yes", "time")

    page = conditions_page(leader, personas.group.pk, today=today)

    assert (page.side, page.works_here) == (None, False)
    assert [one.condition.code for one in page.lines if one.own or one.other] == ["time"]
    assert {one.other.by for one in page.to_talk_about} == {""}
    text = signed_in(leader).get(reverse("dashboard:conditions", args=[personas.group.pk])).content.decode()
    assert 'name="status"' not in text


def test_history_has_what_was_said_before(personas, today):
    for month, status in enumerate(("no", "partly", "yes"), 9):
        said(personas, "group", status, at=datetime(2026, month, 1, tzinfo=UTC))

    found = line(personas, "teacher", today)

    assert found.own.status == "yes"
    assert [one.status for one in found.history] == ["partly", "no"]


def test_difference_is_a_question_on_top(personas, signed_in):
    said(personas, "group", "partly")
    said(personas, "leader", "yes")

    text = text_of(personas, signed_in, "teacher")

    assert "what does each of you see?" in text
    assert "leader: Yes · group: Partly" in " ".join(text.split())


def test_reason_is_asked_of_the_leader_and_then_shown_to_both(personas, signed_in, today):
    said(personas, "leader", "no", "time")
    asked = [
        conditions_page(who, personas.group.pk, today=today).waiting for who in (personas.leader, personas.teacher)
    ]
    assert [[one.condition.code for one in lines] for lines in asked] == [["time"], []]

    StartConfirmationFactory(community=personas.group, code="time", reason="Vanaf januari wel.", by=personas.leader)

    assert conditions_page(personas.leader, personas.group.pk, today=today).waiting == ()
    for who in ("leader", "teacher"):
        assert "Vanaf januari wel." in text_of(personas, signed_in, who)


def test_group_sees_that_a_reason_is_asked_once_it_has_answered_itself(personas, signed_in):
    said(personas, "leader", "no", "time")
    assert 'id="asked"' not in text_of(personas, signed_in, "teacher")

    said(personas, "group", "yes", "time")

    text = text_of(personas, signed_in, "teacher")
    assert 'id="asked"' in text
    assert reverse("conditions:confirm", args=[personas.group.pk, "time"]) not in text


def test_leader_who_finds_it_settled_is_asked_where_the_group_does_not(personas, signed_in):
    said(personas, "leader", "yes", "voluntary")
    said(personas, "group", "partly", "voluntary")

    text = text_of(personas, signed_in, "leader")
    assert reverse("conditions:confirm", args=[personas.group.pk, "voluntary"]) in text
    assert "Talk about it first" in text


WAITING = {
    "leader": ("a word from you is asked", "a group waits for a word from you"),
    "teacher": ("the school leader is asked why you start all the same",),
}


@pytest.mark.parametrize(
    ("leader", "group", "is_confirmed", "seen"),
    [
        ("no", None, False, {"leader"}),
        (None, "yes", False, {"leader"}),
        ("no", "yes", False, {"leader", "teacher"}),
        ("yes", "no", False, {"leader", "teacher"}),
        ("yes", "yes", False, set()),
        ("no", "no", True, set()),
        (None, None, False, set()),
    ],
)
def test_pages_say_that_a_word_of_the_leader_is_asked(personas, signed_in, leader, group, is_confirmed, seen):
    for side, status in (("leader", leader), ("group", group)):
        if status:
            said(personas, side, "no" if status == "yes" else "yes", "time", at=datetime(2026, 9, 1, tzinfo=UTC))
            said(personas, side, status, "time")
    if is_confirmed:
        StartConfirmationFactory(community=personas.group, code="time", by=personas.leader)
    own = reverse("dashboard:community", args=[personas.group.pk])
    school = reverse("dashboard:school", args=[personas.school.slug])

    for who, paths in (("leader", (own, school)), ("teacher", (own,))):
        person = getattr(personas, who)
        person.language = "en"
        person.save()
        for path, words in zip(paths, WAITING[who], strict=True):
            assert (words in signed_in(person).get(path).content.decode()) is (who in seen)


def test_group_that_has_ended_is_asked_nothing(personas, today):
    said(personas, "leader", "no", "time")
    personas.group.ended_on = today
    personas.group.save()

    assert conditions_page(personas.leader, personas.group.pk, today=today).waiting == ()


@pytest.mark.parametrize("who", ["leader", "teacher"])
def test_group_page_says_why_it_started(personas, signed_in, who):
    StartConfirmationFactory(community=personas.group, code="time", reason="Vanaf januari <wel>.")
    path = reverse("dashboard:community", args=[personas.group.pk])

    page = signed_in(getattr(personas, who)).get(path).content.decode()

    assert "Vanaf januari &lt;wel&gt;." in page
    assert reverse("dashboard:conditions", args=[personas.group.pk]) in page


@pytest.mark.parametrize("who", ["outsider", "other_leader"])
def test_page_is_not_for_outsiders(personas, signed_in, who):
    response = signed_in(getattr(personas, who)).get(reverse("dashboard:conditions", args=[personas.group.pk]))

    assert response.status_code == 404


def test_after_sixty_school_days_it_is_time_to_look_again(personas, today):
    said(personas, "leader", "no", at=datetime(2026, 9, 1, 12, tzinfo=UTC))
    page = conditions_page(personas.leader, personas.group.pk, today=today)
    assert (page.last_look, page.is_time_to_look) == (date(2026, 9, 1), False)

    assert conditions_page(personas.leader, personas.group.pk, today=date(2026, 12, 10)).is_time_to_look


def test_facts_stand_beside_the_answers(personas, today):
    group = personas.group
    group.falls_away, group.task, group.created_by = "Het vakoverleg", "Zes lessen", personas.coach
    group.save()
    InvitationFactory(community=group, user=personas.teacher, is_accepted=True)
    MeetingFactory(community=group, day=date(2026, 12, 3), minutes=120, place="B204", in_lesson_time=True)
    MeetingFactory(community=group, day=date(2026, 12, 17), minutes=60, in_lesson_time=False)
    VariantChoiceFactory(community=group, decided_on=date(2026, 9, 3), reason="Past bij ons.")
    CharterVersionFactory(community=group, number=1, accepted_at=datetime(2026, 10, 3, 12, tzinfo=UTC))

    lines = conditions_page(personas.leader, group.pk, today=today).lines

    facts = {one.condition.code: " ".join(one.facts) for one in lines}
    assert facts["size"] == "1 member, and 1 coach or expert. Practice advises 4 to 8 members."
    assert facts["voluntary"] == "Everybody who takes part said yes personally."
    assert facts["time"] == (
        "This school year: 2 h in lesson time, 1 h outside. 2 dates are planned. What falls away instead is noted."
    )
    assert facts["practical"] == "A place is noted for 1 of the 2 planned meetings."
    assert facts["variant"] == "Chosen on 3 September, with a reason."
    assert facts["goal"].endswith("All members accepted the charter on 3 October.")
    assert facts["task"] == "The concrete task is written down."
    assert facts["motivation"] == ""


def test_who_came_in_with_an_import_is_counted_not_named(personas, today):
    """Neither of the two has an accepted invitation."""
    assert line(personas, "leader", today, "voluntary").facts == (
        "2 people came in with an import of the group, not by a yes of their own.",
    )


def test_who_was_taken_over_counts_until_she_confirms(personas, today):
    for person in (personas.teacher, personas.coach):
        InvitationFactory(community=personas.group, user=person, is_accepted=True)
    membership = personas.group.memberships.get(user=personas.teacher)
    membership.came_by = membership.IMPORTED
    membership.save()
    before = line(personas, "leader", today, "voluntary").facts

    confirm_imported_membership(membership=membership, by=personas.teacher, now=datetime(2026, 11, 23, 9, tzinfo=UTC))

    after = line(personas, "leader", today, "voluntary").facts
    assert before == ("1 person came in with an import of the group, not by a yes of her own.",)
    assert after == ("Everybody who takes part said yes personally.",)


def test_usual_time_of_the_group_counts_where_a_meeting_says_nothing(personas, today):
    personas.group.in_lesson_time = True
    personas.group.save()
    MeetingFactory(community=personas.group, day=date(2026, 12, 3), minutes=120)

    assert line(personas, "leader", today, "time").facts[0] == "This school year: 2 h in lesson time, 0 min outside."


def test_draft_dates_are_nobodys_evidence(personas, today):
    MeetingFactory(community=personas.group, day=date(2026, 12, 3), status="draft", place="B204")

    assert line(personas, "leader", today, "practical").facts == ("No place is noted yet.",)


def test_charter_was_accepted_on_the_day_of_the_school(personas, today):
    """Half past midnight in Brussels is still the evening before elsewhere."""
    CharterVersionFactory(community=personas.group, accepted_at=datetime(2026, 10, 3, 22, 30, tzinfo=UTC))

    assert line(personas, "leader", today).facts[-1] == "All members accepted the charter on 4 October."


def test_condition_that_the_school_left_out_is_not_asked(personas, today):
    SchoolConditionFactory(school=personas.school, code="variant", is_hidden=True)

    codes = [one.condition.code for one in conditions_page(personas.teacher, personas.group.pk, today=today).lines]

    assert codes == [code for code in CODES if code != "variant"]
