"""How long groups wait for an answer of their leader, about herself alone (SL7): never a mark, only what is usual."""

from collections.abc import Sequence
from statistics import median

ENOUGH = 3  # answers, before anything is said


def usual_days(days: Sequence[int]) -> int | None:
    """School days between a question and its answer, in the middle of the answers of a year; None of fewer than three.

    The middle is rounded up, so that a leader never promises a group more than she keeps.
    """
    if len(days) < ENOUGH:
        return None
    return -int(-median(days) // 1)
