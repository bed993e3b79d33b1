"""Settings of the processes that the worker tests start: a stage in STAGE_DIR, real mail, a clock that was moved."""

import os
from datetime import UTC, datetime
from pathlib import Path

from tests.settings import *  # noqa: F403 - the suite's settings and a few changes

VAR_DIR = Path(os.environ["STAGE_DIR"])
JOURNAL_DIR = VAR_DIR / "journal"
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = "127.0.0.1", int(os.environ["SINK_PORT"]), 30
SITE_URL = "https://plc.example"
ALLOW_MOVED_CLOCK = True
if "STAGE_MOMENT" in os.environ:
    CLOCK_SHIFT = datetime.fromisoformat(os.environ["STAGE_MOMENT"]) - datetime.now(UTC)
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
if os.environ["CELERY_BROKER_URL"].startswith("filesystem:"):
    messages, control = VAR_DIR / "messages", VAR_DIR / "control"
    for folder in (messages, control):
        folder.mkdir(exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "control_folder": str(control),
        "polling_interval": 0.05,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": f"{VAR_DIR.name}:"}
