"""The request that a page behind sign-in gets."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from schools.models import User


class PersonRequest(HttpRequest):
    """For type checkers: LoginRequiredMiddleware lets nobody through who is not signed in."""

    user: User
    htmx: HtmxDetails
