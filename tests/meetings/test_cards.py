"""Feedback cards as the group has them: made, handed out, read from three answers on, and gone on the set day."""

import re
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from meetings import actions
from meetings.cards import slip_behind
from meetings.models import FeedbackAnswer, FeedbackCard, FeedbackTicket
from meetings.models.calendar import hash_of
from meetings.tasks import forget
from schools.models import AuditEvent
from tests.factories import FeedbackAnswerFactory, FeedbackCardFactory, MeetingFactory

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
OUTSIDE = ["leader", "outsider", "other_leader"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def card(personas):
    return FeedbackCardFactory(community=personas.group, question="Zou je dit vaker willen?", number=5)


@pytest.fixture
def new(personas):
    return reverse("meetings:card-new", args=[personas.group.pk])


def path(verb, card):
    return reverse(f"meetings:{verb}", args=[card.pk])


def said(**fields):
    usual = {"about": "De les over bewijzen", "question": "", "meeting": "", "way": "paper", "number": "24"}
    days = {"closes_on": "2026-12-07", "delete_on": "2027-06-30"}
    return {"key": str(uuid4())} | usual | days | fields


# --- making one ------------------------------------------------------------------------------------------------------
def test_form_starts_with_two_weeks_and_the_end_of_the_school_year(personas, new, signed_in):
    meeting = MeetingFactory(community=personas.group, day=date(2026, 11, 19), status="held")

    form = signed_in(personas.teacher).get(new, {"meeting": meeting.pk}).context["form"]

    year = personas.school.years.get(label="2026-2027")
    assert form["closes_on"].value() == date(2026, 12, 7)
    assert form["delete_on"].value() == year.last_day
    assert form["meeting"].value() == meeting.pk


def test_card_is_made_once_however_often_the_form_is_sent(personas, new, signed_in):
    client, fields = signed_in(personas.teacher), said(way="board")

    answers = [client.post(new, fields).headers["Location"] for _ in range(2)]

    card = FeedbackCard.objects.get()
    assert answers == [path("feedback-card", card)] * 2
    assert (card.number, card.is_on_board, card.created_on, card.created_by) == (
        24, True, date(2026, 11, 23), personas.teacher,
    )  # fmt: skip
    assert AuditEvent.objects.get(verb="make_feedback_card").detail == {"number": 24}


def test_key_of_another_group_makes_a_card_with_a_key_of_its_own(personas, new, signed_in):
    other = FeedbackCardFactory(community=MeetingFactory().community)

    signed_in(personas.teacher).post(new, said(key=str(other.key)))

    assert FeedbackCard.objects.filter(community=personas.group).exclude(key=other.key).count() == 1


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"about": ""}, {"about"}),
        ({"about": "x" * 121}, {"about"}),
        ({"number": "2"}, {"number"}),
        ({"closes_on": "2026-11-22"}, {"closes_on"}),
        ({"delete_on": "2026-12-06"}, {"delete_on"}),
        ({"closes_on": "2026-12-07", "delete_on": "2027-11-24"}, {"delete_on"}),
        ({"way": "mail"}, {"way"}),
    ],
)
def test_form_says_what_is_wrong_and_makes_nothing(personas, new, signed_in, fields, wrong):
    answer = signed_in(personas.teacher).post(new, said(**fields))

    assert set(answer.context["form"].errors) == wrong
    assert not FeedbackCard.objects.exists()


def test_what_looks_like_a_name_is_asked_about_once(personas, new, signed_in):
    client, fields = signed_in(personas.teacher), said(question="Wat vond leerling Jonas ervan?")

    asked = client.post(new, fields)
    assert (asked.context["name"], FeedbackCard.objects.count()) == ("Jonas", 0)
    assert 'name="seen" value="Jonas"' in asked.content.decode()
    other = client.post(new, fields | {"question": "Wat vond leerling Noor ervan?", "seen": "Jonas"})
    assert (other.context["name"], FeedbackCard.objects.count()) == ("Noor", 0)

    client.post(new, fields | {"seen": "Jonas"})
    assert FeedbackCard.objects.count() == 1


@pytest.mark.parametrize("who", OUTSIDE)
def test_others_find_nothing_and_change_nothing(personas, card, new, signed_in, who):
    client = signed_in(getattr(personas, who))
    FeedbackAnswerFactory.create_batch(3, card=card, helped="zq-canary-pupil")

    answers = [client.get(new), client.post(new, said())]
    answers += [client.get(path(verb, card)) for verb in ("feedback-card", "card-board")]
    answers += [client.post(path(verb, card)) for verb in ("card-papers", "card-close", "card-open", "card-delete")]

    assert {answer.status_code for answer in answers} == {404}
    assert (FeedbackCard.objects.get().closes_on, FeedbackTicket.objects.count()) == (card.closes_on, 0)


def test_leader_reads_nothing_of_it_anywhere(personas, card, signed_in):
    meeting = MeetingFactory(community=personas.group, day=date(2026, 11, 19), status="held")
    FeedbackCard.objects.update(about="zq-canary-card", meeting=meeting)
    FeedbackAnswerFactory.create_batch(3, card=card, helped="zq-canary-pupil")
    client = signed_in(personas.leader)
    paths = [
        reverse("meetings:meeting", args=[meeting.pk]),
        reverse("dashboard:community", args=[personas.group.pk]),
        reverse("dashboard:school", args=[personas.school.slug]),
    ]

    assert [b"zq-canary" in client.get(one).content for one in paths] == [False] * 3


# --- handing out -----------------------------------------------------------------------------------------------------
def codes_on(page):
    return re.findall(r"/card/([\w-]+)/", page.content.decode())


def test_papers_show_each_code_once_and_keep_only_its_hash(personas, card, signed_in):
    client = signed_in(personas.teacher)

    page = client.post(path("card-papers", card))
    codes = codes_on(page)

    assert len(set(codes)) == page.content.decode().count('class="qr"') == 5
    kept = FeedbackTicket.objects.values_list("code_hash", flat=True)
    assert set(kept) == {hash_of(code) for code in codes}
    assert not any(code in str(row) for row in FeedbackTicket.objects.values() for code in codes)
    assert client.get(path("feedback-card", card)).content.decode().count("/card/") == 0


def test_new_papers_stop_the_old_ones_that_were_not_used(personas, card, signed_in):
    client = signed_in(personas.teacher)
    old = codes_on(client.post(path("card-papers", card)))
    used = slip_behind(old[0], device="", today=NOW.date())
    actions.answer_card(slip=used, said=actions.Said(3), now=NOW)

    fresh = codes_on(client.post(path("card-papers", card)))

    states = [slip_behind(code, device="", today=NOW.date()) for code in old]
    assert (states[0].state, states[1:], len(fresh)) == ("used", [None] * 4, 4)


def test_board_shows_one_address_for_the_class(personas, card, signed_in):
    FeedbackCard.objects.update(is_on_board=True)
    page = signed_in(personas.teacher).get(path("card-board", card))

    (token,) = set(codes_on(page))
    assert slip_behind(token, device="", today=NOW.date()).card == card
    assert page.content.decode().count('class="qr"') == 1


@pytest.mark.parametrize(("fields", "board", "papers"), [({"is_on_board": True}, 200, 302), ({}, 302, 200)])
def test_each_way_of_handing_out_is_for_its_own_cards(personas, card, signed_in, fields, board, papers):
    FeedbackCard.objects.update(**fields)
    client = signed_in(personas.teacher)

    statuses = client.get(path("card-board", card)).status_code, client.post(path("card-papers", card)).status_code

    assert statuses == (board, papers)


# --- reading ---------------------------------------------------------------------------------------------------------
def test_nothing_is_shown_before_there_are_three_answers(personas, card, signed_in):
    FeedbackAnswerFactory.create_batch(2, card=card, mood=1, helped="Het filmpje", own="Ja hoor")
    page = signed_in(personas.teacher).get(path("feedback-card", card))

    assert page.context["page"].moods == [("Ja", 0), ("Een beetje", 0), ("Niet echt", 0)]
    for text in ("Het filmpje", "Ja hoor"):
        assert text not in page.content.decode()
    FeedbackCard.objects.update(closes_on=date(2026, 11, 20))
    assert "Het filmpje" not in signed_in(personas.teacher).get(path("feedback-card", card)).content.decode()


def test_answers_are_counts_and_lists_that_belong_to_nobody(personas, card, signed_in):
    for number in range(30):
        FeedbackAnswerFactory(card=card, mood=1 + number % 3, helped=f"h{number:02}", hindered=f"m{number:02}", own="")

    page = signed_in(personas.teacher).get(path("feedback-card", card)).context["page"]

    assert page.moods == [("Ja", 10), ("Een beetje", 10), ("Niet echt", 10)]
    assert sorted(page.helped) == [f"h{number:02}" for number in range(30)]
    assert page.own == []
    # Neither as they came, nor side by side with the other question of the same pupil.
    assert page.helped != sorted(page.helped)
    assert [text[1:] for text in page.helped] != [text[1:] for text in page.hindered]


def test_answer_has_no_column_that_tells_who_or_when():
    columns = {field.name for field in FeedbackAnswer._meta.get_fields()}
    tickets = {field.name for field in FeedbackTicket._meta.get_fields()}

    assert columns == {"id", "card", "mood", "helped", "hindered", "own"}
    assert tickets == {"id", "card", "code_hash", "is_used"}


@pytest.mark.parametrize("number", [1, 3])
def test_card_costs_the_same_for_any_number_of_answers(personas, card, signed_in, number, django_assert_num_queries):
    FeedbackAnswerFactory.create_batch(number, card=card)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(5):
        client.get(path("feedback-card", card))


# --- the end ---------------------------------------------------------------------------------------------------------
def test_closing_early_ends_the_answers_and_keeps_them(personas, card, signed_in):
    FeedbackAnswerFactory.create_batch(3, card=card)
    client = signed_in(personas.teacher)
    for _ in range(2):
        client.post(path("card-close", card))

    card.refresh_from_db()
    assert (card.closes_on, card.answers.count()) == (date(2026, 11, 22), 3)
    assert AuditEvent.objects.filter(verb="close_feedback_card").count() == 1


def test_card_opens_again_and_the_promised_day_stays(personas, card, signed_in):
    client = signed_in(personas.teacher)
    client.post(path("card-close", card))
    for _ in range(2):
        client.post(path("card-open", card), {"day": "2026-12-11"})

    card.refresh_from_db()
    assert (card.closes_on, card.delete_on) == (date(2026, 12, 11), date(2027, 6, 30))
    assert AuditEvent.objects.filter(verb="open_feedback_card").count() == 1


@pytest.mark.parametrize("day", ["2026-11-22", "2027-07-01", "", "morgen"])
def test_card_opens_neither_before_today_nor_past_the_promised_day(personas, card, signed_in, day):
    text = signed_in(personas.teacher).post(path("card-open", card), {"day": day}, follow=True).text

    assert FeedbackCard.objects.get().closes_on == card.closes_on
    assert "Kies vandaag of een latere dag, en niet na de dag" in text


def test_deleting_takes_everything(personas, card, signed_in):
    FeedbackAnswerFactory(card=card)
    FeedbackTicket.objects.create(card=card, code_hash="x")

    answer = signed_in(personas.teacher).post(path("card-delete", card))

    assert answer.headers["Location"] == reverse("meetings:pupils", args=[personas.group.pk])
    assert [model.objects.count() for model in (FeedbackCard, FeedbackAnswer, FeedbackTicket)] == [0, 0, 0]


@pytest.mark.parametrize(("day", "is_kept"), [(date(2027, 6, 30), True), (date(2027, 7, 1), False)])
def test_on_the_day_after_everything_is_deleted_and_told(card, day, is_kept, caplog):
    FeedbackAnswerFactory.create_batch(2, card=card)
    FeedbackTicket.objects.create(card=card, code_hash="x")
    caplog.set_level("INFO", logger="meetings.tasks")

    with time_machine.travel(datetime(day.year, day.month, day.day, 2, 25, tzinfo=UTC), tick=False):
        forget()
        forget()

    left = [model.objects.count() for model in (FeedbackCard, FeedbackAnswer, FeedbackTicket)]
    assert left == ([1, 2, 1] if is_kept else [0, 0, 0])
    told = "deleted 0 feedback cards with 0 answers" if is_kept else "deleted 1 feedback cards with 2 answers"
    assert caplog.messages[0] == told
    assert AuditEvent.objects.filter(verb="delete_feedback_card", actor="system").count() == (not is_kept)


def test_after_its_day_a_card_is_shown_to_nobody_even_where_nothing_runs_at_night(personas, card, signed_in):
    FeedbackCard.objects.update(closes_on=date(2026, 11, 10), delete_on=date(2026, 11, 22))
    client = signed_in(personas.teacher)

    assert client.get(path("feedback-card", card)).status_code == 404
    assert client.get(reverse("meetings:pupils", args=[personas.group.pk])).context["page"].cards == []
