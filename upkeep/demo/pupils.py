"""Pupils in the demo: guests of one group, a card on paper that is closed, and one on the board that is still open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from communities.models import Community
from meetings.actions import (
    CardPlan,
    Guests,
    Said,
    answer_card,
    make_card,
    note_consent,
    note_pupil_guests,
    print_tickets,
)
from meetings.cards import board_token, new_code, slip_behind
from meetings.localtime import local_day, wall_time
from meetings.models import FeedbackCard
from meetings.pupil_page import usual_days, year_end
from schools.calendar import SchoolDays
from schools.models import User
from upkeep.demo.groups import Plot

Step = tuple[datetime, int, Any]
ON_PAPER = (
    Said(3, "Dat we eerst zelf mochten proberen", "De laatste oefening was lang"),
    Said(3, "Samen uitleggen aan elkaar", "", "Ja, dat mag elke week"),
    Said(2, "De tekening op het bord", "Ik wist niet waar te beginnen", "Soms"),
    Said(3, "Dat een fout niet erg was", "Niets"),
    Said(2, "", "Het ging snel"),
    Said(1, "", "Ik durfde niets te zeggen in de groep", "Liever in een kleine groep"),
    Said(3, "De voorbeelden van anderen", "De woorden van de opgave", "Ja"),
    Said(2, "Dat we lang mochten nadenken"),
    Said(3),
)
ON_BOARD = (Said(2, "De vraag vóór de tekst", "Moeilijke woorden"), Said(3, "Stil lezen"))


@dataclass(frozen=True, slots=True)
class Card:
    """A card of the demo: so many school days before the story day, open for so many days."""

    about: str
    question: str
    before: int
    open_days: int
    number: int
    said: tuple[Said, ...]
    is_on_board: bool = False


CARDS = {
    "wiskunde": Card("De les waarin je zelf een bewijs zocht", "Wil je vaker zo werken?", 9, 4, 12, ON_PAPER),
    "lezen": Card("De leesles met één vraag vooraf", "", 1, 14, 24, ON_BOARD, is_on_board=True),
}


def steps_of(
    plot: Plot,
    days: SchoolDays,
    held: Sequence[date],
    story_day: date,
    groups: Mapping[str, Any],
    people: Mapping[str, User],
) -> Iterator[Step]:
    """The moments at which this group does something with pupils; none for most groups."""
    by = people[plot.people[0]]
    this_year = [day for day in held if day >= days.begin]
    if plot.key == "wiskunde" and this_year:
        yield wall_time(this_year[0], time(18)), 14, partial(_invite, groups, plot, by)
    if (card := CARDS.get(plot.key)) and (day := days.before(story_day, card.before)):
        yield wall_time(day, time(15)), 14, partial(_ask, groups, plot, by, card)


def _invite(groups: Mapping[str, Community], plot: Plot, by: User, now: datetime) -> None:
    """Two pupils of the pupils' council think along all year; they and their parents know."""
    group, today = groups[plot.key], local_day(now)
    guests = Guests(2, today, year_end(group, today=today))
    row = note_pupil_guests(community=group, guests=guests, by=by, now=now)
    note_consent(row=row, by=by, now=now)


def _ask(groups: Mapping[str, Community], plot: Plot, by: User, card: Card, now: datetime) -> None:
    group, today = groups[plot.key], local_day(now)
    plan = CardPlan(
        about=card.about,
        question=card.question,
        number=card.number,
        is_on_board=card.is_on_board,
        closes_on=today + timedelta(days=card.open_days),
        delete_on=usual_days(group, today=today)["delete_on"],
    )
    made = make_card(community=group, plan=plan, key=uuid4(), by=by, now=now)
    for said, (token, device) in zip(card.said, _tokens(made, by, now), strict=False):
        slip = slip_behind(token, device=device, today=today)
        if slip:
            answer_card(slip=slip, said=said, now=now)


def _tokens(card: FeedbackCard, by: User, now: datetime) -> Iterator[tuple[str, str]]:
    """Codes of papers, or the board with another device each time."""
    if card.is_on_board:
        yield from ((board_token(card), new_code()) for _number in range(card.number))
    else:
        yield from ((code, "") for code in print_tickets(card=card, by=by, now=now))
