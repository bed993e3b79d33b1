"""What every page's frame shows; no queries of its own."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from plc_platform import clock

MOST = 5  # entries of the navigation


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    label: str
    icon: str
    path: str
    is_current: bool


def nobody_reads(user: Any) -> bool:
    return False


_reads_for_board: list[Callable[[Any], bool]] = [nobody_reads]


def register_board_reader(reads: Callable[[Any], bool]) -> None:
    """`reads(user)` says whether somebody reads for the board of a group of schools."""
    _reads_for_board[0] = reads


def reads_for_board(user: Any) -> bool:
    return _reads_for_board[0](user)


def remember_places(session: SessionBase, *, led_schools: Sequence[str], coaches: bool, reads: bool = False) -> None:
    """Keeps which places somebody has beyond their own groups: slugs of led schools, the coach page, the board's.

    Called where that is known anyhow (the home page after sign-in), so that the frame needs no query.
    It decides what the navigation offers, never what may be seen.
    """
    known = {"schools": list(led_schools), "coach": coaches} | ({"board": True} if reads else {})
    if session.get("places") != known:
        session["places"] = known


SAMPLE = re.compile(r"voorbeeld-[0-9a-f]{12}")


def sample_of(session: SessionBase) -> str:
    """The slug of the sample school that this person looks at now; empty for nearly everybody."""
    known = session.get("places") or {"schools": ()}
    return next((slug for slug in known["schools"] if SAMPLE.fullmatch(slug)), "")


def places(request: HttpRequest) -> list[Place]:
    """The navigation: five entries at most, for who leads a school and coaches too, so that it fits under a thumb.

    Who reads for a board as well finds the library from a page of her groups.
    """
    known = request.session.get("places")
    entries = places_first(known) if known is not None else [(_("Overview"), "home", reverse("dashboard:home"))]
    entries.append((_("My groups"), "groups", reverse("dashboard:mine")))
    if len(entries) < MOST - 1:
        entries.append((_("Library"), "book", reverse("learning:library")))
    entries.append((_("Profile"), "person", reverse("schools:profile")))
    return [Place(label, icon, path, is_current(request.path, path)) for label, icon, path in entries]


def places_first(known: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What somebody has beyond her own groups."""
    entries = [(_("School"), "school", reverse("dashboard:school", args=[slug])) for slug in known["schools"][:1]]
    if known.get("board"):
        entries.append((_("Board"), "files", reverse("evidence:boards")))
    if known["coach"]:
        entries.append((_("Coaching"), "coach", reverse("dashboard:coach")))
    return entries


def personas() -> list[dict[str, str]]:
    """The people of the demo whom anybody may step in as; nobody elsewhere, or before the demo is filled."""
    file = settings.DEMO_DIR / "personas.json"
    if not settings.DEMO or not file.exists():
        return []
    found: list[dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
    return found


def is_current(here: str, path: str) -> bool:
    return here == path or (path != "/" and here.startswith(path))


def frame(request: HttpRequest) -> dict[str, object]:
    """What base.html asks for: `theme`, `places`, `sample` of who signed in, `at_notices`, `demo` with its own."""
    user = getattr(request, "user", None)
    return {
        "demo": settings.DEMO,
        "personas": personas,
        "story_day": clock.today() if settings.DEMO else None,
        "theme": getattr(user, "theme", "auto"),
        "sample": sample_of(request.session) if user is not None and user.is_authenticated else "",
        "places": partial(places, request) if user is not None and user.is_authenticated else (),
        "at_notices": is_current(request.path, reverse("notifications:inbox")),
    }
