"""Printing pages fast: a template is rendered once with marks for its variables, and then only filled.

A template of Django costs some twenty microseconds a variable, and the frame of a page a millisecond; a page of five
hundred rows would be nothing else. The markup stays in templates, every value is escaped here, and what is remembered
was rendered without a request, so that nothing of a person can be in it.
"""

import re
import secrets
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import lru_cache
from html import escape
from operator import attrgetter
from types import SimpleNamespace
from typing import cast

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from plc_platform.context import Place, is_current, places, sample_of
from schools.requests import PersonRequest

# Stands where a form needs its token, so that what is remembered holds none; nobody can guess it.
TOKEN = mark_safe(f"<!--token {secrets.token_hex(16)}-->")  # noqa: S308
MARK = re.compile(r"\[\[(\w+)\]\]")
Known = tuple[tuple[str, ...], bool] | None
Flags = tuple[tuple[str, Hashable], ...]


class Marks:
    """Stands in for the variables of a template: every attribute prints its own name as a mark."""

    def __getitem__(self, name: str) -> SafeString:
        return mark_safe(f"[[{name}]]")  # noqa: S308 - a name from our own template


class Form:
    """A text with blanks. `names` are its variables in the order in which they stand."""

    def __init__(self, text: str) -> None:
        self.text = MARK.sub("%s", text.replace("%", "%%"))
        self.names = MARK.findall(text)

    def fill(self, values: Iterable[object]) -> SafeString:
        """The text with these values, escaped unless they are safe."""
        printed = tuple(value if value.__class__ is SafeString else escape(str(value)) for value in values)
        return mark_safe(self.text % printed)  # noqa: S308 - escaped above


# --- rows ------------------------------------------------------------------------------------------------------------
def print_rows(template: str, rows: Iterable[Hashable]) -> SafeString:
    """Every row through the partial `template`, whose variables are `row.…`; conditions see no values."""
    language = get_language() or ""
    return mark_safe("\n".join([_printed(template, language, row) for row in rows]))  # noqa: S308 - escaped in Form


@lru_cache(maxsize=8192)
def _printed(template: str, language: str, row: object) -> str:
    form, read = _row_form(template, language)
    return form.fill(read(row))


@lru_cache(maxsize=64)
def _row_form(template: str, language: str) -> tuple[Form, Callable[[object], tuple[object, ...]]]:
    form = Form(render_to_string(template, {"row": Marks()}).strip())
    # attrgetter gives a tuple for two names or more.
    get = attrgetter(*form.names)
    return form, get if len(form.names) > 1 else lambda row: (get(row),)


@lru_cache(maxsize=256)
def print_part(template: str, name: str, part: Hashable, language: str) -> SafeString:
    """An ordinary partial with one variable that can be compared: rendered once for every value."""
    return mark_safe(render_to_string(template, {name: part}).strip())  # noqa: S308 - strip() forgets that it is safe


# --- pages -----------------------------------------------------------------------------------------------------------
def print_page(
    request: PersonRequest,
    template: str,
    *,
    slots: Mapping[str, object],
    flags: Mapping[str, Hashable],
    rare: Mapping[str, object] | None = None,
) -> HttpResponse:
    """The page `template`: it prints `slot.…` and asks `flag.…`. With `rare` variables it is rendered as usual.

    It is as well where the frame itself says something personal: messages, the ribbon of the demo or a sample.
    """
    is_personal = settings.DEMO or sample_of(request.session) or len(get_messages(request))
    if rare or settings.DEBUG or is_personal:
        content = render_to_string(template, {"slot": slots, "flag": flags, **(rare or {})}, request)
        return HttpResponse(with_token(request, content))
    entries = frame_places(request)
    current = tuple(is_current(request.path, entry.path) for entry in entries)
    signs = tuple((entry.label, entry.icon) for entry in entries)
    shell = _shell(template, get_language() or "", request.user.theme, signs, current, tuple(sorted(flags.items())))
    values = {**slots, **{f"place_{number}": entry.path for number, entry in enumerate(entries)}}
    return HttpResponse(with_token(request, shell.fill([values[name] for name in shell.names])))


def with_token(request: HttpRequest, content: str) -> str:
    """The token of this reader in every form that was printed; a page without forms stays the same for ever."""
    if TOKEN not in content:
        return content
    field = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
    return content.replace(TOKEN, field)


def frame_places(request: HttpRequest) -> tuple[Place, ...]:
    """The navigation of the frame, with no entry current."""
    known = request.session.get("places")
    return _places((tuple(known["schools"]), known["coach"]) if known else None, get_language() or "")


@lru_cache(maxsize=1024)
def _places(known: Known, language: str) -> tuple[Place, ...]:
    session = {"places": {"schools": list(known[0]), "coach": known[1]} if known else None}
    return tuple(places(cast(HttpRequest, SimpleNamespace(session=session, path=""))))


@lru_cache(maxsize=256)
def _shell(
    template: str,
    language: str,
    theme: str,
    signs: tuple[tuple[str, str], ...],
    current: tuple[bool, ...],
    flags: Flags,
) -> Form:
    """A page with blanks. Rendered without a request: no token, no session, no name."""
    entries = [
        Place(label, icon, mark_safe(f"[[place_{number}]]"), here)  # noqa: S308
        for number, ((label, icon), here) in enumerate(zip(signs, current, strict=True))
    ]
    frame = {"user": {"is_authenticated": True}, "theme": theme, "demo": False, "places": entries, "messages": ()}
    return Form(render_to_string(template, {**frame, "slot": Marks(), "flag": dict(flags)}))
