"""What changed in school time, told upwards: meetings keeps its rhythm fresh with it, in the same transaction."""

from django.dispatch import Signal

# Sent with school_ids (list of int) and today (date) after a closure or school year changed. A receiver may answer with
# the dates that moved by it, as pairs (before, after).
school_time_changed = Signal()
