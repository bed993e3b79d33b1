"""The first hour of a school: steps read from facts, and a school that an operator creates in one line."""

import json
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from plc_platform import clock
from schools.models import School, SchoolYear, Staff
from tests.factories import CommunityFactory, MeetingFactory, SchoolFactory, SchoolVariantFactory, staff_member
from tests.factories_leading import SampleSchoolFactory
from tests.journeys.town import NOW
from upkeep.first_hour_words import steps_of
from upkeep.queries.first_hour import facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)


def done(user, school):
    return {step.code for step in steps_of(facts_of(user, school.slug, today=NOW.date())) if step.is_done}


def test_new_school_has_everything_before_it(signed_in):
    school = SchoolFactory(slug="nieuw")
    leader = staff_member(school, "leader")

    assert done(leader, school) == set()
    page = signed_in(leader).get(reverse("upkeep:first-hour", args=["nieuw"])).content.decode()
    assert 'aria-current="step"' in page


def test_steps_are_read_from_facts(personas):
    school = personas.school
    SchoolVariantFactory(school=school)
    MeetingFactory(community=personas.group)
    Staff.objects.filter(user=personas.outsider).update(invited_at=NOW)

    assert done(personas.leader, school) == {"staff", "year", "words", "group", "invite", "dates"}
    facts = facts_of(personas.leader, school.slug, today=NOW.date())
    assert (facts.colleagues, facts.invited, facts.has_sample) == (3, 1, False)


def test_page_says_that_a_sample_is_there(personas, signed_in):
    SampleSchoolFactory(beside=personas.school)

    assert facts_of(personas.leader, personas.school.slug, today=NOW.date()).has_sample


@pytest.mark.parametrize("key", ["teacher", "outsider", "other_leader"])
def test_it_is_the_leaders(personas, signed_in, key):
    path = reverse("upkeep:first-hour", args=[personas.school.slug])

    assert signed_in(getattr(personas, key)).get(path).status_code == 404


@pytest.mark.parametrize("groups", [1, 3])
def test_statements_are_constant(personas, signed_in, django_assert_num_queries, groups):
    CommunityFactory.create_batch(groups, school=personas.school)
    client = signed_in(personas.leader)

    with django_assert_num_queries(3):
        client.get(reverse("upkeep:first-hour", args=[personas.school.slug]))


# --- manage.py create_school -----------------------------------------------------------------------------------------
def create(**options):
    out = StringIO()
    given = {"name": "Atheneum De Brug", "calendar": "BE-VLG", "leader": "Lieve@debrug.example", **options}
    call_command("create_school", **given, stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.django_db(transaction=True)
def test_command_makes_a_school_with_years_and_mails_its_leader_a_link():
    assert create() == {"slug": "atheneum-de-brug", "leader": "lieve@debrug.example", "invited": True}

    school = School.objects.get()
    assert SchoolYear.objects.filter(school=school).exists()
    assert Staff.objects.get().roles.get().role == "leader"
    assert [one.to for one in mail.outbox] == [["lieve@debrug.example"]]
    assert "/welcome/" in mail.outbox[0].body


@pytest.mark.django_db(transaction=True)
def test_command_can_be_run_again():
    create()
    create()
    School.objects.get().staff.get().user.__class__.objects.update(last_login=NOW)

    assert create()["invited"] is False
    assert School.objects.count() == 1
    assert len(mail.outbox) == 2


@pytest.mark.django_db(transaction=True)
def test_two_schools_of_one_name_have_addresses_of_their_own():
    create()

    assert create(leader="an@elders.example")["slug"] == "atheneum-de-brug-2"


@pytest.mark.parametrize("wrong", [{"name": " "}, {"name": "x" * 161}, {"leader": "no address"}])
def test_command_refuses_what_cannot_be(wrong):
    with pytest.raises(CommandError):
        create(**wrong)
    assert not School.objects.exists()
