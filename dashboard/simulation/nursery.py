"""`python -m dashboard.simulation.nursery`: has everything loaded, and makes a Celery process in a tenth of a second.

Reads lines "LOG arguments of celery" and answers each with the id of the new process, a real worker or beat. They die
with nobody: whoever asked for them ends them.
"""

import os
import signal
import sys

import django
from django.apps import apps

from dashboard.simulation import moment
from plc_platform import clock
from plc_platform.celery import app


def main() -> None:
    django.setup()
    clock.now = moment.told
    app.loader.import_default_modules()
    for model in apps.get_models():
        model._meta.get_fields()  # reckoned once, for all
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever was killed is buried at once
    for line in sys.stdin:
        log, *arguments = line.split()
        child = os.fork()
        if child == 0:
            live(log, arguments)
        print(child, flush=True)  # noqa: T201 - the answer


def live(log: str, arguments: list[str]) -> None:
    """Become a Celery process; never comes back."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream, mode in ((0, os.O_RDONLY), (1, None), (2, None)):
        os.dup2(os.open(os.devnull, mode) if mode is not None else target, stream)
    try:
        app.start(argv=arguments)
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
