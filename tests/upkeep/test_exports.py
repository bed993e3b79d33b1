"""Taking out: a school for its leader, a group for its people, everything for who runs the installation."""

import io
import json
from io import StringIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from schools.models import AuditEvent, StaffRole, User
from schools.permissions import rules
from tests.architecture.world import build
from tests.factories import (
    ConditionAnswerFactory,
    DecisionFactory,
    MeetingFactory,
    MembershipFactory,
    MinutesFactory,
    SubtaskFactory,
)
from tests.factories_leading import LeaderRequestFactory, RoomFactory
from tests.factories_learning import OutcomeFactory, OutcomeVersionFactory, TopicFactory
from upkeep.handed_over import BARE, HANDED, NEVER
from upkeep.queries.whole_school import noun

# Tables that the database ties to a school and that no export holds, and why.
LEFT_OUT = dict.fromkeys(NEVER, "opens a door, or only fills a mailbox")
NAMED = {"schools.School": "school", "schools.Staff": "staff", "learning.Outcome": "shared_outcome"}
WITHOUT_DOOR = {"schools.SchoolYear", "schools.StaffRole", "communities.Partnership", "learning.OutcomeVersion"}


def opened(response):
    return ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def rows(book, label):
    return json.loads(book.read(f"rows/{label}.json"))


@pytest.fixture
def words(personas):
    """Words of the group that its leader never reads, also where she takes part herself."""
    meeting = MeetingFactory(community=personas.group, status="held")
    MinutesFactory(meeting=meeting, note="GEHEIM verslag")
    DecisionFactory(meeting=meeting, text="GEHEIM besluit")
    SubtaskFactory(meeting=meeting, text="GEHEIM taak")
    TopicFactory(community=personas.group, title="GEHEIM onderwerp")
    MeetingFactory(community=personas.group, status="draft", place="GEHEIM ontwerp")
    OutcomeFactory(community=personas.group, title="GEHEIM ding", reach="group")
    return meeting


def test_a_leader_takes_out_what_she_may_read(personas, signed_in, words, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    RoomFactory(school=personas.school, name="Lokaal 12")
    shared = OutcomeFactory(community=personas.group, title="Lessenreeks", reach="school")
    OutcomeVersionFactory(outcome=shared, file=ContentFile(b"stuff", name="les.txt"), file_name="les.txt")
    MembershipFactory(community=personas.group, user=personas.leader)  # what she reads as a member stays out

    book = opened(signed_in(personas.leader).get(reverse("upkeep:export-file", args=[personas.school.slug])))

    assert [row["name"] for row in rows(book, "planning.Room")] == ["Lokaal 12"]
    assert [row["title"] for row in rows(book, "learning.Outcome")] == ["Lessenreeks"]
    assert next(name for name in book.namelist() if name.startswith("files/")).endswith("les.txt")
    assert {row["email"] for row in json.loads(book.read("people.json"))} >= {"leader@school.example"}
    everything = b"".join(book.read(name) for name in book.namelist())
    assert b"GEHEIM" not in everything
    assert b"note_taker" not in everything
    assert "workbook.xlsx" in book.namelist()
    assert "planning.Room" in book.read("README.txt").decode()


def test_what_a_leader_takes_out_is_what_the_matrix_lets_her_read():
    allowed = {rule.object for rule in rules() if rule.role == "leader" and rule.action == "read" and rule.is_allowed}
    for label in HANDED.keys() - WITHOUT_DOOR:
        assert NAMED.get(label, noun(apps.get_model(label))) in allowed, label


@pytest.mark.parametrize("role", ["teacher", "coach", "outsider", "other_leader"])
def test_nobody_else_takes_out_the_school(personas, signed_in, role):
    path = reverse("upkeep:export-file", args=[personas.school.slug])
    assert signed_in(getattr(personas, role)).get(path).status_code == 404


def test_a_member_takes_out_the_words_of_the_group(personas, signed_in, words):
    book = opened(signed_in(personas.teacher).get(reverse("upkeep:group-export", args=[personas.group.pk])))

    assert rows(book, "meetings.Minutes")[0]["note"] == "GEHEIM verslag"
    assert rows(book, "learning.Topic")[0]["title"] == "GEHEIM onderwerp"
    assert not [name for name in book.namelist() if "Ticket" in name or "RoundKey" in name or "Feed." in name]


@pytest.mark.parametrize("role", ["leader", "outsider", "other_leader"])
def test_the_words_of_a_group_are_for_its_people(personas, signed_in, words, role):
    path = reverse("upkeep:group-export", args=[personas.group.pk])
    assert signed_in(getattr(personas, role)).get(path).status_code == 404


def test_the_answers_of_others_are_in_no_export_of_a_member(personas, signed_in):
    """A whole world of rows: what a member's doors keep from her is not in her file either."""
    world = build(personas)
    book = opened(signed_in(personas.teacher).get(reverse("upkeep:group-export", args=[personas.group.pk])))
    for label, name in (("communities.WatchWords", "user_id"), ("pulse.ShareVoice", "user_id")):
        if f"rows/{label}.json" in book.namelist():
            assert {row[name] for row in rows(book, label)} <= {personas.teacher.pk}
    assert world.here.group == personas.group


def test_a_leader_takes_out_no_more_than_her_pages_say(personas, signed_in):
    """No running month of page times, no name under a question, no answer of a group before her own."""
    world = build(personas)
    ConditionAnswerFactory(community=personas.group, side="leader", code="solo_leader")
    ConditionAnswerFactory(community=personas.group, side="group", code="solo_group")
    book = opened(signed_in(personas.leader).get(reverse("upkeep:export-file", args=[personas.school.slug])))

    assert "rows/upkeep.PageTime.json" not in book.namelist()
    assert rows(book, "leading.LeaderRequest")
    assert not any("asked_by_id" in row for row in rows(book, "leading.LeaderRequest"))
    told = rows(book, "conditions.ConditionAnswer")
    by_leader = {(row["community_id"], row["code"]) for row in told if row["side"] == "leader"}
    assert {(row["community_id"], row["code"]) for row in told if row["side"] == "group"} <= by_leader
    assert not any("by_id" in row for row in told)
    assert world.here.school == personas.school


def test_a_member_takes_out_no_single_answer_of_a_pupil(personas, signed_in):
    build(personas)
    book = opened(signed_in(personas.teacher).get(reverse("upkeep:group-export", args=[personas.group.pk])))

    assert not {"rows/meetings.FeedbackAnswer.json", "rows/meetings.LogReceipt.json"} & set(book.namelist())
    assert rows(book, "meetings.FeedbackCard")
    assert not any("key" in row for row in rows(book, "meetings.FeedbackCard"))
    assert not any("sealed_level" in row for row in rows(book, "pulse.Finding"))


def test_the_whole_export_misses_no_table_of_the_school(personas, tmp_path):
    """An independent walk: what the database itself ties to a school, key by key, stands in the file."""
    build(personas)
    out = StringIO()
    call_command("export_school", "atheneum", str(tmp_path / "all.zip"), "--complete", stdout=out)
    told = json.loads(out.getvalue())["rows"]
    by_table = {model._meta.db_table: model._meta.label for model in apps.get_models()}
    tied, grows = {"schools_school"}, True
    with connection.cursor() as cursor:
        keys = {table: connection.introspection.get_relations(cursor, table) for table in by_table}
    while grows:
        new = {table for table, ties in keys.items() if {other for _column, other, *_rest in ties.values()} & tied}
        grows = bool(new - tied)
        tied |= new
    missing = {by_table[table] for table in tied} - told.keys() - LEFT_OUT.keys()
    assert missing == set()
    book = ZipFile(tmp_path / "all.zip")
    assert len(rows(book, "meetings.Minutes")) == told["meetings.Minutes"] > 0
    assert not any(name in row for row in rows(book, "schools.User") for name in BARE)
    assert AuditEvent.objects.filter(verb="school.exported_whole").count() == 1


def test_the_whole_export_says_what_it_cannot(personas, tmp_path):
    with pytest.raises(CommandError):
        call_command("export_school", "nergens", str(tmp_path / "x.zip"), "--complete")
    with pytest.raises(CommandError):
        call_command("export_school", "atheneum", str(tmp_path / "no" / "x.zip"), "--complete")


@pytest.mark.parametrize("number", [1, 3])
def test_taking_out_costs_the_same_whatever_there_is(personas, signed_in, django_assert_num_queries, number):
    for _ in range(number):
        RoomFactory(school=personas.school)
        MembershipFactory(community=personas.group)
        StaffRole.objects.get_or_create(staff=personas.teacher.staff.get(), role="support")
    client = signed_in(personas.leader)
    path = reverse("upkeep:export-file", args=[personas.school.slug])
    with django_assert_num_queries(86):
        opened(client.get(path))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_dossier_is_a_paper_that_a_reader_can_follow(personas, signed_in, language):
    """Tagged, titled, in its language; what people typed is text and never markup."""
    User.objects.filter(pk=personas.leader.pk).update(language=language)
    personas.group.purpose = "#panic() *vet* $x$ \\ <b> [haak"
    personas.group.save()
    LeaderRequestFactory(community=personas.group, line="Een uur #emoji.face op woensdag.")

    answer = signed_in(personas.leader).get(reverse("upkeep:dossier-pdf", args=[personas.school.slug]))

    assert answer.content.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in answer.content
    assert b"pdfuaid:part>1<" in answer.content
    assert f"/Lang({language})".encode() in answer.content
    assert answer["Cache-Control"] == "no-store"
