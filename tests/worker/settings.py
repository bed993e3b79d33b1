"""Settings of the processes that the worker tests start: a stage in STAGE_DIR, real mail, a clock that was moved."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.settings import *  # noqa: F403 - the suite's settings and a few changes

ALLOW_MOVED_CLOCK = True
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
STAGE_DIR = Path(os.environ["STAGE_DIR"])


def of_the_stage() -> dict[str, Any]:
    """What differs from process to process: STAGE_MOMENT moves the clock, MACHINE gives a `var` of its own."""
    moment = os.environ.get("STAGE_MOMENT")
    machine = STAGE_DIR / os.environ.get("MACHINE", "")
    return {
        "CLOCK_SHIFT": datetime.fromisoformat(moment) - datetime.now(UTC) if moment else timedelta(),
        "EMAIL_PORT": int(os.environ["SINK_PORT"]),
        "EMAIL_TIMEOUT": float(os.environ.get("EMAIL_TIMEOUT", "30")),
        "JOURNAL_DIR": machine / "journal",
        "MAIL_CONNECTIONS": int(os.environ.get("MAIL_CONNECTIONS", "2")),
        "SITE_URL": os.environ.get("SITE_URL", "https://plc.example"),
        "VAR_DIR": machine,
    }


globals().update(of_the_stage())
if os.environ["CELERY_BROKER_URL"].startswith("filesystem:"):
    messages, control = STAGE_DIR / "messages", STAGE_DIR / "control"
    for folder in (messages, control):
        folder.mkdir(exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "control_folder": str(control),
        "polling_interval": 0.05,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": f"{STAGE_DIR.name}:"}
