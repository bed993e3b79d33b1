"""What this app does when a lower one tells it something."""

from django.utils import timezone

from meetings import actions
from schools.models import User


def on_password_changed(sender: object, *, user: User, **kwargs: object) -> None:
    """Receiver of `schools.signals.password_changed`: addresses that were handed out stop."""
    actions.revoke_feeds_of(user=user, now=timezone.now())
