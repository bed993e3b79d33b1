"""What every page's frame shows; no queries of its own."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from plc_platform import clock


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    label: str
    icon: str
    path: str
    is_current: bool


def remember_places(session: SessionBase, *, led_schools: Sequence[str], coaches: bool) -> None:
    """Keeps which places somebody has beyond their own groups: slugs of led schools, and the coach page.

    Called where that is known anyhow (the home page after sign-in), so that the frame needs no query.
    It decides what the navigation offers, never what may be seen.
    """
    known = {"schools": list(led_schools), "coach": coaches}
    if session.get("places") != known:
        session["places"] = known


SAMPLE = re.compile(r"voorbeeld-[0-9a-f]{12}")


def sample_of(session: SessionBase) -> str:
    """The slug of the sample school that this person looks at now; empty for nearly everybody."""
    known = session.get("places") or {"schools": ()}
    return next((slug for slug in known["schools"] if SAMPLE.fullmatch(slug)), "")


def places(request: HttpRequest) -> list[Place]:
    """The navigation: five entries at most, for who leads a school and coaches too, so that it fits under a thumb."""
    known = request.session.get("places")
    entries: list[tuple[str, str, str]] = []
    if known is None:
        entries.append((_("Overview"), "home", reverse("dashboard:home")))
    else:
        entries += [(_("School"), "school", reverse("dashboard:school", args=[slug])) for slug in known["schools"][:1]]
        if known["coach"]:
            entries.append((_("Coaching"), "coach", reverse("dashboard:coach")))
    entries.append((_("My groups"), "groups", reverse("dashboard:mine")))
    entries.append((_("Library"), "book", reverse("learning:library")))
    entries.append((_("Profile"), "person", reverse("schools:profile")))
    return [Place(label, icon, path, is_current(request.path, path)) for label, icon, path in entries]


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
