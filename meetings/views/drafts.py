"""What a device keeps of a form until the server has it."""

from django.http import HttpResponseBase


def forget_draft(response: HttpResponseBase, key: str) -> None:
    """Tells static/js/app.js on the next page that what it kept under this key has arrived."""
    response.set_cookie("draft_saved", key, max_age=300, samesite="Lax")
