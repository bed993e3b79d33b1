"""A school is deleted: asked, told, taken back, carried out; afterwards nothing of it is found in any table."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse

from communities.models import Community, Membership
from notifications.models import Notice
from notifications.registry import Section, Verdict, composer_of
from schools import audit
from schools.models import AuditEvent, School, StaffRole, User
from tests.architecture.world import build
from tests.factories import (
    CommunityFactory,
    MeetingFactory,
    MembershipFactory,
    MinutesFactory,
    NoticeFactory,
    PartnershipFactory,
    SchoolFactory,
    open_school,
    staff_member,
)
from tests.factories_leading import BoardReaderFactory
from tests.factories_learning import OutcomeFactory, OutcomeVersionFactory
from upkeep.actions import erasing
from upkeep.models import SchoolDeletion
from upkeep.queries.whole_school import persons, ways

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen(monkeypatch):
    monkeypatch.setattr("plc_platform.clock.now", lambda: NOW)
    monkeypatch.setattr("plc_platform.clock.today", lambda: NOW.date())


@pytest.fixture
def path(personas):
    return reverse("upkeep:delete-school", args=[personas.school.slug])


def ask(personas, now=NOW):
    return erasing.ask_deletion(school=personas.school, name="atheneum  ter linde", by=personas.leader, now=now)


# --- asking and taking back -------------------------------------------------------------------------------------------
def test_a_leader_asks_with_the_name_and_every_leader_is_told(personas, signed_in, path):
    second = staff_member(personas.school, "leader")
    client = signed_in(personas.leader)

    wrong = client.post(path, {"name": "Atheneum"})
    assert wrong.status_code == 400
    assert "Type it as it stands above" in wrong.text or "Typ" in wrong.text
    assert not SchoolDeletion.objects.exists()

    assert client.post(path, {"name": "Atheneum Ter Linde"}).status_code == 302
    assert client.post(path, {"name": "Atheneum Ter Linde"}).status_code == 302  # a second tap

    deletion = SchoolDeletion.objects.get()
    assert deletion.due_on == date(2026, 12, 23)
    told = Notice.objects.filter(kind=erasing.ENDS)
    assert set(told.values_list("recipient", flat=True)) == {personas.leader.pk, second.pk}
    assert AuditEvent.objects.filter(verb="school.deletion_asked").count() == 1


def test_a_holiday_hides_it_from_nobody(personas):
    summer = datetime(2027, 7, 1, 9, tzinfo=UTC)
    assert ask(personas, summer).due_on >= date(2027, 9, 13)


def test_a_leader_takes_it_back_and_what_was_said_is_dropped(personas, signed_in):
    deletion = ask(personas)
    notice = Notice.objects.filter(kind=erasing.ENDS)[0]
    assert isinstance(composer_of(erasing.ENDS)([notice], NOW)[notice.pk], Section)

    signed_in(personas.leader).post(reverse("upkeep:keep-school", args=[personas.school.slug]))

    assert composer_of(erasing.ENDS)([notice], NOW)[notice.pk] is Verdict.DROP
    assert erasing.delete_due(now=NOW + timedelta(days=60)) == []
    assert erasing.keep_school(deletion=deletion, by=personas.leader, now=NOW) is False
    assert School.objects.filter(pk=personas.school.pk).exists()


@pytest.mark.parametrize("role", ["teacher", "coach", "outsider", "other_leader"])
def test_nobody_else_asks_or_takes_back(personas, signed_in, path, role):
    client = signed_in(getattr(personas, role))
    assert client.post(path, {"name": "Atheneum Ter Linde"}).status_code == 404
    assert not SchoolDeletion.objects.exists()
    ask(personas)
    assert client.post(reverse("upkeep:keep-school", args=[personas.school.slug])).status_code == 404
    assert SchoolDeletion.objects.exists()


def test_staff_is_told_two_weeks_before_and_leaders_again_a_week_before(personas):
    ask(personas)
    Notice.objects.all().delete()

    erasing.tell_before(now=NOW + timedelta(days=10))
    assert not Notice.objects.exists()
    for _ in range(2):  # once, whatever happens by night
        erasing.tell_before(now=NOW + timedelta(days=17))
    assert set(Notice.objects.values_list("recipient__first_name", flat=True)) == {"Lieve", "Tine", "Karim", "Olga"}
    erasing.tell_before(now=NOW + timedelta(days=24))
    assert Notice.objects.filter(occasion__endswith="week").get().recipient == personas.leader


# --- carrying out -----------------------------------------------------------------------------------------------------
def test_the_night_deletes_what_is_due_and_not_a_day_before(personas):
    ask(personas)
    assert erasing.delete_due(now=NOW + timedelta(days=29)) == []
    [gone] = erasing.delete_due(now=NOW + timedelta(days=30))
    assert (gone.groups, gone.moved, gone.accounts) == (1, 0, 4)
    assert not School.objects.filter(pk=personas.school.pk).exists()
    assert erasing.delete_due(now=NOW + timedelta(days=31)) == []
    event = AuditEvent.objects.get(verb="school.deleted")
    assert event.detail == {"groups": 1, "moved": 0, "accounts": 4, "files": 0}


def test_accounts_with_something_else_here_stay(personas):
    school, other = personas.school, personas.other_leader.staff.get().school
    both = staff_member(school)
    both.staff.create(school=other)
    guest = staff_member(school)
    MembershipFactory(community=CommunityFactory(school=other), user=guest)
    reader = BoardReaderFactory(user=staff_member(school)).user
    external = MembershipFactory(community=personas.group).user  # works nowhere, takes part in nothing else

    erasing.erase_school(school=school, by=None, now=NOW)

    left = set(User.objects.values_list("pk", flat=True))
    assert {both.pk, guest.pk, reader.pk, personas.other_leader.pk} <= left
    assert not {personas.leader.pk, personas.teacher.pk, external.pk} & left


def test_a_group_with_a_partner_goes_on_there_with_its_people(personas):
    first, second = open_school(), open_school()
    leader = staff_member(first, "leader")
    CommunityFactory(school=first, code="tdt-wis")
    PartnershipFactory(community=personas.group, school=first)
    PartnershipFactory(community=personas.group, school=second)
    meeting = MeetingFactory(community=personas.group)

    gone = erasing.erase_school(school=personas.school, by=None, now=NOW)

    group = Community.objects.get(pk=personas.group.pk)
    assert (gone.moved, group.school, group.code) == (1, first, "tdt-wis-2")
    assert list(group.partners.all()) == [second]
    assert group.meetings.get() == meeting
    assert Membership.objects.filter(community=group, user=personas.teacher, left_on=None).exists()
    assert Community.objects.visible_to(leader).filter(pk=group.pk).exists()
    notice = Notice.objects.get(kind=erasing.MOVED)
    assert notice.recipient == leader
    assert isinstance(composer_of(erasing.MOVED)([notice], NOW)[notice.pk], Section)


def test_files_and_sessions_go_too(personas, client, django_capture_on_commit_callbacks, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    outcome = OutcomeFactory(community=personas.group)
    version = OutcomeVersionFactory(outcome=outcome, file=ContentFile(b"stuff", name="les.txt"), file_name="les.txt")
    client.force_login(personas.teacher)
    assert Session.objects.count() == 1
    assert default_storage.exists(version.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase_school(school=personas.school, by=None, now=NOW)

    assert not default_storage.exists(version.file.name)
    assert not Session.objects.exists()


def test_nothing_of_the_school_is_found_in_any_table(personas):
    """A whole world of rows, every text of it marked, then every column of every table read again."""
    build(personas)
    personas.group.partnerships.all().delete()  # a group with a partner lives on, and its words with it
    school, pk = personas.school, personas.school.pk
    ids = mark_everything(school)
    words = {"heading": "KANARIE"}  # in the inbox of somebody who stays
    NoticeFactory(recipient=personas.other_leader, subject=f"community:{personas.group.pk}", words=words)

    erasing.erase_school(school=school, by=None, now=NOW)

    for model in apps.get_models():
        for row in model._base_manager.values():
            said = json.dumps(row, cls=DjangoJSONEncoder, default=str)
            assert "KANARIE" not in said, model
    assert not Notice.objects.filter(recipient__in=ids).exists()
    events = AuditEvent.objects.all()
    assert [event.verb for event in events if event.target == f"school:{pk}"] == ["school.deleted"]
    assert not [event for event in events if event.actor in {f"user:{user}" for user in ids}]


def mark_everything(school):
    """Writes a mark into the texts of every row of the school and of its people; gives the ids of who goes."""
    from django.db.models import CharField, TextField

    from upkeep.queries.whole_school import people_who_go, rows_of, rows_of_people

    ids = list(people_who_go(school).values_list("pk", flat=True))
    assert len(ids) > 3
    for number, (model, rows) in enumerate(
        [(model, rows_of(model, school)) for model in ways()]
        + [(model, rows_of_people(model, ids)) for model in persons()]
    ):
        wide = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, CharField | TextField)
            and not field.unique
            and not field.choices
            and not any(
                field.name in constraint.fields
                for constraint in model._meta.constraints
                if hasattr(constraint, "fields")
            )
            and (field.max_length or 99) >= 20
        ]
        for pk in rows.values_list("pk", flat=True):
            model._base_manager.filter(pk=pk).update(
                **{field.name: f"KANARIE {number}"[: field.max_length or 99] for field in wide}
            )
    audit.record(by=User.objects.get(pk=ids[0]), verb="x", target=f"school:{school.pk}", at=NOW, said="KANARIE")
    return ids


# --- the command and the succession -----------------------------------------------------------------------------------
def test_the_command_says_what_would_go_and_deletes_only_by_name(personas):
    out = StringIO()
    call_command("delete_school", "atheneum", stdout=out)
    assert json.loads(out.getvalue())["would_go"]["groups"] == 1
    with pytest.raises(CommandError):
        call_command("delete_school", "atheneum", "--yes", "Atheneum")
    with pytest.raises(CommandError):
        call_command("delete_school", "nergens")
    assert School.objects.filter(slug="atheneum").exists()
    call_command("delete_school", "atheneum", "--yes", "Atheneum Ter Linde", stdout=StringIO())
    assert not School.objects.filter(slug="atheneum").exists()


def test_a_school_is_handed_over_and_nothing_is_lost(personas, signed_in):
    """A colleague becomes leader, the old one goes: the same groups, the same dossier."""
    MinutesFactory(meeting=MeetingFactory(community=personas.group))
    dossier = reverse("dashboard:dossier", args=[personas.school.slug])
    before = signed_in(personas.leader).get(dossier).context["page"]
    successor = personas.outsider.staff.get()
    person = reverse("schools:person", args=[personas.school.slug, successor.pk])

    client = signed_in(personas.leader)
    own = personas.leader.staff.get()
    left = reverse("schools:person-left", args=[personas.school.slug, own.pk])
    client.post(left)
    own.refresh_from_db()
    assert own.left_on is None  # the only leader stays until there is another
    assert client.get(person).status_code == 200
    StaffRole.objects.create(staff=successor, role="leader")
    client.post(left)
    own.refresh_from_db()
    assert own.left_on is not None

    after = signed_in(personas.outsider).get(dossier).context["page"]
    assert [one.pk for one in after.groups] == [one.pk for one in before.groups] == [personas.group.pk]
    assert [one.first_name for one in after.leaders] == ["Olga"]
    assert signed_in(personas.leader).get(dossier).status_code == 404


def test_an_empty_school_goes_too(db):
    school = SchoolFactory()
    assert erasing.erase_school(school=school, by=None, now=NOW).groups == 0
