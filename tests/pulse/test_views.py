"""The pages: words for the group, nothing for the leader, the same answer for the first time and the fifth."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.urls import reverse

from meetings.models import AgendaBlock
from pulse.models import Ballot, Condition, Conversation, Round, ShareVoice
from pulse.statements import statements
from schools.models import User
from tests.factories import MeetingFactory, MembershipFactory
from tests.factories_learning import CommentFactory, ConversationFactory, FindingFactory, RoundFactory
from tests.pulse.helpers import AFTER, HIGH, answer, members_of, opened

ALL_FIVE = {one.code: "4" for one in statements("en")}


@pytest.fixture(autouse=True)
def frozen(personas, monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    monkeypatch.setattr("plc_platform.clock.now", lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
    User.objects.update(language="en")


@pytest.fixture
def group(personas):
    members_of(personas.group, 4)
    User.objects.update(language="en")
    for person in (personas.leader, personas.teacher, personas.coach, personas.outsider):
        person.refresh_from_db()
    return personas.group


@pytest.fixture
def running(personas, group):
    return opened(group, personas.coach)


@pytest.fixture
def done(group):
    one = RoundFactory(community=group, has_comments=True)
    for condition in Condition:
        FindingFactory(round=one, condition=condition, band="discuss" if condition == "safety" else "strong")
    CommentFactory(round=one, text="Meer luisteren.")
    return one


def of_group(name, group, *more):
    return reverse(f"pulse:{name}", args=[group.pk, *more])


def text_of(client, address):
    return client.get(address).content.decode()


# --- opening and answering -------------------------------------------------------------------------------------------
def test_member_opens_with_one_tap(personas, group, signed_in):
    client = signed_in(personas.teacher)
    assert "Open the pulse" in text_of(client, of_group("pulse", group))
    client.post(of_group("open", group))
    assert "The pulse is open" in text_of(client, of_group("pulse", group))
    assert Round.objects.get().has_comments is False


def test_second_tap_says_that_it_is_open(personas, running, group, signed_in):
    response = signed_in(personas.teacher).post(of_group("open", group), follow=True)
    assert "A round is open already." in response.content.decode()
    assert Round.objects.count() == 1


def test_promise_stands_before_the_statements(personas, running, signed_in):
    page = text_of(signed_in(personas.teacher), reverse("pulse:answer", args=[running.pk]))
    assert page.index("Confidential while the round is open") < page.index(statements("en")[1].text)
    assert "Backups of the database" in page
    assert page.count('type="radio"') == 90


def test_first_and_changed_answer_get_the_same_response(personas, running, signed_in):
    client = signed_in(personas.teacher)
    sessions = list(Session.objects.values_list("session_data", "expire_date"))
    responses = [client.post(reverse("pulse:answer", args=[running.pk]), ALL_FIVE) for _ in range(2)]
    assert len({(one.status_code, one.url, one.content, len(one.cookies)) for one in responses}) == 1
    assert not list(get_messages(responses[0].wsgi_request))
    assert list(Session.objects.values_list("session_data", "expire_date")) == sessions


def test_pages_do_not_tell_whether_somebody_answered(personas, running, group, signed_in):
    client = signed_in(personas.teacher)
    pages = [of_group("pulse", group), reverse("pulse:thanks", args=[running.pk])]
    before = [text_of(client, page) for page in pages]
    answer(running, personas.teacher)
    assert [text_of(client, page) for page in pages] == before


def test_answer_to_nothing_is_asked_back_with_what_was_chosen(personas, running, signed_in):
    client = signed_in(personas.teacher)
    response = client.post(reverse("pulse:answer", args=[running.pk]), {"safety_1": "0"})
    assert "Choose an answer to at least one statement." in response.content.decode()
    assert "checked" in response.content.decode()


@pytest.mark.parametrize("who", ["coach", "leader", "outsider"])
def test_nobody_else_answers(personas, running, signed_in, who):
    client = signed_in(getattr(personas, who))
    for name in ("answer", "thanks"):
        assert client.get(reverse(f"pulse:{name}", args=[running.pk])).status_code == 404
    before = set(Ballot.objects.values_list("label", "sealed"))
    assert client.post(reverse("pulse:answer", args=[running.pk]), ALL_FIVE).status_code == 404
    assert set(Ballot.objects.values_list("label", "sealed")) == before


def test_page_of_an_open_round_says_nothing_of_answers(personas, running, signed_in):
    response = signed_in(personas.coach).get(reverse("pulse:round", args=[running.pk]))
    assert response.status_code == 302


def test_round_closes_at_the_first_look_after_its_last_day(personas, running, group, signed_in, monkeypatch):
    for person in User.objects.filter(memberships__community=group, memberships__role="member"):
        answer(running, person, HIGH)
    monkeypatch.setattr("plc_platform.clock.today", lambda: AFTER.date())
    monkeypatch.setattr("plc_platform.clock.now", lambda: AFTER)
    client = signed_in(personas.teacher)
    assert client.get(reverse("pulse:answer", args=[running.pk])).status_code == 302
    assert "Strong" in text_of(client, reverse("pulse:round", args=[running.pk]))


def test_group_of_three_gets_cards(personas, signed_in):
    members_of(personas.group, 2)
    User.objects.update(language="en")
    personas.teacher.refresh_from_db()
    page = text_of(signed_in(personas.teacher), of_group("pulse", personas.group))
    assert "With fewer than four members" in page
    assert "Open the pulse" not in page
    assert page.count("Card to talk about it") == 5


# --- the result ------------------------------------------------------------------------------------------------------
def test_result_is_words_alone(personas, done, signed_in):
    page = text_of(signed_in(personas.teacher), reverse("pulse:round", args=[done.pk]))
    main = page[page.index("<main") : page.index("</main>")]
    assert "To discuss" in main
    assert "Next meeting: talk about psychological safety?" in main
    assert '<svg class="strip"' not in main
    assert not [sign for sign in ("%", "Mean", "median", "histogram") if sign in main]


def test_too_few_answers_are_one_kind_sentence(personas, group, signed_in):
    one = RoundFactory(community=group, size="")
    page = text_of(signed_in(personas.teacher), reverse("pulse:round", args=[one.pk]))
    assert "Too few answers this time" in page
    assert "Strong" not in page


def test_leader_reads_a_round_only_once_it_is_shown(personas, done, signed_in):
    client, address = signed_in(personas.leader), reverse("pulse:round", args=[done.pk])
    assert client.get(address).status_code == 404
    Round.objects.update(shared_on=date(2026, 11, 2))
    page = text_of(client, address)
    assert "All members of this group agreed to show you this round" in page
    assert "Meer luisteren." not in page
    assert "Card to talk about it" not in page
    assert client.get(of_group("pulse", done.community)).status_code == 404


def test_leader_who_is_a_member_is_one(personas, done, signed_in):
    MembershipFactory(community=done.community, user=personas.leader)
    page = text_of(signed_in(personas.leader), reverse("pulse:round", args=[done.pk]))
    assert "Meer luisteren." in page


def test_yes_to_showing_is_ones_own(personas, done, signed_in):
    client, address = signed_in(personas.teacher), reverse("pulse:share", args=[done.pk])
    client.post(address, {"wants": "yes"})
    assert "You would show it." in text_of(client, reverse("pulse:round", args=[done.pk]))
    assert "You would show it." not in text_of(signed_in(personas.coach), reverse("pulse:round", args=[done.pk]))
    signed_in(personas.teacher).post(address, {"wants": "no"})
    assert not ShareVoice.objects.exists()


def test_coach_sees_no_button_to_show(personas, done, signed_in):
    page = text_of(signed_in(personas.coach), reverse("pulse:round", args=[done.pk]))
    assert "I would show this round" not in page


# --- talking ---------------------------------------------------------------------------------------------------------
def test_one_tap_says_that_you_talked(personas, done, signed_in, today):
    client, address = signed_in(personas.coach), of_group("talk", done.community, "safety")
    client.post(address)
    client.post(address)
    talked = Conversation.objects.get()
    assert (talked.condition, talked.held_on, talked.round) == ("safety", today, done)
    assert "talked about on" in text_of(client, reverse("pulse:round", args=[done.pk]))


def test_talk_in_a_meeting_has_its_day(personas, group, signed_in):
    meeting = MeetingFactory(community=group, day=date(2026, 11, 12), status="held")
    signed_in(personas.teacher).post(of_group("talk", group, "purpose"), {"when": str(meeting.pk)})
    assert Conversation.objects.values_list("held_on", "meeting").get() == (date(2026, 11, 12), meeting.pk)


def test_talk_by_mistake_can_be_taken_back(personas, group, signed_in):
    talked = ConversationFactory(community=group)
    assert signed_in(personas.outsider).post(reverse("pulse:forget-talk", args=[talked.pk])).status_code == 404
    signed_in(personas.teacher).post(reverse("pulse:forget-talk", args=[talked.pk]))
    assert not Conversation.objects.exists()


def test_card_goes_on_the_next_agenda_once(personas, group, signed_in):
    meeting = MeetingFactory(community=group, day=date(2026, 12, 3))
    client = signed_in(personas.teacher)
    for _ in range(2):
        client.post(of_group("plan-talk", group, "safety"))
    assert list(AgendaBlock.objects.filter(meeting=meeting).values_list("title", "minutes")) == [
        ("Talk: psychological safety", 20)
    ]


def test_one_condition_a_meeting(personas, group, signed_in):
    meeting = MeetingFactory(community=group, day=date(2026, 12, 3))
    client = signed_in(personas.teacher)

    client.post(of_group("plan-talk", group, "safety"))
    personas.teacher.language = "nl"
    personas.teacher.save()
    client.post(of_group("plan-talk", group, "cohesion"))

    assert AgendaBlock.objects.get(meeting=meeting).title.endswith("psychological safety")


def test_no_meeting_yet_leads_to_planning(personas, group, signed_in):
    client = signed_in(personas.teacher)
    assert reverse("meetings:plan", args=[group.pk]) in text_of(client, of_group("talk", group, "safety"))
    client.post(of_group("plan-talk", group, "safety"))
    assert not AgendaBlock.objects.exists()


def test_unknown_condition_is_no_page(personas, group, signed_in):
    client = signed_in(personas.teacher)
    assert client.get(of_group("talk", group, "luck")).status_code == 404
    assert client.post(of_group("plan-talk", group, "luck")).status_code == 404


@pytest.mark.parametrize("name", ["pulse", "open", "talk", "plan-talk"])
@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_others_find_nothing(personas, group, signed_in, name, who):
    address = of_group(name, group, *(["safety"] if "talk" in name else []))
    client = signed_in(getattr(personas, who))
    assert {client.get(address).status_code, client.post(address).status_code} <= {404, 405}
    assert not Round.objects.exists()


def test_expert_has_no_part_in_it(personas, done, signed_in):
    expert = MembershipFactory(community=done.community, role="expert").user
    client = signed_in(expert)
    assert client.get(of_group("pulse", done.community)).status_code == 404
    assert client.get(reverse("pulse:round", args=[done.pk])).status_code == 404


# --- how much it asks of the database --------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [1, 3])
def test_page_of_a_group_costs_the_same_with_more_rounds(personas, group, signed_in, number, django_assert_num_queries):
    for place in range(number):
        one = RoundFactory(community=group, opened_on=date(2026, 9, 7 + place))
        FindingFactory(round=one)
        ConversationFactory(community=group, held_on=date(2026, 10, 1 + place))
    client = signed_in(personas.teacher)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(of_group("pulse", group))


@pytest.mark.parametrize("number", [1, 3])
def test_round_costs_the_same_for_any_number_of_comments(personas, done, signed_in, number, django_assert_num_queries):
    CommentFactory.create_batch(number - 1, round=done, text="Meer lachen.")
    client = signed_in(personas.teacher)
    with django_assert_num_queries(8):
        client.get(reverse("pulse:round", args=[done.pk]))


@pytest.mark.parametrize("number", [1, 3])
def test_card_costs_the_same_for_any_number_of_talks(personas, group, signed_in, number, django_assert_num_queries):
    for place in range(number):
        ConversationFactory(community=group, condition="safety", held_on=date(2026, 10, 1 + place))
        MeetingFactory(community=group, day=date(2026, 11, 3 + place), status="held")
    client = signed_in(personas.teacher)
    with django_assert_num_queries(6):
        client.get(of_group("talk", group, "safety"))


PAGE_QUERIES = 14
