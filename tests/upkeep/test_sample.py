"""A filled school beside one's own: nobody in it can sign in or gets mail, and nothing of it remains when it goes."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from communities.actions import invite_people, set_partners
from communities.actions.joining import NobodyReal
from communities.models import Community, Partnership
from communities.queries import partner_choices
from evidence.models import SchoolGroup
from learning.models import Outcome
from notifications import outbox
from notifications.models import Notice
from plc_platform import clock
from schools.links import NOBODY_REAL, partner_code, school_behind_code
from schools.models import AuditEvent, School, User
from schools.queries import may_correct_address
from tests.factories import CommunityFactory, SchoolFactory, staff_member
from tests.journeys.town import NOW
from upkeep.actions.erasing import erase_school
from upkeep.actions.sample import (
    ask_sample,
    enter_sample,
    leave_samples,
    remove_old_samples,
    remove_sample,
    take_sample,
)
from upkeep.models import SampleSchool
from upkeep.tasks import forget_samples, tell_samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)


@pytest.fixture
def asked(personas):
    return ask_sample(school=personas.school, by=personas.leader, now=NOW)


def rows_of_every_table():
    models = [model for model in apps.get_models() if model is not AuditEvent]
    return {model._meta.label: model._default_manager.count() for model in models}


def test_sample_is_told_and_goes_without_a_trace(personas, django_capture_on_commit_callbacks):
    before, events = rows_of_every_table(), set(AuditEvent.objects.values_list("pk", flat=True))
    files = files_now()
    sample = ask_sample(school=personas.school, by=personas.leader, now=NOW)
    tell_samples()
    sample.refresh_from_db()
    people = User.objects.filter(email__endswith=".invalid")

    assert sample.is_ready
    assert sample.told == sample.total > 100
    assert people.count() > 30
    assert not people.filter(is_active=True).exists()
    assert not Notice.objects.filter(recipient__in=people).exists()
    assert not Outcome.objects.filter(community__school=sample.school, reach="all").exists()
    assert Community.objects.filter(school=sample.school).count() > 10
    assert files_now() != files

    with django_capture_on_commit_callbacks(execute=True):
        remove_sample(sample=sample, by=personas.leader, now=NOW)

    assert rows_of_every_table() == before
    left = AuditEvent.objects.exclude(pk__in=events)
    assert sorted(left.values_list("verb", "target")) == [
        (verb, f"school:{personas.school.pk}") for verb in ("sample.asked", "sample.removed")
    ]
    assert files_now() == files


def test_keys_of_a_story_belong_to_one_telling():
    """Two stories told beside each other never use one key; one that is made of the day alone would be used twice."""
    for path in (settings.BASE_DIR / "upkeep" / "demo").glob("*.py"):
        assert "UUID(int=now" not in path.read_text(encoding="utf-8"), path.name


def files_now():
    try:
        return set(default_storage.listdir("outcomes")[1])
    except FileNotFoundError:
        return set()


def test_asking_twice_gives_one(personas, asked):
    assert ask_sample(school=personas.school, by=personas.leader, now=NOW) == asked
    assert SampleSchool.objects.count() == 1


def test_one_worker_takes_it(asked):
    assert take_sample(now=NOW) == asked
    assert take_sample(now=NOW) is None


def test_nothing_is_mailed_to_an_address_of_nobody(personas):
    person = User.objects.create_user("tine@voorbeeld-000000000000.invalid")
    draft = outbox.Draft("welcome", f"community:{personas.group.pk}", "now", person.pk)
    outbox.enqueue(drafts=[draft], now=NOW)

    outbox.deliver_due(now=NOW)

    assert mail.outbox == []
    assert Notice.objects.get().state == Notice.State.DROPPED


def test_visit_begins_and_ends(personas, asked):
    enter_sample(sample=asked, by=personas.leader, now=NOW)
    assert School.objects.editable_by(personas.leader).filter(pk=asked.school_id).exists()

    assert leave_samples(by=personas.leader, now=NOW) == 1
    assert not School.objects.visible_to(personas.leader).filter(pk=asked.school_id).exists()

    enter_sample(sample=asked, by=personas.leader, now=NOW)
    assert School.objects.editable_by(personas.leader).filter(pk=asked.school_id).exists()


def test_night_ends_visits_and_removes_what_is_old(personas, asked):
    enter_sample(sample=asked, by=personas.leader, now=NOW)
    forget_samples()

    assert not School.objects.visible_to(personas.leader).filter(pk=asked.school_id).exists()
    assert SampleSchool.objects.exists()
    assert remove_old_samples(now=NOW + timedelta(days=29)) == 0
    assert remove_old_samples(now=NOW + timedelta(days=30)) == 1
    assert not School.objects.filter(slug__startswith="voorbeeld-").exists()


def test_sample_goes_with_the_school_beside_it(personas, asked):
    enter_sample(sample=asked, by=personas.leader, now=NOW)

    erase_school(school=personas.school, by=None, now=NOW)

    assert not School.objects.filter(slug__startswith="voorbeeld-").exists()
    assert not User.objects.filter(pk=personas.leader.pk).exists()


@pytest.mark.parametrize("name", ["new-group", "join-group"])
def test_sample_enters_no_group_of_schools(personas, asked, signed_in, name):
    """Thirty people who do not exist would lift a sum of few real ones over the threshold."""
    enter_sample(sample=asked, by=personas.leader, now=NOW)
    path = reverse(f"evidence:{name}", args=[asked.school.slug])

    assert signed_in(personas.leader).post(path, {"name": "Groep", "reader_email": "a@b.example"}).status_code == 404
    assert not SchoolGroup.objects.exists()


def test_nobody_real_is_drawn_into_a_sample(personas, asked, signed_in):
    """Whoever looks around there may start a group, and from it no real address is written to."""
    enter_sample(sample=asked, by=personas.leader, now=NOW)
    group, address, people = CommunityFactory(school=asked.school), "echt@school.be", User.objects.count()
    client = signed_in(personas.leader)
    said = {"email": address, "role": "member"}
    answer = client.post(reverse("communities:invite", args=[group.pk]), said, follow=True)

    assert "voorbeeldschool" in answer.content.decode() or "sample school" in answer.content.decode()
    assert User.objects.count() == people
    with pytest.raises(NobodyReal):
        invite_people(community=group, people=[], address=address, role="member", by=personas.leader, now=NOW)
    file = SimpleUploadedFile("lijst.csv", f"voornaam;achternaam;e-mailadres\nEls;Maes;{address}\n".encode())
    for name in ("staff-import", "workbook"):
        file.seek(0)
        page = client.post(reverse(f"exchange:{name}", args=[asked.school.slug]), {"file": file})
        assert page.context["form"].errors["file"] == [NOBODY_REAL]
    assert not mail.outbox


def test_sample_and_real_schools_are_no_partners(personas, asked):
    enter_sample(sample=asked, by=personas.leader, now=NOW)
    made_up = CommunityFactory(school=asked.school)
    beside = SchoolFactory(slug=f"{asked.school.slug}-partner")

    assert school_behind_code(partner_code(asked.school)) is None
    assert asked.school not in partner_choices(personas.leader, personas.school)
    assert asked.school not in partner_choices(personas.leader, None)
    assert personas.school not in partner_choices(personas.leader, asked.school)
    set_partners(community=made_up, schools=[personas.school, beside], by=personas.leader, now=NOW)
    set_partners(community=personas.group, schools=[asked.school, beside], by=personas.leader, now=NOW)
    assert [one.school for one in Partnership.objects.all()] == [beside]


def test_address_of_somebody_who_does_not_exist_stays(personas, asked):
    person = staff_member(asked.school, email=f"els@{asked.school.slug}.invalid")

    assert not may_correct_address(person)


# --- pages -----------------------------------------------------------------------------------------------------------
def address(name, personas):
    return reverse(f"upkeep:{name}", args=[personas.school.slug])


def test_leader_makes_enters_leaves_and_removes(personas, signed_in, monkeypatch):
    client = signed_in(personas.leader)
    client.post(address("make-sample", personas))
    sample = SampleSchool.objects.get()
    assert (
        "0 / " in client.get(address("sample", personas)).content.decode()
        or "<progress" in client.get(address("sample", personas)).content.decode()
    )
    SampleSchool.objects.update(is_ready=True)

    page = client.post(address("enter-sample", personas), follow=True)
    assert page.redirect_chain[-1][0] == reverse("dashboard:school", args=[sample.school.slug])
    assert "ribbon" in page.content.decode()
    assert "ribbon" in client.get(reverse("dashboard:mine")).content.decode()

    page = client.post(reverse("upkeep:leave-sample"), follow=True)
    assert "ribbon" not in page.content.decode()
    assert client.get(reverse("dashboard:school", args=[sample.school.slug])).status_code == 404

    client.post(address("remove-sample", personas))
    assert not SampleSchool.objects.exists()


def test_leader_cannot_enter_what_is_not_ready(personas, asked, signed_in):
    assert signed_in(personas.leader).post(address("enter-sample", personas)).status_code == 404


@pytest.mark.parametrize("key", ["teacher", "outsider", "other_leader"])
@pytest.mark.parametrize("name", ["make-sample", "enter-sample", "remove-sample"])
def test_nobody_else_has_it(personas, asked, signed_in, key, name):
    SampleSchool.objects.update(is_ready=True)

    assert signed_in(getattr(personas, key)).post(address(name, personas)).status_code == 404
    assert SampleSchool.objects.count() == 1
    assert not School.objects.visible_to(getattr(personas, key)).filter(pk=asked.school_id).exists()
