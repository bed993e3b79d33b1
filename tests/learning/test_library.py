"""The library: everything that a reader may see, by words and filters, twenty a page, in a fixed number of queries."""

import pytest
from django.urls import reverse

from learning.models import Outcome
from tests.factories import CommunityFactory, PartnershipFactory, UserFactory
from tests.factories_learning import OutcomeFactory, OutcomeUseFactory, OutcomeVersionFactory

pytestmark = pytest.mark.django_db
PATH = reverse("learning:library")


@pytest.fixture
def shelves(personas):
    """One of the group, one for the school, one of another school for all."""
    other = CommunityFactory(school=personas.other_leader.staff.get().school)
    OutcomeFactory(community=personas.group, title="Eigen", kind="method")
    OutcomeFactory(
        community=personas.group, title="Breuken leren", reach="school", subject="wiskunde 1", makers="Tine en Jef"
    )
    OutcomeFactory(community=other, title="Bronnenpakket", about="over migratie", reach="all", licence="cc0")


def found(client, **asked) -> list[str]:
    return [row.title for row in client.get(PATH, asked).context["library"].page]


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("teacher", ["Bronnenpakket", "Breuken leren", "Eigen"]),
        ("outsider", ["Bronnenpakket", "Breuken leren"]),
        ("leader", ["Bronnenpakket", "Breuken leren"]),
        ("other_leader", ["Bronnenpakket"]),
    ],
)
def test_everybody_finds_what_its_makers_opened(shelves, personas, signed_in, who, titles):
    assert found(signed_in(getattr(personas, who))) == titles


def test_somebody_without_a_school_finds_nothing_of_others(shelves, signed_in):
    answer = signed_in(UserFactory()).get(PATH)

    assert (answer.status_code, list(answer.context["library"].page)) == (200, [])


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"q": "migratie"}, ["Bronnenpakket"]),
        ({"q": "tine breuken"}, ["Breuken leren"]),
        ({"q": "atheneum"}, ["Breuken leren", "Eigen"]),
        ({"q": "tine migratie"}, []),
        ({"q": "%_\x00"}, []),
        ({"kind": "method"}, ["Eigen"]),
        ({"kind": "gossip"}, ["Bronnenpakket", "Breuken leren", "Eigen"]),
        ({"subject": "wiskunde 1"}, ["Breuken leren"]),
        ({"licence": "cc0"}, ["Bronnenpakket"]),
        ({"from": "own"}, ["Breuken leren", "Eigen"]),
        ({"page": "99"}, ["Bronnenpakket", "Breuken leren", "Eigen"]),
    ],
)
def test_words_and_filters(shelves, personas, signed_in, asked, titles):
    assert found(signed_in(personas.teacher), **asked) == titles


def test_a_partner_school_finds_what_is_shared_with_the_schools(shelves, personas, signed_in):
    PartnershipFactory(community=personas.group, school=personas.other_leader.staff.get().school)

    assert found(signed_in(personas.other_leader)) == ["Bronnenpakket", "Breuken leren"]


def test_no_subject_in_the_filter_tells_of_what_others_keep(personas, signed_in):
    OutcomeFactory(community=personas.group, subject="zq-canary")

    assert "zq-canary" not in signed_in(personas.outsider).get(PATH).content.decode()


def test_twenty_a_page_and_the_filter_goes_along(personas, signed_in):
    Outcome.objects.bulk_create(OutcomeFactory.build_batch(21, community=personas.group, made_by=None))
    client = signed_in(personas.teacher)

    first = client.get(PATH, {"kind": "material"})

    assert (len(first.context["library"].page), first.context["older_url"]) == (20, "?kind=material&page=2")
    assert len(found(client, kind="material", page="2")) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_library_takes_the_same_queries_with_more(personas, signed_in, django_assert_num_queries, number):
    for _ in range(number):
        row = OutcomeVersionFactory(outcome__community=personas.group).outcome
        OutcomeUseFactory(outcome=row, school=personas.school)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(5):
        client.get(PATH)
