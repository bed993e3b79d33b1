"""Asking a worker to look now. A message that is lost is made good by the next look of the beat."""

import logging
from typing import Any

from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def wake(task: Any, *, expires: int, **kwargs: Any) -> bool:
    """Whether a broker took the message for this task. `expires`: seconds after which nobody needs it any more."""
    try:
        task.apply_async(kwargs=kwargs, expires=expires, retry=False)
    except OperationalError as error:
        logger.warning("nobody can be woken: %s", error)
        return False
    return True
