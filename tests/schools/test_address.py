"""Addresses that mail does not reach: seen by who can mend them, mended by nobody else."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from notifications.models import AddressFault, Notice
from schools.actions import AddressInUse, AddressWorks, correct_address
from schools.models import AuditEvent, Staff
from schools.queries import address_fault_of
from tests.factories import NoticeFactory, StaffFactory

pytestmark = pytest.mark.django_db
NEW = "tine.new@school.example"


@pytest.fixture
def tine(personas):
    """Signed in before, and her mail comes back."""
    user = personas.teacher
    user.last_login = timezone.now()
    user.save()
    fault(user)
    return Staff.objects.get(user=user)


def fault(user, text="550 5.1.1 user unknown", **facts):
    return AddressFault.objects.create(user=user, address=user.email, at=timezone.now(), text=text, **facts)


def correct(staff, personas, email=NEW):
    return correct_address(staff=staff, email=email, by=personas.leader, now=timezone.now())


def test_address_is_mended_and_both_addresses_are_told(tine, personas, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        user = correct(tine, personas, f" {NEW.upper()} ")

    user.refresh_from_db()
    assert user.email == NEW
    assert address_fault_of(user) is None
    assert [message.to for message in mail.outbox] == [["teacher@school.example"], [NEW]]
    event = AuditEvent.objects.get(verb="staff.address")
    assert (event.target, event.detail) == (f"staff:{tine.pk}", {"is_new": True})


def test_same_address_is_tried_again_without_a_mail(tine, personas, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        user = correct(tine, personas, tine.user.email)

    assert address_fault_of(user) is None
    assert mail.outbox == []


def test_what_the_address_refused_waits_again(tine, personas):
    for number, error in enumerate(("550 5.1.1 user unknown", "compose: KeyError('x')", "")):
        NoticeFactory(recipient=tine.user, occasion=str(number), state="failed" if error else "dropped", error=error)

    correct(tine, personas)

    found = Notice.objects.order_by("occasion").values_list("state", "error")
    assert list(found) == [("queued", ""), ("failed", "compose: KeyError('x')"), ("dropped", "")]


def test_address_of_somebody_else_stays_hers(tine, personas):
    with pytest.raises(AddressInUse):
        correct(tine, personas, personas.coach.email)

    assert address_fault_of(tine.user) is not None


def test_address_that_works_is_not_touched(personas):
    """A leader could otherwise sign in as a colleague."""
    staff = StaffFactory(school=personas.school, user__last_login=timezone.now())

    with pytest.raises(AddressWorks):
        correct(staff, personas)


def test_who_never_signed_in_gets_another_address(personas):
    staff = StaffFactory(school=personas.school)

    assert correct(staff, personas).email == NEW


def path(staff):
    return reverse("schools:person-address", args=[staff.school.slug, staff.pk])


def test_leader_sees_it_in_the_list_and_mends_it_on_the_page(tine, personas, signed_in):
    client = signed_in(personas.leader)
    refused = client.get(reverse("schools:staff", args=[personas.school.slug]), {"state": "refused"})
    assert [row.user for row in refused.context["page"]] == [personas.teacher]
    assert b"status--overdue" in refused.content

    page = client.get(reverse("schools:person", args=[personas.school.slug, tine.pk]))
    assert path(tine).encode() in page.content
    client.post(path(tine), {"email": NEW})

    personas.teacher.refresh_from_db()
    assert personas.teacher.email == NEW
    assert b"status--overdue" not in client.get(reverse("schools:staff", args=[personas.school.slug])).content


def test_fault_of_an_address_that_was_changed_since_is_not_shown(tine, personas, signed_in):
    AddressFault.objects.update(address="before@school.example")

    page = signed_in(personas.leader).get(reverse("schools:staff", args=[personas.school.slug]))

    assert b"status--overdue" not in page.content


def test_page_offers_nothing_where_mail_arrives(personas, signed_in):
    staff = StaffFactory(school=personas.school, user__last_login=timezone.now())

    page = signed_in(personas.leader).get(reverse("schools:person", args=[personas.school.slug, staff.pk]))

    assert path(staff).encode() not in page.content


def test_wrong_address_is_refused_on_the_page(tine, personas, signed_in):
    for wrong in ("no address", personas.coach.email):
        response = signed_in(personas.leader).post(path(tine), {"email": wrong})
        assert response.context["address_form"].errors["email"]

    personas.teacher.refresh_from_db()
    assert personas.teacher.email == "teacher@school.example"


@pytest.mark.parametrize("who", ["other_leader", "outsider", "teacher", "coach"])
def test_nobody_else_mends_an_address(tine, personas, signed_in, who):
    response = signed_in(getattr(personas, who)).post(path(tine), {"email": NEW})

    assert response.status_code == 404
    personas.teacher.refresh_from_db()
    assert personas.teacher.email == "teacher@school.example"


def test_person_reads_on_her_profile_that_mail_comes_back(tine, personas, signed_in):
    profile = reverse("schools:profile")

    assert b"notice--warning" in signed_in(personas.teacher).get(profile).content
    assert b"notice--warning" not in signed_in(personas.coach).get(profile).content


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_any_number_of_refused(personas, signed_in, django_assert_num_queries, rows):
    for staff in StaffFactory.create_batch(rows, school=personas.school):
        fault(staff.user)
    client = signed_in(personas.leader)

    with django_assert_num_queries(7):
        client.get(reverse("schools:staff", args=[personas.school.slug]))
