"""Everything that changes a meeting: checks, writes, leaves a trace and a fresh rhythm, in one transaction."""

from meetings.actions.activity import record_activity, remove_activity
from meetings.actions.agenda import MAX_BLOCKS, Block, add_point, set_agenda
from meetings.actions.chores import (
    TakenAlready,
    TooManyChores,
    add_chore,
    claim_chore,
    finish_chore,
    release_chore,
    remove_chore,
)
from meetings.actions.cycle import StepPlan, end_cycle, move_step, plan_cycle, skip_step, take_step_back
from meetings.actions.errors import (
    AgendaIsFull,
    CycleRunning,
    InTheFuture,
    LogConflict,
    MeetingError,
    NotAnswerable,
    NotUndoable,
    OutsideCommunity,
    SameDay,
    StaleMeeting,
    StepIsHeld,
    UsedKey,
)
from meetings.actions.feeds import note_reading, renew_feed, revoke_feed, revoke_feeds_of
from meetings.actions.frame import cancel_meeting, edit_meeting, plan_meeting, reopen_meeting
from meetings.actions.log import LogEntry, Logged, can_undo, log_meeting, log_unplanned, undo_log
from meetings.actions.notes import NewTask, NoteLine
from meetings.actions.replies import is_open, reply_to_meeting
from meetings.actions.subtasks import complete_subtask, drop_subtask, reopen_subtask
from meetings.actions.year import YearRow, plan_year, send_drafts

__all__ = [
    "MAX_BLOCKS",
    "AgendaIsFull",
    "Block",
    "CycleRunning",
    "InTheFuture",
    "LogConflict",
    "LogEntry",
    "Logged",
    "MeetingError",
    "NewTask",
    "NotAnswerable",
    "NotUndoable",
    "NoteLine",
    "OutsideCommunity",
    "SameDay",
    "StaleMeeting",
    "StepIsHeld",
    "StepPlan",
    "TakenAlready",
    "TooManyChores",
    "UsedKey",
    "YearRow",
    "add_chore",
    "add_point",
    "can_undo",
    "cancel_meeting",
    "claim_chore",
    "complete_subtask",
    "drop_subtask",
    "edit_meeting",
    "end_cycle",
    "finish_chore",
    "is_open",
    "log_meeting",
    "log_unplanned",
    "move_step",
    "note_reading",
    "plan_cycle",
    "plan_meeting",
    "plan_year",
    "record_activity",
    "release_chore",
    "remove_activity",
    "remove_chore",
    "renew_feed",
    "reopen_meeting",
    "reopen_subtask",
    "reply_to_meeting",
    "revoke_feed",
    "revoke_feeds_of",
    "send_drafts",
    "set_agenda",
    "skip_step",
    "take_step_back",
    "undo_log",
]
