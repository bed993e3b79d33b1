"""What others may want to know of upkeep."""

from django.dispatch import Signal

# A leader asked for a sample school, and waits for it.
sample_asked = Signal()
