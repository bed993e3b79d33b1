"""A group asks its leader in a line; she answers in a tap; both read it and nobody else (SL7)."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from leading.actions import requests as actions
from leading.models import LeaderRequest
from leading.queries.requests import askable_schools, usual_answer_days
from notifications import outbox
from notifications.models import Notice
from schools.models import AuditEvent
from tests.factories import (
    CommunityFactory,
    MembershipFactory,
    PartnershipFactory,
    StaffFactory,
    open_school,
    staff_member,
)
from tests.factories_leading import LeaderRequestFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 19, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_monday(monkeypatch):
    monkeypatch.setattr("plc_platform.clock.now", lambda: NOW)
    monkeypatch.setattr("plc_platform.clock.today", lambda: NOW.date())


def at(name, row):
    return reverse(f"leading:{name}", args=[row.pk])


def ask(client, group, **said):
    return client.post(at("requests", group), {"key": str(uuid4()), "kind": "time", "line": "Een vrij uur."} | said)


def test_asking_twice_asks_once_and_mails_nobody(personas, signed_in):
    key, client = str(uuid4()), signed_in(personas.teacher)

    for _tap in range(2):
        assert ask(client, personas.group, key=key, needed_on="2026-12-01").status_code == 302

    row = LeaderRequest.objects.get()
    assert (row.kind, row.line, row.needed_on) == ("time", "Een vrij uur.", date(2026, 12, 1))
    assert (row.school, row.asked_by, row.asked_at) == (personas.school, personas.teacher, NOW)
    assert not Notice.objects.exists()
    assert [event.verb for event in AuditEvent.objects.all()] == ["request.asked"]


def test_the_key_of_another_group_is_refused(personas):
    said = {"kind": "time", "line": "Tijd", "needed_on": None, "key": uuid4(), "by": personas.teacher, "now": NOW}
    actions.ask_leader(community=personas.group, school=personas.school, **said)

    with pytest.raises(actions.UsedKey):
        actions.ask_leader(community=CommunityFactory(school=personas.school), school=personas.school, **said)


@pytest.mark.parametrize(
    "said", [{"kind": ""}, {"line": " "}, {"kind": "money"}, {"line": "x" * 201}, {"needed_on": "2026-11-22"}]
)
def test_what_is_missing_is_said_beside_it_and_what_was_typed_stays(personas, signed_in, said):
    response = ask(signed_in(personas.teacher), personas.group, **{"line": "Blijft staan"} | said)

    assert response.status_code == 400
    assert said.get("line", "Blijft staan").strip() in response.text
    assert not LeaderRequest.objects.exists()


def test_a_group_that_has_finished_asks_nothing(personas, signed_in):
    personas.group.ended_on = date(2026, 11, 2)
    personas.group.save()

    ask(signed_in(personas.teacher), personas.group)

    assert not LeaderRequest.objects.exists()


@pytest.mark.parametrize("who", ["outsider", "other_leader", "leader"])
def test_who_is_not_of_the_group_asks_nothing(personas, signed_in, who):
    row = LeaderRequestFactory(community=personas.group)
    client = signed_in(getattr(personas, who))

    assert [ask(client, personas.group).status_code, client.get(at("requests", personas.group)).status_code] == [
        404
    ] * 2
    assert [client.post(at(name, row)).status_code for name in ("close", "take-back")] == [404, 404]
    assert list(LeaderRequest.objects.values_list("pk", "closed_on")) == [(row.pk, None)]


@pytest.mark.parametrize("who", ["outsider", "other_leader", "teacher", "coach"])
def test_only_who_leads_the_school_answers(personas, signed_in, who):
    row = LeaderRequestFactory(community=personas.group)

    response = signed_in(getattr(personas, who)).post(at("answer", row), {"outcome": "yes"})

    row.refresh_from_db()
    assert (response.status_code, row.outcome) == (404, "")


def test_an_answer_is_counted_in_school_days_and_told_to_the_group(personas, signed_in):
    row = LeaderRequestFactory(community=personas.group, asked_at=THURSDAY, asked_by=personas.teacher)

    response = signed_in(personas.leader).post(at("answer", row), {"outcome": "partly", "answer": "Eén uur."})

    row.refresh_from_db()
    assert response.headers["Location"] == reverse("dashboard:school", args=[personas.school.slug])
    assert (row.outcome, row.answer, row.answer_days, row.answered_by) == ("partly", "Eén uur.", 2, personas.leader)
    told = set(Notice.objects.values_list("kind", "recipient"))
    assert told == {("leader_answered", personas.teacher.pk), ("leader_answered", personas.coach.pk)}
    assert "Eén uur." in signed_in(personas.teacher).get(at("requests", personas.group)).text


def test_the_mail_tells_the_answer_as_long_as_it_is_open(personas):
    row = LeaderRequestFactory(community=personas.group, asked_at=THURSDAY)
    actions.answer_request(request=row, outcome="yes", answer="Vanaf januari.", by=personas.leader, now=NOW)

    outbox.deliver_due(now=NOW)

    assert len(mail.outbox) == 2
    assert "Vanaf januari." in mail.outbox[0].body


def test_nothing_is_mailed_of_what_is_settled(personas):
    row = LeaderRequestFactory(community=personas.group, asked_at=THURSDAY)
    actions.answer_request(request=row, outcome="yes", answer="", by=personas.leader, now=NOW)
    actions.close_request(request=row, by=personas.teacher, now=NOW)

    outbox.deliver_due(now=NOW)

    assert mail.outbox == []


def test_a_second_answer_keeps_the_time_of_the_first(personas):
    row = LeaderRequestFactory(community=personas.group, asked_at=THURSDAY)

    for day, outcome in ((23, "later"), (30, "yes")):
        actions.answer_request(request=row, outcome=outcome, answer="", by=personas.leader, now=NOW.replace(day=day))

    row.refresh_from_db()
    assert (row.outcome, row.answer_days, row.answered_at) == ("yes", 2, NOW)
    assert Notice.objects.count() == 2


def test_a_no_says_why(personas, signed_in):
    row = LeaderRequestFactory(community=personas.group)

    response = signed_in(personas.leader).post(at("answer", row), {"outcome": "no"})

    row.refresh_from_db()
    assert (response.status_code, row.outcome) == (400, "")


def test_what_was_closed_meanwhile_is_not_answered(personas):
    row = LeaderRequestFactory(community=personas.group)
    actions.close_request(request=row, by=personas.teacher, now=NOW)

    said = actions.answer_request(request=row, outcome="yes", answer="", by=personas.leader, now=NOW)

    row.refresh_from_db()
    assert (said, row.outcome, row.closed_on) == (False, "", NOW.date())


def test_only_who_asked_takes_it_back_and_only_before_an_answer(personas, signed_in):
    row = LeaderRequestFactory(community=personas.group, asked_by=personas.teacher)

    signed_in(personas.coach).post(at("take-back", row))
    assert LeaderRequest.objects.exists()
    signed_in(personas.teacher).post(at("take-back", row))
    assert not LeaderRequest.objects.exists()

    answered = LeaderRequestFactory(community=personas.group, asked_by=personas.teacher, outcome="yes", answered_at=NOW)
    signed_in(personas.teacher).post(at("take-back", answered))
    assert LeaderRequest.objects.exists()


def test_a_member_from_a_partner_school_may_ask_her_own_leader(personas, signed_in):
    partner = open_school(name="Partner")
    leader, member = staff_member(partner, "leader"), staff_member(partner)
    PartnershipFactory(community=personas.group, school=partner)
    MembershipFactory(community=personas.group, user=member)

    ask(signed_in(member), personas.group, school=partner.pk)

    row = LeaderRequest.objects.get()
    assert row.school == partner
    assert signed_in(leader).get(at("answer", row)).status_code == 200
    assert signed_in(personas.leader).get(at("answer", row)).status_code == 404
    assert [school.pk for school in askable_schools(personas.group, personas.teacher)] == [personas.school.pk]


def test_nobody_asks_the_leader_of_a_school_that_takes_no_part(personas, signed_in):
    elsewhere = StaffFactory(user=personas.teacher).school

    ask(signed_in(personas.teacher), personas.group, school=elsewhere.pk)

    assert LeaderRequest.objects.get().school == personas.school


def test_usual_time_is_of_the_last_year_and_of_this_school(personas):
    for days in (1, 2, 9):
        LeaderRequestFactory(community=personas.group, outcome="yes", answered_at=NOW, answer_days=days)
    old = datetime(2025, 11, 1, tzinfo=UTC)
    LeaderRequestFactory(community=personas.group, outcome="yes", answered_at=old, answer_days=90)
    LeaderRequestFactory(outcome="yes", answered_at=NOW, answer_days=90)

    assert usual_answer_days(personas.school, now=NOW) == 2


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("who", "name", "statements"), [("teacher", "requests", 6), ("leader", "asked", 5)])
def test_statements_do_not_grow(personas, signed_in, django_assert_num_queries, number, who, name, statements):
    for _one in range(number):
        LeaderRequestFactory(community=personas.group, asked_by=personas.teacher)
    place = personas.group.pk if name == "requests" else personas.school.slug
    client = signed_in(getattr(personas, who))

    with django_assert_num_queries(statements):
        assert client.get(reverse(f"leading:{name}", args=[place])).status_code == 200
