"""What a year plan reckons with: rooms, hours of the week, and what groups wish (SL6, R58, R59).

A draft of a plan stays where it is, and so does who teaches when: the timetable is brought in as a file of its own.
"""

from django.utils.translation import gettext_lazy

from exchange.columns import COMMUNITY, Column, Kind, Sheet
from exchange.facts.columns import SCHOOL, hour, text, whole, yes_no
from exchange.facts.meetings import OF_COMMUNITY
from exchange.facts.spec import Facts, Link
from planning.models import MeetingHour, PlanningWish, Room

OF_SCHOOL = Link("school", "School", ("school",))

ROOMS = Facts(
    Sheet(
        "Rooms",
        ("Lokalen",),
        gettext_lazy("Rooms for groups"),
        (SCHOOL, text("name", "naam", size=60, is_required=True), whole("seats", "plaatsen", most=32_767, least=1)),
        is_optional=True,
    ),
    Room,
    (OF_SCHOOL,),
    host="school",
    key=("school", "name"),
    for_leader=True,
)
HOURS = Facts(
    Sheet(
        "MeetingHours",
        ("Uren voor groepen", "Overleguren"),
        gettext_lazy("Hours for groups"),
        (
            SCHOOL,
            Column("weekday", Kind.WEEKDAY, ("dag", "weekdag"), is_required=True),
            hour("starts", "van"),
            hour("ends", "tot"),
            yes_no("in_lesson_time", "binnen de lesuren"),
        ),
        is_optional=True,
    ),
    MeetingHour,
    (OF_SCHOOL,),
    host="school",
    key=("school", "weekday", "starts"),
    for_leader=True,
    spans=(("starts", "ends"),),
)
WISHES = Facts(
    Sheet(
        "PlanningWishes",
        ("Wensen voor de jaarplanning",),
        gettext_lazy("What groups wish of the year plan"),
        (
            COMMUNITY,
            Column("weekdays", Kind.WEEKDAYS, ("dagen",)),
            text("line", "in een regel", size=200),
            yes_no("plans_itself", "plant zelf"),
        ),
        is_optional=True,
    ),
    PlanningWish,
    (OF_COMMUNITY,),
    key=("community",),
    for_leader=True,
)
AFTER_COMMUNITIES = (ROOMS, HOURS, WISHES)
