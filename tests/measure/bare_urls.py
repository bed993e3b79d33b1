"""The floor: one view, no middleware, no apps."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def ok(request: HttpRequest) -> HttpResponse:
    """A bare view."""
    return HttpResponse("ok")


urlpatterns = [path("measure/ok/", ok)]
