"""Somebody comes in by two doors at the same moment. The last test is the twin without the lock."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.models import QuerySet

from communities import actions
from communities.actions import joining as module
from communities.models import Membership
from tests.conftest import Personas
from tests.factories import InvitationFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def come_in_twice(personas: Personas, monkeypatch: pytest.MonkeyPatch, *, patience: float) -> list[Any]:
    """By the open door and by an invitation, both at the point of writing; what each got.

    Each waits `patience` seconds for the other: behind the lock it never comes.
    """
    personas.group.is_open = True
    personas.group.save()
    who, both_are_here = personas.outsider, Barrier(2)
    invitation = InvitationFactory(community=personas.group, user=who)
    create = Membership.objects.create

    def waiting(**said: Any) -> Any:
        with suppress(BrokenBarrierError):
            both_are_here.wait(timeout=patience)
        return create(**said)

    doors = [
        lambda: actions.join_openly(community=personas.group, by=who, now=NOW),
        lambda: actions.accept_invitation(invitation=invitation, by=who, now=NOW),
    ]

    def go(door: Any) -> type:
        try:
            return type(door())
        except (actions.AlreadyIn, DatabaseError) as error:
            return type(error)
        finally:
            connection.close()

    monkeypatch.setattr(module.Membership.objects, "create", waiting)
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(go, doors))


def test_of_two_doors_the_second_finds_who_came_in(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    ends = come_in_twice(personas, monkeypatch, patience=0.5)

    assert sorted(end.__name__ for end in ends) == ["AlreadyIn", "Membership"]
    assert Membership.objects.current().filter(user=personas.outsider).count() == 1


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one write at a time anyway")
def test_without_the_lock_the_database_refuses_one(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows.all())

    ends = come_in_twice(personas, monkeypatch, patience=20)

    assert any(issubclass(end, DatabaseError) for end in ends)  # the constraint, or two that wait for one another
