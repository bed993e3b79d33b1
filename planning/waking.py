"""Wakes a worker for a proposal that somebody waits for; a lost message is made good by the next look of the beat."""

import logging

from kombu.exceptions import OperationalError

from planning.tasks import propose_waiting

logger = logging.getLogger(__name__)


def on_plan_asked(sender: object, **kwargs: object) -> None:
    """Receiver of `planning.signals.plan_asked`."""
    try:
        propose_waiting.apply_async(expires=280, retry=False)
    except OperationalError as error:
        logger.warning("nobody can be woken: %s", error)
