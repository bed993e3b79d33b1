"""No address with a secret in it reaches the log."""

import logging

import pytest
from django.conf import settings

from plc_platform.logs import WithoutTokens

TOKEN = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFy"


@pytest.mark.parametrize("place", ["calendar", "card", "answer", "welcome", "verify"])
def test_log_line_holds_no_token(place):
    record = logging.LogRecord("x", logging.WARNING, "", 1, "%s: %s", ("Not Found", f"/{place}/{TOKEN}.ics"), None)

    assert WithoutTokens().filter(record)
    assert record.getMessage() == f"Not Found: /{place}/…"


def test_log_line_without_a_token_stays_as_it_is():
    record = logging.LogRecord("x", logging.WARNING, "", 1, "%s: %s", ("Not Found", "/profile/calendar/"), None)

    assert WithoutTokens().filter(record)
    assert record.getMessage() == "Not Found: /profile/calendar/"


def test_every_handler_leaves_tokens_out():
    assert [name for name, one in settings.LOGGING["handlers"].items() if "without_tokens" not in one["filters"]] == []
