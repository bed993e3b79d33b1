"""The canary siege: every text of a group carries the name of its object, and whoever may not read that object finds
it on no page, in no refusal, no header, no file, no mail and no inbox (trust 2.3)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.core import mail
from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from coaching.actions import help as helping
from coaching.actions.notes import forget_notes
from coaching.health_page import signals_for
from coaching.models import Note, SignalDismissal
from coaching.queries.health import gather
from coaching.sealed_notes import Said, seal_note
from communities import actions, stage_notices
from communities.models import CharterVersion
from learning.actions import posts, updates
from learning.actions.digest import tell_weeks
from learning.actions.lessons import forget_observations
from learning.models import StakeholderAsk
from meetings import digests, reminders
from meetings.models import FeedbackAnswer, GroupScript
from notifications import outbox
from notifications.models import Notice
from plc_platform import clock
from pulse import tasks as pulse_tasks
from schools.models import User
from schools.permissions import rules
from tests.architecture.bodies import opened
from tests.architecture.leading_marks import LEADING_WORDS, OF_GROUP, OF_ONE, counts_in, mark_leading
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
LEARNING_WORDS = {
    *("coach_mandate", "help_request", "offer", "signal_dismissal", "group_script", "parked_item", "proposal"),
    *("objection", "exit_check", "model_check", "process_review", "process_answer", "self_review", "board"),
    *("board_move", "evidence", "case_pupil", "prediction", "observation", "lesson_talk", "try_out", "outcome"),
    *("outcome_version", "outcome_use", "shared_outcome", "topic", "post", "stakeholder_update", "stakeholder_ask"),
    "pulse_comment",  # a round itself has no words: what tells that there is one stands in `test_no_hint`
}
OUTSIDE = ["leader", "partner_leader", "former", "outsider", "other_leader", "board"]
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
    mark_learning(things)
    mark_leading(things)


def mark_learning(things: Things) -> None:
    """Texts that are sealed, lie in JSON, or show only beside something else."""
    rows, today = things.rows, clock.today()
    said = Said(things.group.pk, rows["membership"].user_id, "zq-of-coach_note-qz")
    Note.objects.filter(pk=rows["coach_note"].pk).update(sealed=seal_note(said))
    step = {"title": "zq-of-group_script-qz", "minutes": [10, 10, 15], "focus": "", "purpose": "share"}
    GroupScript.objects.filter(pk=rows["group_script"].pk).update(steps=[step], name="zq-of-group_script-qz")
    StakeholderAsk.objects.filter(pk=rows["stakeholder_ask"].pk).update(answered_at=clock.now())
    found = gather([things.group], today=today)[things.group.pk]
    signal = next(one for one in signals_for(found, "member", today=today) if one.evidence)
    rest = {"code": signal.code, "evidence": signal.evidence}
    SignalDismissal.objects.filter(pk=rows["signal_dismissal"].pk).update(**rest)


def texts_of(row: models.Model, text: str) -> dict[str, str]:
    """Free texts: no choices, keys or addresses, and nothing too short for words (a year, a class of numbers)."""
    kept = (models.SlugField, models.EmailField, models.URLField)
    return {
        column.name: text
        for column in row._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        and not isinstance(column, kept)
        and not column.choices
        and column.name not in NAMES
        and (column.max_length is None or column.max_length >= len(text))
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
    body = opened(answer.content)
    return set(MARK.findall(body.decode(errors="replace") + str(answer.headers))) | counts_in(body)


def addresses(world: World, user: User) -> Iterator[tuple[str, str]]:
    """Every address of the personas' school; those of a meeting also for the one that was held; more of one kind."""
    rows = world.here.rows
    for name, row in TABLE.items():
        yield name, reverse(name, args=row.arguments(world.here, user))
        if row.fill is planned:
            yield name, reverse(name, args=[rows["meeting"].pk])
    lesson = rows["lesson_talk"].step
    for name in ("learning:lesson", "learning:predict", "learning:observe"):
        yield name, reverse(name, args=[lesson.pk])
    yield "learning:case-pupils", reverse("learning:case-pupils", args=[lesson.cycle_id])
    yield "pulse:round", reverse("pulse:round", args=[rows["shared_round"].pk])
    yield "learning:outcome", reverse("learning:outcome", args=[rows["shared_outcome"].pk])


def everything_typed() -> dict[str, Any]:
    """A value for every field of every form of ours, so that a post comes further than its first refusal."""
    said: dict[str, Any] = {"wants": "yes", "role": "coach", "people": [], "confirmed": "1", "is_done": "1"}
    waiting: list[type[forms.BaseForm]] = [forms.BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        for name, field in getattr(form, "base_fields", {}).items():
            if not isinstance(field, forms.FileField):
                said.setdefault(name, typed(field))
    return said


def typed(field: forms.Field) -> str:
    """Something that this kind of field takes."""
    if isinstance(field, forms.ChoiceField):
        values = [str(value) for value, _label in field.choices if value and not isinstance(_label, list | tuple)]
        return values[0] if values else ""
    known = {
        forms.DateField: "2026-12-01",
        forms.UUIDField: str(uuid4()),
        forms.IntegerField: "1",
        forms.BooleanField: "on",
        forms.URLField: "https://example.org/les",
        forms.EmailField: "iemand@school.example",
    }
    return next((value for kind, value in known.items() if isinstance(field, kind)), "Zomaar een zin")


def posted(client: Client, path: str, said: dict[str, Any]) -> set[str]:
    """What the answer to a filled-in form holds; whatever it changed is taken back."""
    with transaction.atomic():
        found = found_in(client.post(path, said))
        transaction.set_rollback(True)
    return found


def leaks(world: World, role: str) -> Iterator[tuple[str, str, str]]:
    """Address, method and object, wherever somebody reads what she may not."""
    user, hidden = world.people[role], hidden_from(role)
    client, said = signed_in(user), everything_typed()
    for name, path in addresses(world, user):
        shown: set[str] = SHOWN.get((role, name), set())
        found = {method: found_in(answer_of(client, method, path)) for method in ("get", "post")}
        found["filled in"] = posted(client, path, said)
        yield from ((name, how, one) for how, words in found.items() for one in sorted(words & hidden - shown))


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
    assert seen >= LEARNING_WORDS | OF_GROUP | OF_ONE


def test_siege_sees_the_notes_that_a_coach_reads(world: World) -> None:
    client = signed_in(world.people["coach"])

    assert found_in(client.get(reverse("coaching:notes"))) == {"coach_note"}


def test_every_text_of_how_a_group_learns_is_marked(world: World) -> None:
    """A new table with words needs its place in one of the sets, so that the siege is known to look for it."""
    parts = ("coaching", "learning", "pulse", "leading", "planning", "evidence")
    rows = {name: row for name, row in world.here.rows.items() if row._meta.app_label in parts}
    marked = {name for name, row in rows.items() if texts_of(row, f"zq-of-{name}-qz")}

    assert marked - {"pulse_finding"} <= LEARNING_WORDS | LEADING_WORDS | {"coach_note"}


def test_siege_reads_a_workbook(world: World) -> None:
    client, path = signed_in(world.people["leader"]), reverse("exchange:workbook-export", args=[world.here.school.slug])

    assert {"charter_version", "variant_choice"} <= found_in(client.get(path))


def test_no_mail_and_no_inbox_tells_words_to_whom_they_are_not_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_before_members(world)
    talk_and_ask(world)
    for moment in MORNINGS:
        monkeypatch.setattr(clock, "now", lambda now=moment: now)
        look_everywhere(world, moment)

    told = everything_told(world.people["teacher"]) + everything_told(world.people["coach"])
    assert "help_request" in MARK.findall(told)
    assert "stakeholder_update" in MARK.findall(everything_told(world.people["outsider"]))
    kinds = {*Notice.objects.exclude(words={}).values_list("kind", flat=True)}
    assert {"help_asked", "help_answered", "topic_mention", "pulse_result", "stakeholder_asked"} <= kinds
    for role in OUTSIDE:
        told = everything_told(world.people[role])
        assert told or role in ("former", "other_leader", "partner_leader", "board"), role
        assert not set(MARK.findall(told)) & hidden_from(role), role


def look_everywhere(world: World, moment: datetime) -> None:
    """Everything that happens by itself."""
    reminders.look_at([world.here.group.pk], now=moment)
    digests.look(now=moment)
    stage_notices.look(now=moment)
    actions.look_at_mandates(now=moment)
    pulse_tasks.nightly()
    tell_weeks(now=moment)
    updates.bring_answers(now=moment)
    forget_observations(today=moment.date(), now=moment)
    forget_notes(now=moment)
    outbox.deliver_due(now=moment)


def put_before_members(world: World) -> None:
    """What people of a group do that others may hear of."""
    group, teacher, now = world.here.group, world.people["teacher"], MORNINGS[0]
    actions.put_charter(community=group, by=teacher, now=now)
    actions.finish_community(
        community=world.here.rows["open_group"], ended_on=now.date(), thanks="Bedankt", by=teacher, now=now
    )


def talk_and_ask(world: World) -> None:
    """A question for help and its answer, a colleague who is called in, another who is asked."""
    group, teacher, coach, now = world.here.group, world.people["teacher"], world.people["coach"], MORNINGS[0]
    asked = {"community": group, "kind": "facilitating", "by": teacher, "now": now}
    helping.ask_help(line="zq-of-help_request-qz", key=uuid4(), **asked)
    answered = helping.ask_help(line="zq-of-help_request-qz", key=uuid4(), **asked)
    helping.answer_help(request=answered, answer="zq-of-help_request-qz", by=coach, now=now)
    people = [world.people[role].pk for role in ("coach", "external", *OUTSIDE)]
    posts.write_post(
        topic=world.here.rows["topic"], text="zq-of-post-qz", mentioned=people, key=uuid4(), by=teacher, now=now
    )
    text = "zq-of-stakeholder_update-qz"
    update = updates.NewUpdate(text, text, now.date() + timedelta(days=9))
    updates.tell(community=group, update=update, people=[world.people["outsider"].pk], key=uuid4(), by=teacher, now=now)


def everything_told(person: User) -> str:
    """All mails to somebody, and the words in the inbox."""
    mails = [f"{one.message()}{one.body}{one.alternatives}" for one in mail.outbox if person.email in one.to]
    return "".join([*mails, *map(str, Notice.objects.filter(recipient=person).values_list("words", flat=True))])
