"""Everything that changes a school: its people and its school time."""

from schools.actions.address import AddressInUse, AddressWorks, correct_address
from schools.actions.people import (
    MAILS_AT_ONCE,
    LastLeader,
    MailDidNotLeave,
    NotOneself,
    change_roles,
    invite_staff,
    mark_back,
    mark_left,
    state_of_oneself,
    step_in,
    update_profile,
)
from schools.actions.quiet_periods import add_quiet_period, change_quiet_period, remove_quiet_period
from schools.actions.school_time import Moved, add_closure, remove_closure, set_reminders
from schools.actions.workload import (
    RuleIsPublished,
    publish_workload_rule,
    set_workload_rule,
    withdraw_workload_rule,
)

__all__ = [
    "MAILS_AT_ONCE",
    "AddressInUse",
    "AddressWorks",
    "LastLeader",
    "MailDidNotLeave",
    "Moved",
    "NotOneself",
    "RuleIsPublished",
    "add_closure",
    "add_quiet_period",
    "change_quiet_period",
    "change_roles",
    "correct_address",
    "invite_staff",
    "mark_back",
    "mark_left",
    "publish_workload_rule",
    "remove_closure",
    "remove_quiet_period",
    "set_reminders",
    "set_workload_rule",
    "state_of_oneself",
    "step_in",
    "update_profile",
    "withdraw_workload_rule",
]
