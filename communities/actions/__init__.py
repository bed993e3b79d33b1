"""Everything that changes a community. Nothing in here makes somebody else a member: people join by accepting."""

from communities.actions.choosing import NotAFormOfThisSchool, NotAskedHere, choose_variant, say_watch_words
from communities.actions.frame import (
    EndsBeforeStart,
    NotOnTheStaff,
    PauseIsOver,
    PauseOverlaps,
    PauseRunsBackwards,
    change_pause_end,
    edit_community,
    end_pause,
    finish_community,
    pause_community,
    reopen_community,
    set_partners,
    start_community,
)
from communities.actions.joining import (
    AlreadyIn,
    CommunityIsFinished,
    TooManyAsked,
    accept_invitation,
    decline_invitation,
    invite_people,
    person_behind_address,
)
from communities.actions.rolling_over import NotDecidedYet, QuietDays, roll_over
from communities.actions.softer import soften_ladder
from communities.actions.taking_part import change_own_part, leave_community, return_to_community, set_own_coach_roles

__all__ = [
    "AlreadyIn",
    "CommunityIsFinished",
    "EndsBeforeStart",
    "NotAFormOfThisSchool",
    "NotAskedHere",
    "NotDecidedYet",
    "NotOnTheStaff",
    "PauseIsOver",
    "PauseOverlaps",
    "PauseRunsBackwards",
    "QuietDays",
    "TooManyAsked",
    "accept_invitation",
    "change_own_part",
    "change_pause_end",
    "choose_variant",
    "decline_invitation",
    "edit_community",
    "end_pause",
    "finish_community",
    "invite_people",
    "leave_community",
    "pause_community",
    "person_behind_address",
    "reopen_community",
    "return_to_community",
    "roll_over",
    "say_watch_words",
    "set_own_coach_roles",
    "set_partners",
    "soften_ladder",
    "start_community",
]
