"""Two people press at the same moment. The twins without the lock show what it is for."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.models import QuerySet

from communities import actions
from communities.actions import Wording
from communities.actions import charter as module
from communities.charter_text import digest
from communities.models import Charter, CharterVersion
from notifications.models import Notice
from tests.conftest import Personas
from tests.factories import CharterFactory, MembershipFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def at_once(monkeypatch: pytest.MonkeyPatch, *acts: Callable[[], Any], patience: float = 0.5) -> list[Any]:
    """What each got; both have read the draft before either writes, unless the lock keeps the second out.

    Each waits `patience` seconds for the other: behind the lock it never comes.
    """
    both_are_here, draft_of = Barrier(2), module.draft_of

    def waiting(community: Any) -> Charter:
        found = draft_of(community)
        with suppress(BrokenBarrierError):
            both_are_here.wait(timeout=patience)
        return found

    def press(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except (IntegrityError, actions.NothingChanged) as error:
            return type(error)
        finally:
            connection.close()

    monkeypatch.setattr(module, "draft_of", waiting)
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(press, acts))


def put(personas: Personas) -> Callable[[], Any]:
    return lambda: actions.put_charter(community=personas.group, by=personas.teacher, now=NOW).number


def write(personas: Personas, text: str) -> Callable[[], Any]:
    wordings = {"need": Wording(text, digest("nood"))}
    return lambda: (
        actions.save_charter(community=personas.group, wordings=wordings, by=personas.teacher, now=NOW).clashes
    )


def without_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows.all())


def test_version_is_put_once(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    CharterFactory(community=personas.group)
    MembershipFactory(community=personas.group)

    ends = at_once(monkeypatch, put(personas), put(personas))

    assert sorted(ends, key=str) == [1, actions.NothingChanged]
    assert (CharterVersion.objects.count(), Notice.objects.count()) == (1, 1)


def test_second_writer_of_a_field_is_asked(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    CharterFactory(community=personas.group, need="nood")

    ends = at_once(monkeypatch, write(personas, "van Tine"), write(personas, "van Karim"))

    assert sorted(ends) == [(), ("need",)]


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one write at a time anyway")
def test_without_the_lock_a_text_is_lost(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    CharterFactory(community=personas.group, need="nood")
    without_lock(monkeypatch)

    ends = at_once(monkeypatch, write(personas, "van Tine"), write(personas, "van Karim"), patience=20)

    assert ends == [(), ()]
