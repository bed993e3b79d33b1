"""What this app tells itself across its layers."""

from django.dispatch import Signal

plan_asked = Signal()  # after the commit, with plan_id: a proposal is wanted
