"""What communities do when something happens elsewhere."""

from communities.actions import close_expired_memberships
from plc_platform import clock
from schools.models import User


def on_signed_in(sender: object, *, user: User, **kwargs: object) -> None:
    """Receiver of Django's `user_logged_in`: who takes part until a day is out after it, also while nothing ticks."""
    close_expired_memberships(now=clock.now(), user=user)
