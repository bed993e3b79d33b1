"""When enough is enough: a fault somewhere must never become a flood of mail.

Nobody gets more than two mails a day and five in seven days; the rest waits. All together never get more in a day than
one for each person who may sign in, and a quarter more; then nothing is sent until the next day.
"""

import logging
from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from notifications.models import Notice

logger = logging.getLogger(__name__)

A_DAY, A_WEEK = 2, 5  # mails a person
FLOOR, SHARE = 50, 1.25  # mails a day in all: at least so many, else so many a person
TOO_MANY = "too_many"


def told_enough(people: Collection[int], now: datetime) -> list[int]:
    """Those of these people who can get no more mail today."""
    today = now.astimezone(timezone.get_default_timezone()).date()
    sent = Notice.objects.filter(recipient__in=people, sent_on__gt=today - timedelta(days=7))
    mails = set(sent.values_list("recipient_id", "sent_on", "message_id"))
    in_week = Counter(person for person, _day, _message_id in mails)
    in_day = Counter(person for person, day, _message_id in mails if day == today)
    return [person for person in people if in_day[person] >= A_DAY or in_week[person] >= A_WEEK]


def mails_on_day_of(now: datetime) -> int:
    """How many mails were sent on the local day of that moment, in all."""
    today = now.astimezone(timezone.get_default_timezone()).date()
    sent = Notice.objects.filter(state=Notice.State.SENT, sent_on=today)
    return sent.values("recipient_id", "message_id").distinct().count()


def room(now: datetime) -> int:
    """How many mails may still be sent on that day, in all."""
    people = get_user_model()._default_manager.filter(is_active=True).count()
    return max(0, max(FLOOR, int(people * SHARE)) - mails_on_day_of(now))


def is_open(now: datetime) -> bool:
    """Whether sending stopped for that day because there was too much of it."""
    return not room(now)


def report(now: datetime) -> None:
    logger.error("no more mail today: %s were sent, more than the number of people explains", mails_on_day_of(now))
