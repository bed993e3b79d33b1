"""The product's addresses, and the least that a signed-in page does beside them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from plc_platform.urls import urlpatterns as product


def who(request: HttpRequest) -> HttpResponse:
    """Session and person, nothing else."""
    return HttpResponse(request.user.email)


urlpatterns = [path("measure/who/", who), *product]
