"""Wakes a worker for what somebody waits for; a lost message is made good by the next look of the beat."""

import logging

from kombu.exceptions import OperationalError

from upkeep.tasks import tell_samples

logger = logging.getLogger(__name__)


def on_sample_asked(sender: object, **kwargs: object) -> None:
    """Receiver of `upkeep.signals.sample_asked`."""
    try:
        tell_samples.apply_async(expires=500, retry=False)
    except OperationalError as error:
        logger.warning("nobody can be woken: %s", error)
