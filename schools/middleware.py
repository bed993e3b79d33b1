"""What every page has: the reader's language (own choice, else the cookie, else Dutch), and that it is hers alone."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class SignInMiddleware(LoginRequiredMiddleware):
    """Everything is private. A page leads to signing in; a part of a page is only refused, so that the page around it
    and what is typed there stay: htmx would put the sign-in page into it and call that kept."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        return super().handle_no_permission(request, view_func)


class PreferenceMiddleware:
    """Activates the language for one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if request.user.is_authenticated:
            language = request.user.language
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class PrivateMiddleware:
    """Pages are written for one reader: no cache may keep them for another, and no browser shows them unasked again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
