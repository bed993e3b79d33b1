"""Pages of rooms, hours, wishes and the year plan."""

from datetime import timedelta

from playwright.sync_api import Page

from planning.models import YearPlan
from tests.factories_leading import PlannedDateFactory, RoomFactory
from tests.journeys.stops import Stop, bare, crowd, group, next_year, school, send, year
from tests.journeys.town import LONG_WORD, NOW, TODAY, Town


def plan_of(town: Town, *, wanted: bool = False) -> YearPlan:
    """The draft of the demo's school; made by hand where its story left none."""
    host = town.story.host
    plan, is_new = YearPlan.objects.get_or_create(
        school=host, year="2026-2027", published_at=None, defaults={"made_at": NOW}
    )
    maths, care = town.group("wiskunde"), town.group("zorg")
    reason = {"code": "closed", "first": "2027-03-29", "last": "2027-04-09", "weekdays": [2], "people": 9}
    row = {"community": care.pk, "wanted": 4, "placed": 3, "reasons": [reason]}
    YearPlan.objects.filter(pk=plan.pk).update(asked_at=NOW if wanted else None, left_over=[row])
    for number in range(3 if is_new else 0):
        for one in (maths, care):
            PlannedDateFactory(plan=plan, community=one, day=TODAY + timedelta(days=21 + 28 * number))
    return plan


def plan_page(town: Town) -> list[object]:
    plan_of(town)
    return year(town)


def plan_being_made(town: Town) -> list[object]:
    plan_of(town, wanted=True)
    return year(town)


def plan_group(town: Town) -> list[object]:
    plan_of(town)
    return [*year(town), town.group("zorg").pk]


def planned_date(town: Town) -> list[object]:
    return [plan_of(town).dates.filter(meeting=None).order_by("day")[0].pk]


def room(town: Town) -> list[object]:
    return [town.story.host.slug, RoomFactory(school=town.story.host, name=LONG_WORD[:60], seats=None).pk]


def full_year(town: Town) -> list[object]:
    return [town.full.slug, "2026-2027"]


def a_day_that_is_closed(page: Page, town: Town) -> None:
    """The consequences are told before anything is saved."""
    page.locator("input[name=choice][value=own]").check()
    page.locator("input[name=day]").fill("2027-04-01")
    page.locator("input[name=at]").fill("09:00")
    with page.expect_navigation():
        page.locator("main .btn--primary").click()


PLANNER: list[Stop] = [
    Stop("planning:rooms", "hilde", school),
    Stop("planning:rooms", "fresh", bare, note="none"),
    Stop("planning:rooms", "fresh", bare, send, note="with errors"),
    Stop("planning:room", "hilde", room),
    Stop("planning:hours", "hilde", school),
    Stop("planning:hours", "fresh", bare, note="none"),
    Stop("planning:hours", "fresh", bare, send, note="with errors"),
    Stop("planning:my-hours", "tine", school),
    Stop("planning:my-hours", "hilde", school, note="a leader"),
    Stop("planning:wish", "tine", group("wiskunde")),
    Stop("planning:wish", "busy", crowd, note="long names"),
    Stop("planning:plan-now", "hilde", school, note="leads on"),
    Stop("planning:plan-now", "fresh", bare, note="no year"),
    Stop("planning:plan", "hilde", next_year, note="nothing yet"),
    Stop("planning:plan", "busy", full_year, note="too much"),
    Stop("planning:plan", "hilde", plan_being_made, note="being made"),
    Stop("planning:plan", "hilde", plan_page, note="a draft"),
    Stop("planning:publish", "hilde", plan_page),
    Stop("planning:plan-group", "hilde", plan_group),
    Stop("planning:move", "hilde", planned_date),
    Stop("planning:move", "hilde", planned_date, a_day_that_is_closed, note="with consequences"),
    Stop("exchange:timetable", "hilde", school),
    Stop("exchange:timetable", "hilde", school, send, note="with errors"),
]
