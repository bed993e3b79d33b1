"""Personas, each of whom may see something else. `group` is theirs; `today` is frozen in the Flemish year 2026-27."""

from dataclasses import dataclass
from datetime import date

import hypothesis
import pytest
from django.conf import settings
from django.test import Client

from communities.models import Community
from schools.models import School, User
from tests.factories import CommunityFactory, MembershipFactory, open_school, staff_member

pytest_plugins = ["tests.environment"]

# How long drawing takes says how busy the machine is, nothing of the rule.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


@dataclass(frozen=True)
class Personas:
    """leader: leads the host; coach: coaches the group; teacher: its member; outsider: colleague, no member;
    other_leader: leads another school."""

    school: School
    group: Community
    leader: User
    coach: User
    teacher: User
    outsider: User
    other_leader: User


@pytest.fixture
def today() -> date:
    """Monday 23 November 2026, a school day."""
    return date(2026, 11, 23)


@pytest.fixture
def personas(db: None) -> Personas:
    school = open_school(slug="atheneum", name="Atheneum Ter Linde")
    group = CommunityFactory(school=school, code="tdt-wis", name="Ontwerpteam wiskunde")
    people = {
        "leader": staff_member(school, "leader", email="leader@school.example", first_name="Lieve"),
        "coach": staff_member(school, email="coach@school.example", first_name="Karim"),
        "teacher": staff_member(school, email="teacher@school.example", first_name="Tine"),
        "outsider": staff_member(school, email="outsider@school.example", first_name="Olga"),
        "other_leader": staff_member(open_school(), "leader", email="other@school.example", first_name="Odile"),
    }
    MembershipFactory(community=group, user=people["teacher"])
    MembershipFactory(community=group, user=people["coach"], role="coach")
    return Personas(school=school, group=group, **people)


@pytest.fixture
def signed_in(client: Client):
    """A function that signs somebody in on the test client and returns the client."""

    def sign_in(user: User) -> Client:
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return sign_in
