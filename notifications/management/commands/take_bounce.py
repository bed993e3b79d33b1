"""manage.py take_bounce < mail: a mail server hands over what came back to the sender's address."""

import sys

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from notifications.addresses import note_bounce
from notifications.bounces import MAX_BYTES, read_bounce
from plc_platform import clock

TRY_AGAIN_LATER = 75  # as sysexits.h says it: the mail server keeps the mail and comes back


class Command(BaseCommand):
    help = "Read one mail from standard input; when it is a report that one of our mails failed, remember the address."

    def handle(self, *args: object, **options: object) -> None:
        """Never an answer and never a complaint, which would be one more mail; prints what was noted."""
        bounce = read_bounce(sys.stdin.buffer.read(MAX_BYTES))
        try:
            fault = note_bounce(bounce, clock.now()) if bounce else None
        except DatabaseError:
            sys.exit(TRY_AGAIN_LATER)
        if fault:
            self.stdout.write(f"user {fault.user_id}: {fault.count} refused")
