"""Settings of a simulation's processes: all of theirs lies in SIM_DIR, nothing of the installation is touched."""

import os
from pathlib import Path

from plc_platform.settings import *  # noqa: F403 - every setting, and a few of them changed

VAR_DIR = Path(os.environ["SIM_DIR"])
JOURNAL_DIR = VAR_DIR / "journal"
SECRET_KEY = "of-a-simulation"  # noqa: S105 - guards nothing
SITE_URL = "https://plc.example"
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ["SIM_SMTP_PORT"])
EMAIL_HOST_USER = EMAIL_HOST_PASSWORD = ""
EMAIL_USE_TLS = EMAIL_USE_SSL = False
EMAIL_TIMEOUT = 10
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if os.environ["CELERY_BROKER_URL"].startswith("filesystem:"):
    for name in ("messages", "control"):
        (VAR_DIR / name).mkdir(exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "messages"),
        "data_folder_out": str(VAR_DIR / "messages"),
        "control_folder": str(VAR_DIR / "control"),
        "polling_interval": 0.02,
    }
