"""Everything that changes a plan or what it reckons with, in one transaction each."""

from planning.actions.plans import (
    DayIsTaken,
    PlanIsOld,
    add_date,
    ask_for_plan,
    drop_plan,
    keep_proposal,
    move_date,
    note_failure,
    remove_date,
    stop_waiting,
    take_plan,
)
from planning.actions.publishing import PLANNED, publish_plan
from planning.actions.setting_up import (
    HourIsThere,
    NameIsTaken,
    add_hour,
    remove_hour,
    remove_room,
    save_room,
    say_taught_hours,
    say_wish,
    take_timetable,
)

__all__ = [
    "PLANNED",
    "DayIsTaken",
    "HourIsThere",
    "NameIsTaken",
    "PlanIsOld",
    "add_date",
    "add_hour",
    "ask_for_plan",
    "drop_plan",
    "keep_proposal",
    "move_date",
    "note_failure",
    "publish_plan",
    "remove_date",
    "remove_hour",
    "remove_room",
    "save_room",
    "say_taught_hours",
    "say_wish",
    "stop_waiting",
    "take_plan",
    "take_timetable",
]
