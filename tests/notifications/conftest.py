"""An outbox with a kind of its own: what a composer answers is told by the test."""

from datetime import UTC, datetime

import pytest

from notifications import registry
from notifications.registry import Section


def section(notice, **changes):
    words = {
        "subject": f"Groep {notice.occasion}: doe iets",
        "heading": "Doe iets",
        "lines": ["Het is tijd."],
        "button": "Doe het",
        "path": "/communities/1/plan/",
        "why": "Je doet mee.",
        "group": "Groep",
        "group_path": "/communities/1/",
    }
    return Section(**words | changes)


@pytest.fixture
def now():
    """Monday 23 November 2026, 08:00 in Brussels."""
    return datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture
def answers(monkeypatch):
    """What the composer of kind "test" answers by occasion: a Section, a Verdict or an exception; a Section by default.

    The gates of the other apps stand open.
    """
    told = {}

    def compose(notices, now):
        found = {}
        for notice in notices:
            answer = told.get(notice.occasion) or section(notice)
            if isinstance(answer, Exception):
                raise answer
            found[notice.pk] = answer
        return found

    monkeypatch.setitem(registry._composers, "test", compose)
    monkeypatch.setattr(registry, "_gates", [])
    return told
