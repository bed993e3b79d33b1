"""Forms, a module a subject."""

from planning.forms.plan import MoveForm
from planning.forms.setting_up import HourForm, RoomForm, WeekForm, WishForm

__all__ = ["HourForm", "MoveForm", "RoomForm", "WeekForm", "WishForm"]
