"""Wakes a worker for a proposal that somebody waits for."""

from planning.tasks import propose_waiting
from plc_platform.waking import wake


def on_plan_asked(sender: object, **kwargs: object) -> None:
    """Receiver of `planning.signals.plan_asked`."""
    wake(propose_waiting, expires=280)
