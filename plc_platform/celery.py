"""The Celery application: it only wakes workers, the database remembers what must be sent."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plc_platform.settings")
TRANSPORT_ALIASES["filesystem"] = "plc_platform.file_broker:Transport"

app = Celery("plc_platform")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
