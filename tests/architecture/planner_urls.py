"""Addresses of rooms, hours, wishes and the year plan."""

from typing import Any

from tests.architecture.url_rows import INSIDERS, STAFF, Row, group, in_school, row_of, school, year
from tests.architecture.world import Things


def group_in_plan(things: Things, user: Any) -> list[Any]:
    return [*year(things, user), things.group.pk]


PLANNER: dict[str, Row] = {
    "planning:rooms": Row(school, "leader", "leader"),
    "planning:room": Row(in_school("room"), "leader", "leader"),
    "planning:remove-room": Row(in_school("room"), None, "leader"),
    "planning:hours": Row(school, "leader", "leader"),
    "planning:remove-hour": Row(in_school("meeting_hour"), None, "leader"),
    "planning:my-hours": Row(school, STAFF, STAFF),
    "planning:wish": Row(group, INSIDERS, INSIDERS),
    "planning:plan-now": Row(school, "leader", None),
    "planning:plan": Row(year, "leader", None),
    "planning:propose": Row(year, None, "leader"),
    "planning:stop": Row(year, None, "leader"),
    "planning:drop": Row(year, None, "leader"),
    "planning:publish": Row(year, "leader", "leader"),
    "planning:plan-group": Row(group_in_plan, "leader", "leader"),
    "planning:move": Row(row_of("planned_date"), "leader", "leader"),
    "planning:remove-date": Row(row_of("planned_date"), None, "leader"),
    "exchange:timetable": Row(school, "leader", "leader"),
    "exchange:timetable-template": Row(school, "leader", None),
}
