"""What changed in schools and of people, told upwards, in the same transaction."""

from django.dispatch import Signal

# Sent with school_ids (list of int) and today (date) after a closure or school year changed. A receiver may answer with
# the dates that moved by it, as pairs (before, after).
school_time_changed = Signal()

# Sent with user (User) after somebody got another password, by whatever way: what was handed out before may end.
password_changed = Signal()
