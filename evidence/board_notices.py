"""Three notices of a group of schools: you read for its board, counts are asked of your school, counts are there."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from evidence.actions.roll_ups import ASKED, MADE
from evidence.actions.school_groups import NAMED
from evidence.models import BoardReader, GroupPlace, RollUp
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, occasion_id, register, subject_id

BOARD = _lazy("A group of schools")
ABOUT: dict[str, dict[str, Any]] = {
    NAMED: {
        "label": _lazy("You read for a board"),
        "explanation": _lazy("When somebody names you as a reader for the board of a group of schools."),
        "is_optional": False,
    },
    ASKED: {
        "label": _lazy("The board asks for counts"),
        "explanation": _lazy("When the board of your group of schools asks what your school releases. You decide."),
        "roles": frozenset({"leader"}),
    },
    MADE: {
        "label": _lazy("Counts of a group of schools"),
        "explanation": _lazy("When the counts of a year have been added up."),
    },
}


def register_all() -> None:
    for kind, compose in {NAMED: compose_named, ASKED: compose_asked, MADE: compose_made}.items():
        register(kind, compose, heading=BOARD, **ABOUT[kind])


def number_in(notice: Notice) -> int:
    """The occasion is "reader:<id>:<group>" or "roll_up:<id>:<group>"."""
    return occasion_id(notice)


def compose_named(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """Who still reads."""
    rows = BoardReader.objects.select_related("group").in_bulk([number_in(notice) for notice in notices])
    return each(notices, lambda notice: named(rows.get(number_in(notice))))


def named(row: BoardReader | None) -> Section | None:
    if row is None:
        return None
    return section(
        row.group.name,
        heading=_("You read for the board"),
        lines=[
            _("You were named as a reader for the board of “%(group)s”.") % {"group": row.group.name},
            _("You read sums over schools, of what each school released itself; never one school, never a person."),
            _("No password needed: with this address you get a code by mail when you sign in."),
        ],
        button=_("To the group of schools"),
        path=reverse("evidence:group", args=[row.group_id]),
        why=_("You get this mail because somebody named you as a reader."),
    )


def compose_asked(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """What can still be answered, of a school that is still in the group."""
    rows = RollUp.objects.filter(made_on=None).select_related("group")
    found = rows.in_bulk([number_in(notice) for notice in notices])
    schools = {subject_id(notice) for notice in notices}
    places = GroupPlace.objects.current().filter(school__in=schools).select_related("school")
    known = {(place.group_id, place.school_id): place for place in places}

    def compose(notice: Notice) -> Section | None:
        row = found.get(number_in(notice))
        place = known.get((row.group_id, subject_id(notice))) if row else None
        return asked(row, place) if row and place and row.closes_on >= now.date() else None

    return each(notices, compose)


def asked(row: RollUp, place: GroupPlace) -> Section:
    words = {"year": row.year, "day": date_format(row.closes_on, "j F Y"), "school": place.school.name}
    return section(
        row.group.name,
        heading=_("Which counts does your school release?"),
        lines=[
            _("The board would like to read counts of %(year)s, added up over the schools.") % words,
            _("Look at what would go for %(school)s, and release it or not: both are fine, nobody sees which.") % words,
            _("You can do so until %(day)s.") % words,
        ],
        button=_("Look at the counts"),
        path=reverse("evidence:release", args=[place.school.slug, row.pk]),
        why=_("You get this mail because your school takes part in this group of schools."),
    )


def compose_made(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """What was added up."""
    found = RollUp.objects.exclude(made_on=None).select_related("group")
    rows = found.in_bulk([number_in(notice) for notice in notices])
    return each(notices, lambda notice: made(rows.get(number_in(notice))))


def made(row: RollUp | None) -> Section | None:
    if row is None:
        return None
    enough = _("The counts of %(year)s have been added up.") % {"year": row.year}
    few = _("For %(year)s too little was released to tell a sum. That says nothing of any school.") % {"year": row.year}
    return section(
        row.group.name,
        heading=_("Counts of %(year)s") % {"year": row.year},
        lines=[enough if row.is_enough else few],
        button=_("Read them") if row.is_enough else _("To the group of schools"),
        path=reverse(
            "evidence:roll-up" if row.is_enough else "evidence:group", args=[row.pk if row.is_enough else row.group_id]
        ),
        why=_("You get this mail because you read for this board, or your school released counts."),
    )


def section(group: str, *, heading: str, lines: list[str], button: str, path: str, why: str) -> Section:
    return Section(
        subject=f"{group}: {heading}",
        heading=heading,
        lines=lines,
        button=button,
        path=path,
        why=why,
        group=group,
        group_path=reverse("evidence:boards"),
    )


def each(notices: Sequence[Notice], compose: Callable[[Notice], Section | None]) -> dict[int, Answer]:
    """In the language of each reader; what has gone is dropped."""
    answers: dict[int, Answer] = {}
    for notice in notices:
        with translation.override(notice.recipient.language):
            answers[notice.pk] = compose(notice) or Verdict.DROP
    return answers
