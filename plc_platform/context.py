"""What every page's frame shows; no queries of its own."""

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    return {"demo": settings.DEMO, "theme": getattr(user, "theme", "auto")}
