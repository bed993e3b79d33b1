"""What a pupil meets behind a code: three questions, thanks, and never a wall. Nothing tells who it was."""

import json
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from meetings import actions, cards
from meetings.cards import board_token, slip_behind
from meetings.models import FeedbackAnswer, FeedbackCard, FeedbackTicket
from schools.models import AuditEvent
from tests.factories import FeedbackCardFactory

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
pytestmark = pytest.mark.django_db
SAID = {"mood": "3", "helped": "Het filmpje", "hindered": "Te snel", "own": "Graag"}


@pytest.fixture(autouse=True)
def morning():
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def card(personas):
    return FeedbackCardFactory(community=personas.group, question="Vaker zo?", number=3)


@pytest.fixture
def paper(card, personas):
    """The address of one paper."""
    return path(actions.print_tickets(card=card, by=personas.teacher, now=NOW)[0])


@pytest.fixture
def board(card):
    FeedbackCard.objects.update(is_on_board=True)
    return path(board_token(card))


def path(token):
    return reverse("meetings:card", args=[token])


def answers():
    return list(FeedbackAnswer.objects.values_list("mood", "helped", "hindered", "own"))


# --- a paper ---------------------------------------------------------------------------------------------------------
def test_opening_a_paper_uses_nothing_up(paper):
    client = Client()
    for _ in range(3):
        assert client.get(paper).status_code == 200
        assert client.head(paper).status_code == 200

    assert not FeedbackTicket.objects.filter(is_used=True).exists()


def test_paper_takes_one_answer_and_says_thanks(paper):
    client = Client(enforce_csrf_checks=True)

    sent = client.post(paper, SAID)
    thanks = client.get(sent.headers["Location"])
    again = client.post(paper, SAID | {"helped": "Nog eens"})

    assert (sent.status_code, again.status_code) == (302, 302)
    assert "Dank je wel!" in thanks.content.decode()
    assert answers() == [(3, "Het filmpje", "Te snel", "Graag")]
    assert FeedbackTicket.objects.filter(is_used=True).count() == 1
    later = client.get(paper)
    assert (later.status_code, "al gebruikt" in later.content.decode()) == (200, True)


def test_one_tap_is_enough(paper):
    Client().post(paper, {"mood": "1"})

    assert answers() == [(1, "", "", "")]


def test_no_cookie_is_set_and_the_page_travels_nowhere(paper):
    client = Client()
    pages = [client.get(paper), client.post(paper, SAID), client.get(paper), client.get(path("x" * 22))]

    assert client.cookies == {}
    for page in pages:
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["X-Robots-Tag"] == "noindex"
        assert page.headers["Cache-Control"] == "no-store"


def test_answer_leaves_no_trace_of_who_or_when(paper):
    before = AuditEvent.objects.count()

    Client().post(paper, SAID, REMOTE_ADDR="203.0.113.77")

    assert AuditEvent.objects.count() == before
    rows = [*FeedbackAnswer.objects.values(), *FeedbackTicket.objects.values(), *FeedbackCard.objects.values()]
    assert "203.0.113.77" not in json.dumps(rows, default=str)


@pytest.mark.parametrize(
    "fields", [{}, {"mood": "4"}, {"mood": "ja"}, SAID | {"helped": "x" * 301}, {"mood": "", "helped": "Het filmpje"}]
)
def test_wrong_answer_keeps_what_was_typed_and_the_paper(paper, fields):
    page = Client().post(paper, fields)

    assert (page.status_code, bool(page.context["form"].errors)) == (200, True)
    assert fields.get("helped", "")[:300] in page.content.decode()
    assert not FeedbackTicket.objects.filter(is_used=True).exists()


def test_form_has_no_personal_field(paper, card):
    form = Client().get(paper).context["form"]
    assert list(form.fields) == ["mood", "helped", "hindered", "own"]

    FeedbackCard.objects.update(question="")
    assert list(Client().get(paper).context["form"].fields) == ["mood", "helped", "hindered"]
    Client().post(paper, SAID)
    assert answers() == [(3, "Het filmpje", "Te snel", "")]


def test_page_speaks_the_language_of_the_school_with_a_switch(paper, personas):
    assert "Heeft deze les" in Client().get(paper).content.decode()
    english = Client().get(paper, {"lang": "en"})
    assert ("Did this lesson" in english.content.decode(), english.headers["Content-Language"]) == (True, "en")

    personas.school.language = "en"
    personas.school.save()
    assert "Did this lesson" in Client().get(paper).content.decode()
    assert "Heeft deze les" in Client().get(paper, {"lang": "nl"}).content.decode()


# --- codes that take no answer ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("token", ["x", "A" * 22, "é" * 22, "x" * 500, "00000000-0000-0000-0000-000000000000"])
def test_unknown_code_gets_a_friendly_page(card, token):
    for page in (Client().get(path(token)), Client().post(path(token), SAID)):
        assert (page.status_code, "vraag het aan je leerkracht" in page.content.decode()) == (404, True)


def test_key_of_a_card_with_papers_opens_nothing(card):
    assert Client().get(path(board_token(card))).status_code == 404


def test_closed_card_says_so(paper):
    FeedbackCard.objects.update(closes_on=date(2026, 11, 22))
    page = Client().get(paper)

    assert (page.status_code, "gesloten" in page.content.decode()) == (410, True)
    Client().post(paper, SAID)
    assert answers() == []


def test_card_past_its_last_day_does_not_exist(paper):
    FeedbackCard.objects.update(closes_on=date(2026, 11, 10), delete_on=date(2026, 11, 22))

    assert Client().get(paper).status_code == 404


def test_card_that_closes_between_reading_and_sending_keeps_nothing(card, paper):
    slip = slip_behind(paper.split("/")[-2], device="", today=NOW.date())
    actions.close_card(card=card, by=None, now=NOW)

    with pytest.raises(actions.CardIsClosed):
        actions.answer_card(slip=slip, said=actions.Said(3), now=NOW)
    assert answers() == []


# --- the code on the board -------------------------------------------------------------------------------------------
def device(board):
    """A phone that has the page open."""
    client = Client()
    client.get(board)
    return client


def test_board_takes_one_answer_a_device(board):
    phone = device(board)

    assert phone.post(board, SAID).status_code == 302
    assert phone.post(board, SAID).status_code == 302

    assert (len(answers()), FeedbackTicket.objects.count()) == (1, 1)
    assert "al gebruikt" in phone.get(board).content.decode()
    assert "al gebruikt" not in device(board).get(board).content.decode()


def test_opening_the_board_writes_nothing_and_gives_one_short_cookie(board):
    phone = device(board)
    (cookie,) = phone.cookies.values()
    first = cookie.value
    phone.get(board)

    assert not FeedbackTicket.objects.exists()
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Lax", board, 43_200)
    assert phone.cookies["card"].value == first
    assert settings.SESSION_COOKIE_NAME not in phone.cookies


def test_board_takes_as_many_answers_as_there_are_pupils(board, card):
    phones = [device(board) for _ in range(4)]
    for phone in phones:
        phone.post(board, SAID)

    assert len(answers()) == card.number == 3
    page = phones[3].get(board)
    assert (page.status_code, "Alle antwoorden zijn binnen" in page.content.decode()) == (200, True)


def test_device_without_its_cookie_is_asked_to_press_again(board):
    phone = Client()

    first = phone.post(board, SAID)
    assert (first.status_code, "Het filmpje" in first.content.decode(), answers()) == (200, True, [])
    phone.post(board, SAID)

    assert len(answers()) == 1


def test_cookie_that_somebody_made_up_counts_as_none(board):
    phone = Client()
    phone.cookies["card"] = "zomaar:iets"

    assert phone.post(board, SAID).status_code == 200
    assert answers() == []


def test_flood_of_posts_is_slowed_down_without_an_address_of_anybody(board, monkeypatch):
    monkeypatch.setattr(cards, "MOST_POSTS", 1)
    phone, other = device(board), device(board)
    phone.post(board, SAID)

    page = other.post(board, SAID, REMOTE_ADDR="203.0.113.77")

    assert (page.status_code, "Wacht een minuut" in page.content.decode()) == (429, True)
    assert "Het filmpje" in page.content.decode()
    assert len(answers()) == 1


@pytest.mark.parametrize("kind", ["paper", "board"])
def test_reading_costs_the_same_however_many_answered(kind, request, card, django_assert_num_queries):
    address = request.getfixturevalue(kind)
    FeedbackCard.objects.update(number=9)
    for _ in range(3 if kind == "board" else 0):
        device(address).post(address, SAID)

    with django_assert_num_queries(1 if kind == "paper" else 3):
        Client().get(address)
