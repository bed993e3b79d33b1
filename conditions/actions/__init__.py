"""What can happen to start conditions and readiness; one function a verb."""

from conditions.actions.catalogue import CannotBeHidden, Words, add_condition, restore_condition, write_condition
from conditions.actions.start import Details, NothingToConfirm, answer_condition, confirm_start

__all__ = [
    "CannotBeHidden",
    "Details",
    "NothingToConfirm",
    "Words",
    "add_condition",
    "answer_condition",
    "confirm_start",
    "restore_condition",
    "write_condition",
]
