"""What happened here, told upwards, in the same transaction: this app has no audit trail of its own."""

from django.dispatch import Signal

# Sent with by (User or None), verb, target ("noun:id"), at (datetime) and detail (dict of codes, dates and ids).
happened = Signal()
