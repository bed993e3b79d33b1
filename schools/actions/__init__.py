"""Everything that changes a school: its people and its school time."""

from schools.actions.people import (
    MAILS_AT_ONCE,
    LastLeader,
    MailDidNotLeave,
    change_roles,
    invite_staff,
    mark_back,
    mark_left,
    step_in,
    update_profile,
)
from schools.actions.school_time import Moved, add_closure, remove_closure, set_reminders

__all__ = [
    "MAILS_AT_ONCE",
    "LastLeader",
    "MailDidNotLeave",
    "Moved",
    "add_closure",
    "change_roles",
    "invite_staff",
    "mark_back",
    "mark_left",
    "remove_closure",
    "set_reminders",
    "step_in",
    "update_profile",
]
