"""What the look of the day finds, told upwards, in the same transaction."""

from django.dispatch import Signal

# Sent with school_ids (list of int) and now (datetime) on the first school day of their week. A receiver answers with
# how many notices it wants.
week_begins = Signal()
