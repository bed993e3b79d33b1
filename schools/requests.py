"""The request that a page behind sign-in gets, and the ids that came with it."""

from collections.abc import Iterable

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from schools.models import User

MAX_DIGITS = 18  # of an id that every database can hold
LONGEST_SEARCH = 60


class PersonRequest(HttpRequest):
    """For type checkers: LoginRequiredMiddleware lets nobody through who is not signed in."""

    user: User
    htmx: HtmxDetails


def is_id(text: str) -> bool:
    """Whether this can be the id of a row. A longer number would make a query fail instead of finding nothing."""
    return text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS


def number_in(text: str) -> int:
    """A number that a form sent; 0 for anything else."""
    return int(text) if is_id(text) else 0


def ids_in(texts: Iterable[str]) -> list[int]:
    """What can be an id; the rest was made up and is left out."""
    return [int(text) for text in texts if is_id(text)]


def search_in(request: HttpRequest) -> str:
    """What somebody looks for by name. No database takes a null character, so there is nothing to find with one."""
    return str(request.GET.get("q", "")).replace("\x00", "").strip()[:LONGEST_SEARCH]
