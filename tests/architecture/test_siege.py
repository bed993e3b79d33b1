"""The canary siege: every text of a group carries the name of its object, and whoever may not read that object finds
it on no page, in no refusal, no header, no file, no mail and no inbox (trust 2.3)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from communities import actions, stage_notices
from communities.models import CharterVersion
from meetings import digests, reminders
from meetings.models import FeedbackAnswer
from notifications import outbox
from notifications.models import Notice
from plc_platform import clock
from schools.models import User
from schools.permissions import rules
from tests.architecture.test_permissions import answer_of, signed_in
from tests.architecture.url_table import TABLE, planned
from tests.architecture.world import Things, World, build
from tests.conftest import Personas
from tests.factories import FeedbackAnswerFactory

MARK = re.compile(r"zq-of-([a-z_]+)-qz")
# Not words of a group: what things are called and found by, and what belongs to one person alone.
PLAIN = {"school", "staff", "closure", "quiet_period", "open_group", "feed", "preference", "notice", "receipt"}
NAMES = {"code", "name", "wait_reason", "came_by"}
# Who is asked to take part reads what for: the assignment, and of the charter the need and the pupils.
# Who leads a partner school reads the conditions of the group as the host says them.
SHOWN = {
    ("outsider", "communities:invitation"): {"community", "charter_version"},
    ("partner_leader", "dashboard:conditions"): {"school_condition"},
}
OUTSIDE = ["leader", "partner_leader", "former", "outsider", "other_leader"]
MORNINGS = [datetime(2026, 11, 24, 8, tzinfo=UTC) + timedelta(weeks=weeks) for weeks in (0, 2, 3, 7, 9, 11, 13, 17)]


def mark(things: Things) -> None:
    """Write the name of each object into its texts."""
    for name, row in things.rows.items():
        if name not in PLAIN and (texts := texts_of(row, f"zq-of-{name}-qz")):
            type(row)._default_manager.filter(pk=row.pk).update(**texts)
    version = things.rows["charter_version"]
    texts = dict.fromkeys(("need", "pupils", "mandate_own", "material"), "zq-of-charter_version-qz")
    CharterVersion.objects.filter(pk=version.pk).update(content=texts)
    FeedbackAnswerFactory.create_batch(3, card=things.rows["feedback_card"])  # so that answers are shown at all
    said = dict.fromkeys(("helped", "hindered", "own"), "zq-of-feedback_answer-qz")
    FeedbackAnswer.objects.filter(card=things.rows["feedback_card"]).update(**said)


def texts_of(row: models.Model, text: str) -> dict[str, str]:
    """Free texts: no choices, keys or addresses."""
    kept = (models.SlugField, models.EmailField, models.URLField)
    return {
        column.name: text
        for column in row._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        and not isinstance(column, kept)
        and not column.choices
        and column.name not in NAMES
    }


@pytest.fixture
def world(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    made = build(personas)
    mark(made.here)
    return made


def hidden_from(role: str) -> set[str]:
    """The objects of the personas' school that this role may not read."""
    mine = [rule for rule in rules() if rule.role == role and (rule.relation != "elsewhere" or role == "other_leader")]
    allowed = {rule.object for rule in mine if rule.action == "read" and rule.is_allowed}
    return {rule.object for rule in rules()} - allowed


def found_in(answer: HttpResponse) -> set[str]:
    """The objects whose words an answer holds: in its body, whatever file that is, or in its headers."""
    body = b"".join(answer) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with ZipFile(BytesIO(body)) as book:
            body = b"".join(map(book.read, book.namelist()))
    return set(MARK.findall(body.decode(errors="replace") + str(answer.headers)))


def addresses(world: World, user: User) -> Iterator[tuple[str, str]]:
    """Every address of the personas' school; those of a meeting also for the one that was held."""
    for name, row in TABLE.items():
        yield name, reverse(name, args=row.arguments(world.here, user))
        if row.fill is planned:
            yield name, reverse(name, args=[world.here.rows["meeting"].pk])


def leaks(world: World, role: str) -> Iterator[tuple[str, str, str]]:
    """Address, method and object, wherever somebody reads what she may not."""
    user, hidden = world.people[role], hidden_from(role)
    client = signed_in(user)
    for name, path in addresses(world, user):
        shown: set[str] = SHOWN.get((role, name), set())
        for method in ("get", "post"):
            found = found_in(answer_of(client, method, path)) & hidden - shown
            yield from ((name, method, one) for one in sorted(found))


@pytest.mark.parametrize("role", OUTSIDE)
def test_no_address_shows_words_to_whom_they_are_not_for(world: World, role: str) -> None:
    found = list(leaks(world, role))

    assert not found, "\n".join(map(str, found))


def test_nobody_reads_a_word_without_signing_in(world: World, client: Client) -> None:
    for name, path in addresses(world, world.people["teacher"]):
        assert found_in(client.get(path)) == set(), name


def test_siege_sees_the_words_that_the_group_reads(world: World) -> None:
    teacher = world.people["teacher"]
    client = signed_in(teacher)
    seen = set().union(*(found_in(answer_of(client, "get", path)) for _name, path in addresses(world, teacher)))

    of_group = {"agenda", "minutes", "decision", "subtask", "chore", "charter", "working_agreements", "cycle_text"}
    assert of_group | {"member_statement", "composition_answer", "feedback_card", "feedback_answer"} <= seen


def test_siege_reads_a_workbook(world: World) -> None:
    client, path = signed_in(world.people["leader"]), reverse("exchange:workbook-export", args=[world.here.school.slug])

    assert {"charter_version", "variant_choice"} <= found_in(client.get(path))


def test_no_mail_and_no_inbox_tells_words_to_whom_they_are_not_for(world: World) -> None:
    put_before_members(world)
    for moment in MORNINGS:
        reminders.look_at([world.here.group.pk], now=moment)
        digests.look(now=moment)
        stage_notices.look(now=moment)
        outbox.deliver_due(now=moment)

    assert set(MARK.findall(everything_told(world.people["teacher"])))
    for role in OUTSIDE:
        told = everything_told(world.people[role])
        assert told or role in ("former", "outsider", "other_leader", "partner_leader"), role
        assert not set(MARK.findall(told)) & hidden_from(role), role


def put_before_members(world: World) -> None:
    """What people of a group do that others may hear of."""
    group, teacher, now = world.here.group, world.people["teacher"], MORNINGS[0]
    actions.put_charter(community=group, by=teacher, now=now)
    actions.finish_community(
        community=world.here.rows["open_group"], ended_on=now.date(), thanks="Bedankt", by=teacher, now=now
    )


def everything_told(person: User) -> str:
    """All mails to somebody, and the words in the inbox."""
    mails = [f"{one.message()}{one.body}{one.alternatives}" for one in mail.outbox if person.email in one.to]
    return "".join([*mails, *map(str, Notice.objects.filter(recipient=person).values_list("words", flat=True))])
