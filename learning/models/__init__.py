"""What a group works with between and beside its meetings: boards, lessons, try-outs, outcomes, topics, updates."""

from learning.models.between import Outcome, OutcomeUse, OutcomeVersion, TryOut
from learning.models.boards import Board, BoardMove, BoardStep, Evidence
from learning.models.lessons import CasePupil, LessonTalk, Observation, Prediction
from learning.models.talking import Mention, Post, StakeholderAsk, StakeholderUpdate, Topic

__all__ = [
    "Board",
    "BoardMove",
    "BoardStep",
    "CasePupil",
    "Evidence",
    "LessonTalk",
    "Mention",
    "Observation",
    "Outcome",
    "OutcomeUse",
    "OutcomeVersion",
    "Post",
    "Prediction",
    "StakeholderAsk",
    "StakeholderUpdate",
    "Topic",
    "TryOut",
]
