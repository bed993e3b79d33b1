"""A group of two schools: the partner's leader sees her own side, on every page of leading (C26)."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from plc_platform import clock
from tests.factories import MeetingFactory, MembershipFactory, PartnershipFactory, open_school, staff_member

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PAGES = (
    "dashboard:school",
    "dashboard:hours",
    "dashboard:experiments",
    "dashboard:start-conditions",
    "dashboard:dossier",
)


@pytest.fixture
def partner(personas, monkeypatch):
    """The leader of a school that takes part in the personas' group, with one colleague of hers in it."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    school = open_school(slug="partner")
    PartnershipFactory(community=personas.group, school=school)
    own = staff_member(school, first_name="Eigenste", last_name="Collega")
    MembershipFactory(community=personas.group, user=own)
    MembershipFactory(community=personas.group, user=staff_member(personas.school, last_name="Onzichtbaar"))
    MeetingFactory(community=personas.group, status="held", day=date(2026, 10, 8), present_count=3)
    for person, name in ((personas.teacher, "Verborgen"), (personas.coach, "Stilgehouden")):
        person.last_name = name
        person.save()
    return staff_member(school, "leader")


@pytest.mark.parametrize("name", PAGES)
def test_partner_leader_reads_no_name_of_the_host(partner, signed_in, name):
    page = signed_in(partner).get(reverse(name, args=["partner"])).content.decode()

    assert "Verborgen" not in page
    assert "Stilgehouden" not in page
    assert "Onzichtbaar" not in page


def test_partner_leader_finds_her_own_people_in_a_group_and_besides_only_whom_to_ask(personas, partner, signed_in):
    page = signed_in(partner).get(reverse("dashboard:community", args=[personas.group.pk])).content.decode()

    assert "Eigenste Collega" in page
    assert "Onzichtbaar" not in page


@pytest.mark.parametrize("name", PAGES)
def test_partner_leader_has_no_page_of_the_host(partner, signed_in, name):
    assert signed_in(partner).get(reverse(name, args=["atheneum"])).status_code == 404
