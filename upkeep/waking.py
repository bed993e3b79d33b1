"""Wakes a worker for a sample school that somebody waits for."""

from plc_platform.waking import wake
from upkeep.tasks import tell_samples


def on_sample_asked(sender: object, **kwargs: object) -> None:
    """Receiver of `upkeep.signals.sample_asked`."""
    wake(tell_samples, expires=500)
