"""Meetings, what a group notes of them, and the stored rhythm.

The frame of a meeting (date, length, place, number present) may be seen by the leader; what the group writes (agenda,
minutes, decisions, subtasks, who was there, what pupils said) stands in tables of its own with a stricter `visible_to`.
"""

from meetings.models.activity import Activity
from meetings.models.calendar import CalendarFeed, Reply, Telling
from meetings.models.chores import Chore
from meetings.models.core import (
    AgendaBlock,
    Attendance,
    Cadence,
    Decision,
    Focus,
    LogReceipt,
    Meeting,
    Minutes,
    MinutesQuerySet,
    Purpose,
    Subtask,
)
from meetings.models.cycle import Cycle, CycleStep, CycleText
from meetings.models.digest import DigestDay
from meetings.models.pupils import FeedbackAnswer, FeedbackCard, FeedbackTicket, PupilGuests
from meetings.models.running import (
    ExitCheck,
    GroupScript,
    ModelCheck,
    Objection,
    ParkedItem,
    Proposal,
    RoleTurn,
    Run,
)

__all__ = [
    "Activity",
    "AgendaBlock",
    "Attendance",
    "Cadence",
    "CalendarFeed",
    "Chore",
    "Cycle",
    "CycleStep",
    "CycleText",
    "Decision",
    "DigestDay",
    "ExitCheck",
    "FeedbackAnswer",
    "FeedbackCard",
    "FeedbackTicket",
    "Focus",
    "GroupScript",
    "LogReceipt",
    "Meeting",
    "Minutes",
    "MinutesQuerySet",
    "ModelCheck",
    "Objection",
    "ParkedItem",
    "Proposal",
    "PupilGuests",
    "Purpose",
    "Reply",
    "RoleTurn",
    "Run",
    "Subtask",
    "Telling",
]
