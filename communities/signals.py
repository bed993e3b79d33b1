"""What changed in a community's rhythm, told upwards, in the same transaction."""

from django.dispatch import Signal

# Sent with community_ids (list of int) and today (date) after a policy, pause, partner school, start or end changed.
rhythm_changed = Signal()
