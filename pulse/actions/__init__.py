"""Everything that can happen to a round and to the conversations after it; one function a verb."""

from meetings.actions import AgendaIsFull
from pulse.actions.box import COMMENT, Slip
from pulse.actions.closing import close_due_rounds, close_round
from pulse.actions.rounds import CannotOpenNow, NotAsked, RoundIsClosed, answer_round, open_round
from pulse.actions.sharing import NotToShare, say_share
from pulse.actions.talking import OneAMeeting, OnTheAgenda, forget_talk, plan_talk, record_talk

__all__ = [
    "COMMENT",
    "AgendaIsFull",
    "CannotOpenNow",
    "NotAsked",
    "NotToShare",
    "OnTheAgenda",
    "OneAMeeting",
    "RoundIsClosed",
    "Slip",
    "answer_round",
    "close_due_rounds",
    "close_round",
    "forget_talk",
    "open_round",
    "plan_talk",
    "record_talk",
    "say_share",
]
