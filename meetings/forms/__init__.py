"""Forms validate and hand over plain values; they never save."""

from meetings.forms.activity import ActivityForm
from meetings.forms.agenda import AgendaForm
from meetings.forms.cycle import MoveStepForm, PlanCycleForm
from meetings.forms.frame import EditForm, PlanForm
from meetings.forms.log import LogSheet
from meetings.forms.pupils import CardForm, FeedbackForm, GuestsForm, OpenUntilForm
from meetings.forms.year import YearForm

__all__ = [
    "ActivityForm", "AgendaForm", "CardForm", "EditForm", "FeedbackForm", "GuestsForm", "LogSheet",
    "MoveStepForm", "OpenUntilForm", "PlanCycleForm", "PlanForm", "YearForm",
]  # fmt: skip
