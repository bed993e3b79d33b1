"""Groups of schools in the town: a full one with long names, one that is new, one without enough, for the walk."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page

from evidence.models import RollUp, SchoolGroup
from schools.models import School, User
from tests.factories import SchoolFactory
from tests.factories_leading import (
    BoardReaderFactory,
    GroupPlaceFactory,
    ReleaseFactory,
    RollUpFactory,
    SchoolGroupFactory,
)
from tests.journeys.stops import Stop, bare, open_everything, school
from tests.journeys.town import LONG, LONG_WORD, Town

SUMS = {"groups": 25, "variant_TDT": 10, "variant_DT": 0, "stage_running": 15, "stage_ended": 0, "decided": 5}
FIGURES = SUMS | {"meetings": 130, "hours": 1450, "outcomes": 15, "people": 120, "reach": "half", "average": "5_to_8"}


def group_of(town: Town) -> SchoolGroup:
    """The host and four more, with two years added up, one without enough, and one asked; `alone` reads for it."""
    found = SchoolGroup.objects.filter(name=f"Scholengroep {LONG}").first()
    return found or make_group(town)


def make_group(town: Town) -> SchoolGroup:
    group = SchoolGroupFactory(name=f"Scholengroep {LONG}")
    places = [town.story.host, *(SchoolFactory(name=f"{LONG_WORD} {n}") for n in range(4))]
    for one in places:
        GroupPlaceFactory(group=group, school=one)
        for year in ("2024-2025", "2025-2026"):
            ReleaseFactory(group=group, school=one, year=year)
    for year in ("2024-2025", "2025-2026"):
        RollUpFactory(group=group, year=year, is_enough=True, schools=5, figures=FIGURES)
    RollUpFactory(group=group, year="2023-2024")
    RollUpFactory(group=group, year="2026-2027", opened_on=date(2027, 1, 11), closes_on=date(2027, 2, 19), made_on=None)
    for person in (town.people["alone"], User.objects.create_user(f"{LONG_WORD.lower()[:50]}@koepel.example")):
        BoardReaderFactory(group=group, user=person)
    return group


def group(town: Town) -> list[object]:
    return [group_of(town).pk]


def counts(year: str) -> Callable[[Town], list[object]]:
    def found(town: Town) -> list[object]:
        return [RollUp.objects.get(group=group_of(town), year=year).pk]

    return found


def asked_of(town: Town) -> list[object]:
    return [town.story.host.slug, RollUp.objects.get(group=group_of(town), made_on=None).pk]


def asked_and_released(town: Town) -> list[object]:
    args = asked_of(town)
    ReleaseFactory(group=group_of(town), school=town.story.host, year="2026-2027")
    return args


def asked_of_bare(town: Town) -> list[object]:
    """A school that joined just now, and has nothing to release."""
    GroupPlaceFactory(group=group_of(town), school=town.bare)
    return [town.bare.slug, asked_of(town)[1]]


def new_group_of(town: Town) -> list[object]:
    """Nobody but one school and one reader."""
    group = SchoolGroupFactory(name="Scholen aan de Leie")
    GroupPlaceFactory(group=group, school=School.objects.get(slug="sint-pieter"))
    BoardReaderFactory(group=group, user=town.people["alone"])
    return [group.pk]


def leave_empty(page: Page, town: Town) -> None:
    page.locator("main form .btn--primary").click()
    page.locator(".field-error").first.wait_for()


def ask_too_soon(page: Page, town: Town) -> None:
    """A day that has passed, and no address of a reader."""
    open_everything(page, town)
    page.locator("[name=closes_on]").evaluate("one => { one.type = 'text'; one.value = '2020-01-01'; }")
    page.locator("form[action$='/ask/'] button").click()
    page.locator(".field-error").first.wait_for()


def join_with_nonsense(page: Page, town: Town) -> None:
    page.locator("[name=code]").fill(LONG_WORD)
    page.locator("form[action$='/join/'] button").click()
    page.locator(".field-error").first.wait_for()


BOARD: list[Stop] = [
    Stop("evidence:boards", "koen", note="none"),
    Stop("evidence:school-board", "fresh", bare, note="none yet"),
    Stop("evidence:new-group", "hilde", school),
    Stop("evidence:new-group", "hilde", school, leave_empty, note="errors"),
    Stop("evidence:group", "alone", group, open_everything),
    Stop("evidence:group", "alone", group, ask_too_soon, note="errors"),
    Stop("evidence:group", "hilde", group, note="a leader"),
    Stop("evidence:school-board", "hilde", school, open_everything),
    Stop("evidence:school-board", "hilde", school, join_with_nonsense, note="errors"),
    Stop("evidence:release", "hilde", asked_of),
    Stop("evidence:release", "hilde", asked_and_released, note="released"),
    Stop("evidence:release", "fresh", asked_of_bare, note="nothing to release"),
    Stop("evidence:roll-up", "alone", counts("2025-2026"), note="beside the year before"),
    Stop("evidence:roll-up", "hilde", counts("2024-2025"), note="a leader"),
    Stop("evidence:roll-up", "alone", counts("2023-2024"), note="not enough"),
    Stop("evidence:group", "alone", new_group_of, open_everything, note="new"),
    Stop("evidence:boards", "alone"),
]
