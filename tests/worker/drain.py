"""`python -m tests.worker.drain`: one delivery in a process of its own; prints what it did as JSON.

LOOK=1: looks before; LOOK=only: looks and tells how many notices there are.
BARRIER=n: waits before its first claim until n processes are there; AFTER=seconds: then waits a little more.
BATCH=n: people a claim. DIE: the step after which the process kills itself: claim, announce, taken or journal.
SABOTAGE takes one protection away, to show that the tests would see it: claim, release, life, journal or epoch.
"""

import json
import os
import signal
import sys
import time
from dataclasses import asdict
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first

from meetings import reminders  # noqa: E402
from notifications import epoch, journal, life, outbox, recovery  # noqa: E402
from notifications.delivery import Delivery  # noqa: E402
from notifications.models import Notice  # noqa: E402
from notifications.postman import Postman  # noqa: E402
from notifications.recovery import Released  # noqa: E402
from notifications.registry import tellable  # noqa: E402
from plc_platform import clock  # noqa: E402


def claim_anyhow(notices, *, token, now):
    """A claim that does not look whether somebody else was first."""
    rows = Notice.objects.filter(pk__in=[notice.pk for notice in notices]).exclude(state="sent")
    return rows.update(state="claimed", claimed_by=token, claimed_at=now)


def announce_anyhow(delivery, notices, message_id):
    """An announcement that does not look whether the notices are still this worker's."""
    Notice.objects.filter(pk__in=[n.pk for n in notices]).update(sending_at=delivery.now, message_id=message_id)


def tellable_together(notices, day):
    """Let all processes see the same queue before one of them claims."""
    folder = Path(settings.STAGE_DIR) / "barrier"
    folder.mkdir(exist_ok=True)
    (folder / str(os.getpid())).touch()
    end = time.monotonic() + 20
    while len(list(folder.iterdir())) < int(os.environ["BARRIER"]) and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(float(os.environ.get("AFTER", "0")))
    return tellable(notices, day)


def dying_after(step):
    """That step, and then the death that no program can prepare for."""

    def step_and_die(*args, **options):
        step(*args, **options)
        os.kill(os.getpid(), signal.SIGKILL)

    return step_and_die


outbox.BATCH = int(os.environ.get("BATCH", outbox.BATCH))
if "BARRIER" in os.environ:
    outbox.tellable = tellable_together
match os.environ.get("DIE"):
    case "claim":
        outbox.claim = dying_after(outbox.claim)
    case "announce":
        Delivery.announce = dying_after(Delivery.announce)
    case "taken":
        Postman.send = dying_after(Postman.send)
    case "journal":
        journal.Journal.note = dying_after(journal.Journal.note)
match os.environ.get("SABOTAGE"):
    case "claim":
        outbox.claim, Delivery.announce = claim_anyhow, announce_anyhow
    case "release":
        outbox.release_dead = Released
    case "life":
        life.is_dead = lambda token: True
    case "journal":
        recovery.journal.told_since = lambda day: {}
    case "epoch":
        epoch.refusal = lambda: None

if "LOOK" in os.environ:
    reminders.look(now=clock.now())
if os.environ.get("LOOK") == "only":
    print(json.dumps(Notice.objects.count()))
    sys.exit()
print(json.dumps(asdict(outbox.deliver_due(now=clock.now()))))
