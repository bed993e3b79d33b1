"""Nobody gives somebody else something to do: whatever a coach or a leader posts, a member has no more to do than
before (R70, N6). A member's own taps are hers."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from django.db import models, transaction
from django.urls import reverse

from communities.models import CoachRole, MandateVoice
from conditions.models import ConditionAnswer, ProcessAnswer
from learning.models import TryOut
from meetings.models import Chore, RoleTurn, Subtask
from plc_platform import clock
from tests.architecture.test_permissions import signed_in
from tests.architecture.test_siege import everything_typed
from tests.architecture.url_table import TABLE
from tests.architecture.world import World, build
from tests.conftest import Personas

# What somebody does or has to do, by the way to her.
TASKS: dict[type[models.Model], str] = {
    RoleTurn: "user",
    CoachRole: "membership__user",
    Chore: "claimed_by",
    TryOut: "by",
    Subtask: "owner",
    ProcessAnswer: "owner",
    ConditionAnswer: "owner",
    MandateVoice: "user",
}


@pytest.fixture
def world(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    return build(personas)


def plate_of(person: int) -> set[tuple[str, int]]:
    """Everything that is on somebody's plate."""
    return {
        (model.__name__, pk)
        for model, way in TASKS.items()
        for pk in model._default_manager.filter(**{way: person}).values_list("pk", flat=True)
    }


def given(world: World, role: str, names: Iterable[str]) -> list[str]:
    """Addresses through which this persona gives the teacher something."""
    user, teacher = world.people[role], world.people["teacher"].pk
    client, before, found = signed_in(user), plate_of(teacher), []
    hers = ("user", "owner", "person", "member", "people", "claimed_by", "by", "who", "task-0-owner", "take_for")
    said = everything_typed() | dict.fromkeys(hers, teacher) | {"take": "1", "kind": "facilitating", "what": "yes"}
    for name in names:
        with transaction.atomic():
            client.post(reverse(name, args=TABLE[name].arguments(world.here, user)), said)
            found += [name] if plate_of(teacher) - before else []
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("role", ["leader", "coach"])
def test_no_address_gives_a_member_something_to_do(world: World, role: str) -> None:
    assert given(world, role, [name for name, row in TABLE.items() if row.post is not None]) == []


def test_walk_notices_a_task_that_is_given(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the door of roles let a coach speak for another."""
    teacher = world.people["teacher"]
    monkeypatch.setattr(
        "meetings.actions.take_turn",
        lambda *, meeting, kind, by, now: RoleTurn.objects.get_or_create(meeting=meeting, kind=kind, user=teacher),
    )

    assert given(world, "coach", ["meetings:role-turn", "communities:take-role"]) == ["meetings:role-turn"]
