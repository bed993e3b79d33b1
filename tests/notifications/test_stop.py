"""One click ends mails (RFC 8058): by a post without cookie, never by opening, for these kinds and nothing else."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail, signing
from django.test import Client

from notifications import actions, outbox, registry
from notifications.actions import Chosen
from notifications.links import SALT, stop_token
from notifications.models import Choice, Preference
from notifications.registry import Kind
from schools.models import AuditEvent
from tests.factories import NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def person():
    return UserFactory(language="nl")


@pytest.fixture
def provider():
    """A mail provider: no cookie, and the guard against forged posts is on."""
    return Client(enforce_csrf_checks=True)


def address(person, *kinds):
    return f"/notices/stop/{stop_token(person.pk, kinds)}/"


def mails_of(person):
    """What was chosen for the mail of each kind."""
    return dict(Choice.objects.filter(preference__person=person).values_list("kind", "mail"))


@pytest.mark.parametrize("encoding", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_post_of_a_provider_stops_the_kinds_of_that_mail_and_nothing_else(person, provider, encoding):
    actions.choose(by=person, is_weekly=True, chosen={"log_meeting": Chosen("weekly", True)}, now=person.created_at)
    body = {"data": ONE_CLICK}
    if encoding != "multipart/form-data":
        body = {"data": "List-Unsubscribe=One-Click", "content_type": encoding}

    answer = provider.post(address(person, "overdue", "plan_next"), **body)

    assert (answer.status_code, "sessionid" in answer.cookies) == (200, False)
    assert mails_of(person) == {"overdue": "none", "plan_next": "none", "log_meeting": "weekly"}
    assert Choice.objects.get(kind="overdue").has_inbox
    assert Preference.objects.get(person=person).is_weekly


def test_link_of_the_mail_itself_works(answers, provider, now):
    """From the header of a mail that was sent to the end of the mails."""
    first = NoticeFactory(kind="test")
    outbox.deliver_due(now=now)
    header = mail.outbox[0].extra_headers["List-Unsubscribe"]

    provider.post("/" + header.strip("<>").split("/", 3)[3], ONE_CLICK)

    second = NoticeFactory(kind="test", recipient=first.recipient)
    mail.outbox.clear()
    outbox.deliver_due(now=now + timedelta(days=1))
    second.refresh_from_db()
    assert (mail.outbox, second.state) == ([], "inbox")


def test_opening_changes_nothing_however_often(person, provider):
    """Scanners open every link of every mail, with GET and with HEAD."""
    where = address(person, "overdue")

    for _ in range(3):
        assert provider.get(where).status_code == 200
        assert provider.head(where).status_code == 200
        assert provider.get(f"{where}undo/").status_code == 405

    assert not Preference.objects.exists()
    assert not AuditEvent.objects.exists()


def test_post_without_the_words_of_the_standard_changes_nothing(person, provider):
    assert provider.post(address(person, "overdue"), {"other": "field"}).status_code == 200

    assert mails_of(person) == {}


def test_post_again_changes_nothing_more(person, provider):
    where = address(person, "overdue")
    provider.post(where, ONE_CLICK)

    provider.post(where, ONE_CLICK)

    assert AuditEvent.objects.filter(verb="notices.stopped").count() == 1
    assert Choice.objects.get().before == "once"


def test_link_of_invitations_alone_stops_all_that_is_optional(person, provider):
    answer = provider.post(address(person), ONE_CLICK)

    assert set(mails_of(person)) == set(registry.optional_kinds())
    assert not {"upcoming", "invitation"} & set(mails_of(person))
    assert "behalve uitnodigingen" in answer.content.decode() or "except invitations" in answer.content.decode()


def test_kind_that_is_not_optional_cannot_be_stopped_by_any_link(person, provider, monkeypatch):
    where = address(person, "invite", "overdue")
    monkeypatch.setitem(registry._kinds, "invite", Kind("invite", is_optional=False))

    provider.post(where, ONE_CLICK)

    assert mails_of(person) == {"overdue": "none"}


def test_stop_frees_nothing_and_is_recorded_with_codes_only(person, provider):
    provider.post(address(person, "overdue"), ONE_CLICK)

    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.detail) == (f"user:{person.pk}", "notices.stopped", {"kinds": ["overdue"]})


# --- undo ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("before", ["once", "weekly"])
def test_undo_gives_back_what_was(person, client, before):
    actions.choose(by=person, is_weekly=False, chosen={"overdue": Chosen(before, True)}, now=person.created_at)
    where = address(person, "overdue", "plan_next")
    client.post(where, ONE_CLICK)

    for _ in range(2):
        assert client.post(f"{where}undo/").status_code == 302

    assert mails_of(person) == {"overdue": before, "plan_next": "once"}


def test_undo_leaves_what_was_off_before(person, client):
    actions.choose(by=person, is_weekly=False, chosen={"overdue": Chosen("none", True)}, now=person.created_at)
    where = address(person, "overdue", "plan_next")
    client.post(where, ONE_CLICK)

    client.post(f"{where}undo/")

    assert mails_of(person) == {"overdue": "none", "plan_next": "once"}


def test_undo_leaves_what_was_chosen_since(person, client):
    where = address(person, "overdue")
    client.post(where, ONE_CLICK)
    actions.choose(by=person, is_weekly=False, chosen={"overdue": Chosen("none", False)}, now=person.created_at)

    client.post(f"{where}undo/")

    assert mails_of(person) == {"overdue": "none"}


def test_undo_wants_the_page_not_a_forged_post(person, provider):
    where = address(person, "overdue")
    provider.post(where, ONE_CLICK)

    assert provider.post(f"{where}undo/").status_code == 403
    assert mails_of(person) == {"overdue": "none"}


# --- links that are no good ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "token",
    [
        "forged",
        signing.dumps([1, "overdue"], salt="another.purpose", compress=True),
        signing.dumps([999_999, "overdue"], salt=SALT, compress=True),
    ],
    ids=["forged", "of another purpose", "of nobody"],
)
def test_link_that_is_no_good_stops_nothing(person, provider, token):
    assert provider.get(f"/notices/stop/{token}/").status_code == 404
    assert provider.post(f"/notices/stop/{token}/", ONE_CLICK).status_code == 404
    assert not Preference.objects.exists()


def test_link_of_another_person_with_ones_own_signature_does_not_fit(person, provider):
    other = stop_token(UserFactory().pk, ["overdue"])
    own = stop_token(person.pk, ["overdue"])
    mixed = ":".join([other.split(":")[0], *own.split(":")[1:]])

    assert provider.post(f"/notices/stop/{mixed}/", ONE_CLICK).status_code == 404


def test_link_works_for_a_school_year_and_then_no_more(person, provider):
    where = address(person, "overdue")
    with time_machine.travel(person.created_at + timedelta(days=399)):
        assert provider.get(where).status_code == 200
    with time_machine.travel(person.created_at + timedelta(days=402)):
        assert provider.post(where, ONE_CLICK).status_code == 404


def test_link_of_who_may_no_longer_sign_in_is_no_good(person, provider):
    where = address(person, "overdue")
    person.is_active = False
    person.save()

    assert provider.post(where, ONE_CLICK).status_code == 404
