"""Forms validate and hand over plain values; they never save."""

from meetings.forms.agenda import AgendaForm
from meetings.forms.frame import EditForm, PlanForm
from meetings.forms.log import LogSheet
from meetings.forms.year import YearForm

__all__ = ["AgendaForm", "EditForm", "LogSheet", "PlanForm", "YearForm"]
