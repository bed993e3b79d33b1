"""Who a request is from, fetched with what the frame of every page shows of her."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from notifications.models import Notice
from schools.models import User


class Backend(AuthenticationBackend):
    """Sign-in is django-allauth's own."""

    def get_user(self, user_id: int) -> User | None:
        """The person with `unread`, the number of her unread notices: no statement more than fetching her alone."""
        own = Notice.objects.filter(recipient=OuterRef("pk")).unread().order_by().values("recipient")
        unread = Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)
        user = User.objects.annotate(unread=unread).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
