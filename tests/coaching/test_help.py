"""Help asked in one tap, answered in a line, and known to nobody else (R69); offers taken or left (R64, R70)."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from coaching.actions import help as actions
from coaching.actions import offers
from coaching.help_page import help_page
from coaching.models import HelpRequest, Offer
from coaching.queries.help import desk_of, queue_of, style_of
from notifications import outbox
from notifications.models import Notice
from schools.models import AuditEvent
from tests.factories import CommunityFactory, MembershipFactory, open_school
from tests.factories_learning import CoachMandateFactory, HelpRequestFactory, OfferFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 19, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_monday(monkeypatch):
    monkeypatch.setattr("plc_platform.clock.now", lambda: NOW)
    monkeypatch.setattr("plc_platform.clock.today", lambda: NOW.date())


def at(name, row):
    return reverse(f"coaching:{name}", args=[row.pk])


def ask(client, group, **said):
    return client.post(at("help", group), {"key": str(uuid4()), "kind": "facilitating"} | said)


def test_one_tap_asks_and_tells_the_coach_alone(personas, signed_in):
    MembershipFactory(community=personas.group)
    key = str(uuid4())
    client = signed_in(personas.teacher)

    for _tap in range(2):
        ask(client, personas.group, key=key)

    row = HelpRequest.objects.get()
    assert (row.kind, row.line, row.asked_by) == ("facilitating", "", personas.teacher)
    assert set(Notice.objects.values_list("kind", "recipient")) == {("help_asked", personas.coach.pk)}
    assert not AuditEvent.objects.exists()


def test_the_mail_opens_the_queue(personas, signed_in):
    ask(signed_in(personas.teacher), personas.group, line="We raken er niet uit.")

    outbox.deliver_due(now=NOW)

    assert [one.to for one in mail.outbox] == [[personas.coach.email]]
    assert reverse("coaching:queue") in mail.outbox[0].body
    assert "niet uit" not in mail.outbox[0].subject


@pytest.mark.parametrize("end", ["answer", "close", "withdraw"])
def test_a_question_that_does_not_wait_any_more_is_not_mailed(personas, signed_in, end):
    client = signed_in(personas.teacher)
    ask(client, personas.group)

    client.post(at(f"{end}-help", HelpRequest.objects.get()), {"answer": "Ik bel je."})
    outbox.deliver_due(now=NOW)

    assert mail.outbox == []


def test_an_answer_tells_who_asked_and_the_group_reads_how_long_it_took(personas, signed_in):
    row = HelpRequestFactory(community=personas.group, asked_by=personas.teacher, asked_at=THURSDAY)

    signed_in(personas.coach).post(at("answer-help", row), {"answer": "Ik kom donderdag.", "to": "queue"})

    assert set(Notice.objects.values_list("kind", "recipient")) == {("help_answered", personas.teacher.pk)}
    page = signed_in(personas.teacher).get(at("help", personas.group))
    assert "Ik kom donderdag." in page.text
    assert "beantwoord na 2 schooldagen" in page.text


def test_a_second_answer_keeps_the_time_of_the_first(personas):
    row = HelpRequestFactory(community=personas.group, asked_by=personas.teacher, asked_at=THURSDAY)

    for day, words in ((23, "Ja."), (24, "Ja, om vier uur.")):
        actions.answer_help(request=row, answer=words, by=personas.coach, now=NOW.replace(day=day))

    row.refresh_from_db()
    assert (row.answer, row.answered_at) == ("Ja, om vier uur.", NOW)
    assert Notice.objects.count() == 1


def test_an_empty_answer_is_none(personas, signed_in):
    row = HelpRequestFactory(community=personas.group)

    signed_in(personas.coach).post(at("answer-help", row), {"answer": " "})

    row.refresh_from_db()
    assert row.answered_at is None


def test_only_who_asked_takes_it_back_and_only_before_an_answer(personas, signed_in):
    row = HelpRequestFactory(community=personas.group, asked_by=personas.teacher)

    signed_in(personas.coach).post(at("withdraw-help", row))
    assert HelpRequest.objects.exists()
    signed_in(personas.teacher).post(at("withdraw-help", row))
    assert not HelpRequest.objects.exists()

    answered = HelpRequestFactory(community=personas.group, asked_by=personas.teacher, answer="Ja", answered_at=NOW)
    signed_in(personas.teacher).post(at("withdraw-help", answered))
    assert HelpRequest.objects.exists()


def test_closed_is_over(personas, signed_in):
    row = HelpRequestFactory(community=personas.group)
    client = signed_in(personas.teacher)

    client.post(at("close-help", row))

    row.refresh_from_db()
    assert row.closed_on == date(2026, 11, 23)
    assert client.post(at("answer-help", row), {"answer": "Toch"}).status_code == 404


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_nobody_else_learns_that_help_was_asked(personas, signed_in, who):
    row = HelpRequestFactory(community=personas.group, line="zq-merkwoord")
    offer = OfferFactory(community=personas.group)
    client = signed_in(getattr(personas, who))

    assert client.get(at("help", personas.group)).status_code == 404
    assert ask(client, personas.group).status_code == 404
    for name in ("answer-help", "close-help", "withdraw-help"):
        assert client.post(at(name, row), {"answer": "x"}).status_code == 404
    for name in ("answer-offer", "withdraw-offer"):
        assert client.post(at(name, offer), {"answer": "taken"}).status_code == 404
    assert "zq-merkwoord" not in client.get(reverse("coaching:queue")).text
    assert HelpRequest.objects.get().closed_on is None
    assert not Notice.objects.exists()


def test_a_key_of_somebody_else_is_refused(personas):
    row = HelpRequestFactory(community=personas.group, asked_by=personas.teacher, form_key=uuid4())
    said = {"kind": "expert", "line": "", "key": row.form_key, "now": NOW}

    with pytest.raises(actions.UsedKey):
        actions.ask_help(community=personas.group, by=personas.coach, **said)


@pytest.mark.parametrize("said", [{"kind": ""}, {"kind": "leader"}, {"line": "x" * 201}])
def test_what_cannot_be_kept_says_so(personas, signed_in, said):
    answer = ask(signed_in(personas.teacher), personas.group, **said)

    assert answer.status_code == 400
    assert not HelpRequest.objects.exists()


# --- the queue -------------------------------------------------------------------------------------------------------
def test_the_queue_holds_only_groups_that_one_coaches_the_longest_first(personas):
    own = CommunityFactory(school=personas.school)
    MembershipFactory(community=own, user=personas.coach, role="member")
    HelpRequestFactory(community=own)
    late = HelpRequestFactory(community=personas.group, asked_at=THURSDAY)
    answered = HelpRequestFactory(community=personas.group, asked_at=THURSDAY.replace(day=2), answered_at=NOW)
    early = HelpRequestFactory(community=personas.group, asked_at=THURSDAY.replace(day=5))
    HelpRequestFactory(community=personas.group, closed_on=NOW.date())
    HelpRequestFactory()

    rows = [one.request for one in queue_of(personas.coach, today=NOW.date())]

    assert rows == [early, late, answered]


def test_the_queue_lets_go_of_a_group_that_ended(personas):
    HelpRequestFactory(community=personas.group)
    personas.group.ended_on = NOW.date()
    personas.group.save()

    assert queue_of(personas.coach, today=NOW.date()) == []


@pytest.mark.parametrize("number", [1, 3])
def test_statements_of_the_queue_do_not_grow(personas, signed_in, django_assert_num_queries, number):
    for place in range(number):
        group = personas.group if not place else CommunityFactory(school=open_school())
        if place:
            MembershipFactory(community=group, user=personas.coach, role="coach")
        HelpRequestFactory(community=group, asked_by=personas.teacher)
    client = signed_in(personas.coach)

    with django_assert_num_queries(5):
        client.get(reverse("coaching:queue"))


@pytest.mark.parametrize("number", [1, 3])
def test_statements_of_the_group_s_page_do_not_grow(personas, signed_in, django_assert_num_queries, number):
    HelpRequestFactory.create_batch(number, community=personas.group, asked_by=personas.teacher)
    OfferFactory.create_batch(number, community=personas.group, by=personas.coach)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(10):
        client.get(at("help", personas.group))


def test_without_a_coach_the_page_names_who_plays_a_role(personas):
    personas.group.memberships.filter(user=personas.coach).delete()
    row = MembershipFactory(community=personas.group)
    row.coach_roles.create(kind="expert", started_on=date(2026, 9, 1))

    page = help_page(personas.group, personas.teacher, today=NOW.date())

    assert page.coaches == []
    assert [one.name for one in page.helpers] == [row.user.get_full_name()]


# --- offers ----------------------------------------------------------------------------------------------------------
def offer(client, group, **said):
    return client.post(at("offer", group), {"key": str(uuid4()), "kind": "expert", "text": "Een voorbeeld."} | said)


def test_a_coach_offers_and_the_group_takes_or_leaves_in_one_tap(personas, signed_in):
    offer(signed_in(personas.coach), personas.group, link="school.example/lijn")
    row = Offer.objects.get()
    client = signed_in(personas.teacher)

    for said in ("left", "taken"):
        client.post(at("answer-offer", row), {"answer": said})
    client.post(at("answer-offer", row), {"answer": "later"})

    page = client.get(reverse("coaching:help", args=[personas.group.pk])).content.decode()
    assert 'value="left"' in page  # only what would change it
    assert 'value="taken"' not in page
    row.refresh_from_db()
    assert (row.link, row.answer, row.answered_by) == ("https://school.example/lijn", "taken", personas.teacher)
    assert not Notice.objects.exists()
    assert not AuditEvent.objects.exists()


def test_only_a_coach_offers(personas, signed_in):
    offer(signed_in(personas.teacher), personas.group)

    assert not Offer.objects.exists()


def test_a_coach_does_not_take_her_own_offer(personas):
    row = OfferFactory(community=personas.group, by=personas.coach)

    with pytest.raises(offers.OwnOffer):
        offers.answer_offer(offer=row, answer="taken", by=personas.coach, now=NOW)


def test_another_coach_does_not_answer_for_the_group_either(personas, signed_in):
    second = MembershipFactory(community=personas.group, role="coach").user
    row = OfferFactory(community=personas.group, by=personas.coach)
    client, path = signed_in(second), at("answer-offer", row)
    assert path not in client.get(at("help", personas.group)).text

    client.post(path, {"answer": "taken"})

    row.refresh_from_db()
    assert row.answer == ""
    assert path in signed_in(personas.teacher).get(at("help", personas.group)).text


def test_an_offer_is_withdrawn_by_who_made_it_before_a_word(personas, signed_in):
    row = OfferFactory(community=personas.group, by=personas.coach)
    said = OfferFactory(community=personas.group, by=personas.coach, answer="left")

    assert signed_in(personas.teacher).post(at("withdraw-offer", row)).status_code == 404
    for one in (row, said):
        signed_in(personas.coach).post(at("withdraw-offer", one))

    assert list(Offer.objects.all()) == [said]


def test_an_offer_without_words_says_so(personas, signed_in):
    assert offer(signed_in(personas.coach), personas.group, text="").status_code == 400


def test_the_mirror_of_style_is_one_s_own_and_of_a_year(personas, signed_in):
    for answer, number in (("taken", 2), ("left", 1), ("", 1)):
        OfferFactory.create_batch(number, by=personas.coach, answer=answer, made_at=NOW)
    OfferFactory(by=personas.coach, made_at=NOW.replace(year=2025, month=10))
    OfferFactory(by=personas.teacher, made_at=NOW)

    rows = {row.label: (row.taken, row.left, row.unsaid) for row in style_of(personas.coach, today=NOW.date())}

    assert sorted(rows.values()) == [(0, 0, 0), (0, 0, 0), (2, 1, 1)]
    assert not signed_in(personas.leader).get(reverse("coaching:mirror-of-style")).context["has_offers"]


@pytest.mark.parametrize("number", [1, 3])
def test_statements_of_the_mirror_do_not_grow(personas, signed_in, django_assert_num_queries, number):
    OfferFactory.create_batch(number, by=personas.coach, answer="taken", made_at=NOW)
    client = signed_in(personas.coach)
    with django_assert_num_queries(3):
        client.get(reverse("coaching:mirror-of-style"))


# --- the coach's desk ------------------------------------------------------------------------------------------------
def test_the_desk_names_groups_that_ask_something(personas, django_assert_num_queries):
    HelpRequestFactory(community=personas.group)
    other = CommunityFactory(school=personas.school, name="Zorg")
    MembershipFactory(community=other, user=personas.coach, role="coach")
    CoachMandateFactory(community=other, user=personas.coach, ends_on=date(2026, 12, 20))
    quiet = CommunityFactory(school=personas.school)
    MembershipFactory(community=quiet, user=personas.coach, role="coach")

    with django_assert_num_queries(1):
        rows = desk_of(personas.coach.pk, today=NOW.date())

    found = {(row.pk, row.asks_help, row.renew_by) for row in rows}
    assert found == {(personas.group.pk, True, None), (other.pk, False, date(2026, 12, 20))}
