"""What pages of starting well ask of the database does not grow with what is on them; longer lists have tests of their
own, beside what else is said of them."""

import pytest
from django.urls import reverse

from tests.factories import (
    CharterAcceptanceFactory,
    CharterVersionFactory,
    ConditionAnswerFactory,
    FeedbackCardFactory,
    InvitationFactory,
    MeetingFactory,
    MembershipFactory,
    SchoolConditionFactory,
    SchoolVariantFactory,
    staff_member,
)


@pytest.fixture(params=[1, 3])
def grown(personas, today, monkeypatch, request):
    """The school and the group of the personas with so many of everything."""
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    for number in range(request.param):
        SchoolVariantFactory(school=personas.school)
        SchoolConditionFactory(school=personas.school)
        MembershipFactory(community=personas.group, user=staff_member(personas.school))
        ConditionAnswerFactory(community=personas.group)
        MeetingFactory(community=personas.group, day=today.replace(month=10, day=1 + number), status="held")
        version = CharterVersionFactory(community=personas.group, number=number + 1)
        CharterAcceptanceFactory(version=version, user=staff_member(personas.school))
    return request.param


@pytest.mark.parametrize(
    ("name", "places", "statements"),
    [
        ("communities:adviser", (), 4),
        ("communities:form", ("slug", "TDT"), 5),
        ("communities:charter-sheet", ("pk",), 5),
        ("communities:finish", ("pk",), 3),
        ("conditions:answer", ("pk", "time"), 8),
        ("dashboard:my-hours-file", (), 5),
    ],
)
def test_page_of_a_member(personas, signed_in, grown, django_assert_num_queries, name, places, statements):
    known = {"slug": personas.school.slug, "pk": personas.group.pk}
    path = reverse(name, args=[known.get(place, place) for place in places])
    client = signed_in(personas.teacher)

    with django_assert_num_queries(statements):
        assert client.get(path, {"outcome": "dated"}).status_code == 200


def test_invitation(personas, signed_in, grown, django_assert_num_queries):
    asked = InvitationFactory(community=personas.group, user=staff_member(personas.school))
    client = signed_in(asked.user)

    with django_assert_num_queries(9):
        assert client.get(reverse("communities:invitation", args=[asked.pk])).status_code == 200


def test_papers_of_a_card(personas, signed_in, grown, django_assert_num_queries):
    card = FeedbackCardFactory(community=personas.group, number=10 * grown)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(10):
        assert client.post(reverse("meetings:card-papers", args=[card.pk])).status_code == 200


def test_question_to_the_whole_staff(personas, signed_in, grown, django_assert_num_queries):
    client = signed_in(personas.leader)

    with django_assert_num_queries(5):
        assert client.get(reverse("conditions:open-readiness", args=[personas.school.slug])).status_code == 200
