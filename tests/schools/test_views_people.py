import pytest
from django.core import mail
from django.urls import reverse

from schools.models import Staff
from tests.factories import StaffFactory


@pytest.fixture
def path(personas):
    return reverse("schools:staff", args=[personas.school.slug])


@pytest.fixture
def invite(personas):
    return reverse("schools:staff-invite", args=[personas.school.slug])


def test_staff_is_searched_and_paged(personas, signed_in, path):
    StaffFactory.create_batch(60, school=personas.school)
    client = signed_in(personas.leader)

    first = client.get(path)
    assert (len(first.context["page"]), first.context["newer_url"], first.context["older_url"]) == (
        50,
        "",
        "?q=&state=&page=2",
    )
    assert len(client.get(path, {"page": "2"}).context["page"]) == 14
    assert [row.user for row in client.get(path, {"q": "Olga"}).context["page"]] == [personas.outsider]


@pytest.mark.parametrize("rows", [1, 3])
def test_staff_page_asks_the_same_number_of_questions(personas, signed_in, path, django_assert_num_queries, rows):
    StaffFactory.create_batch(rows, school=personas.school)
    client = signed_in(personas.leader)

    with django_assert_num_queries(7):
        client.get(path)


def test_invite_says_the_number_first_and_sends_after_that(
    personas, signed_in, invite, colleague, django_capture_on_commit_callbacks
):
    client = signed_in(personas.leader)

    asked = client.post(invite, {"people": [colleague.pk]})
    assert asked.context["chosen"] == [colleague]
    assert mail.outbox == []

    with django_capture_on_commit_callbacks(execute=True):
        client.post(invite, {"people": [colleague.pk], "confirmed": "1"})
    assert [message.to for message in mail.outbox] == [[colleague.user.email]]


def test_invite_all_takes_who_was_never_invited(personas, signed_in, invite, now):
    StaffFactory(school=personas.school, invited_at=now)

    chosen = signed_in(personas.leader).post(invite, {"all": "1"}).context["chosen"]

    assert {row.user for row in chosen} == {personas.coach, personas.teacher, personas.outsider}


@pytest.mark.parametrize("made_up", ["9" * 20, "9" * 5000])
def test_invite_takes_an_id_that_no_database_holds_for_nobody(personas, signed_in, invite, made_up):
    assert signed_in(personas.leader).post(invite, {"people": [made_up]}).status_code == 302


def test_invite_reaches_nobody_of_another_school(personas, signed_in, invite):
    stranger = StaffFactory()

    answer = signed_in(personas.leader).post(invite, {"people": [stranger.pk], "confirmed": "1"})

    assert answer.status_code == 302
    assert (mail.outbox, Staff.objects.get(pk=stranger.pk).invited_at) == ([], None)


def test_roles_of_a_colleague_change_and_the_last_leader_stays(personas, signed_in, colleague):
    client = signed_in(personas.leader)
    own = Staff.objects.get(user=personas.leader)

    client.post(reverse("schools:person", args=[personas.school.slug, colleague.pk]), {"roles": ["teacher", "support"]})
    assert colleague.roles.count() == 2

    answer = client.post(reverse("schools:person", args=[personas.school.slug, own.pk]), {"roles": ["teacher"]})
    assert set(answer.context["form"].errors) == {"roles"}


def test_colleague_is_marked_as_left_and_back(personas, signed_in, colleague):
    client = signed_in(personas.leader)

    for name, has_left in (("person-left", True), ("person-back", False)):
        client.post(reverse(f"schools:{name}", args=[personas.school.slug, colleague.pk]))
        colleague.refresh_from_db()
        assert (colleague.left_on is not None) is has_left


def test_only_leader_hears_that_she_cannot_leave(personas, signed_in):
    own = Staff.objects.get(user=personas.leader)

    answer = signed_in(personas.leader).post(reverse("schools:person-left", args=[personas.school.slug, own.pk]))

    assert answer.headers["Location"] == reverse("schools:person", args=[personas.school.slug, own.pk])
    assert Staff.objects.get(pk=own.pk).left_on is None
