"""That a group asked, tried, talked or looked at itself is nobody else's business: what people outside it can open is,
sign for sign, the same when all of that is not there (trust 2.3: existence is a leak too)."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from django.db import models
from django.http import HttpResponse

from coaching.models import HelpRequest, Note, Offer, SignalDismissal, Talk
from communities.models import CoachMandate
from conditions.models import ProcessReview, SelfReview
from learning.models import (
    Board,
    CasePupil,
    LessonTalk,
    Observation,
    Outcome,
    Prediction,
    StakeholderUpdate,
    Topic,
    TryOut,
)
from meetings.models import ExitCheck, GroupScript, ModelCheck, ParkedItem, Proposal, RoleTurn, Run
from plc_platform import clock
from pulse.models import Conversation, Round
from schools.models import User
from tests.architecture.bodies import opened
from tests.architecture.test_permissions import answer_of, signed_in
from tests.architecture.test_siege import addresses
from tests.architecture.world import World, build
from tests.conftest import Personas

OF_THE_GROUP: tuple[type[models.Model], ...] = (
    *(HelpRequest, Note, Offer, SignalDismissal, Talk, CoachMandate, ProcessReview, SelfReview, Board, CasePupil),
    *(LessonTalk, Observation, Prediction, Topic, TryOut, ExitCheck, GroupScript, ModelCheck, ParkedItem, Proposal),
    *(RoleTurn, Run, Conversation),
)
# What changes with every answer and tells nothing.
FRESH = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"'
    rb"|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"  # keys of forms
    rb"|:[\w-]{6}:[\w-]{43}"  # the moment of a signed code, and its signature
)


@pytest.fixture
def world(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    return build(personas)


def content_of(answer: HttpResponse) -> tuple[int, bytes]:
    """The status and everything in the body, without what is fresh each time."""
    body = opened(answer.content)
    return answer.status_code, FRESH.sub(b"", body)


def seen_by(user: User, paths: Iterable[str]) -> dict[str, tuple[int, bytes]]:
    client = signed_in(user)
    return {path: content_of(answer_of(client, "get", path)) for path in paths}


def changed(world: World, role: str) -> list[str]:
    """The addresses that answer this person otherwise once everything of the group's own is gone."""
    user = world.people[role]
    paths = [path for _name, path in addresses(world, user)]
    before = seen_by(user, paths)
    forget(role)
    after = seen_by(user, paths)
    return [path for path in paths if before[path] != after[path]]


def forget(role: str) -> None:
    """Everything that is the group's alone; a colleague who was asked something keeps that."""
    for model in OF_THE_GROUP:
        model._default_manager.all().delete()
    Outcome.objects.filter(reach="group").delete()
    Round.objects.filter(shared_on=None).delete()
    if role != "outsider":
        StakeholderUpdate.objects.all().delete()


@pytest.mark.parametrize("role", ["leader", "partner_leader", "outsider"])
def test_nobody_outside_can_tell_that_there_is_anything(world: World, role: str) -> None:
    assert changed(world, role) == []


def test_comparison_notices_what_the_group_itself_sees(world: World) -> None:
    here = f"/communities/{world.here.group.pk}"

    assert {f"{here}/help/", f"{here}/pulse/", f"{here}/"} <= set(changed(world, "teacher"))
