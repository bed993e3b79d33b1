"""A mail server hands over what came back: the right person is found, forged reports are not believed."""

import io
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from notifications import addresses
from notifications.models import AddressFault
from tests.factories import NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "bounces"
OURS = "<0123456789abcdef@plc.example>"


@pytest.fixture
def tine():
    return UserFactory(email="tine@school.example")


@pytest.fixture
def hand_over(monkeypatch):
    def take(name):
        mail = io.BytesIO((FOLDER / f"{name}.eml").read_bytes())
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=mail))
        out = io.StringIO()
        call_command("take_bounce", stdout=out)
        return out.getvalue()

    return take


def sent(user, message_id=OURS, days=1):
    moment = timezone.now() - timedelta(days=days)
    return NoticeFactory(recipient=user, state="sent", message_id=message_id, sent_at=moment, sent_on=moment.date())


@pytest.mark.parametrize("name", ["postfix", "exchange", "gmail"])
def test_report_is_noted_with_the_person_whose_mail_it_was(tine, hand_over, name):
    sent(tine)

    assert hand_over(name) == f"user {tine.pk}: 1 refused\n"
    assert AddressFault.objects.current().get().is_by_report


def test_mail_is_found_by_its_id_also_when_the_school_forwards_it_elsewhere(hand_over):
    els = UserFactory(email="els@school.example")
    sent(els)

    hand_over("postfix")

    assert AddressFault.objects.get().user == els


def test_report_without_our_id_is_believed_of_whom_we_wrote_to_lately(tine, hand_over):
    sent(tine, message_id="<other@plc.example>")

    hand_over("expired")

    assert AddressFault.objects.get().user == tine


@pytest.mark.parametrize("days", [15, None])
def test_report_about_somebody_whom_we_did_not_write_to_is_not_believed(tine, hand_over, days):
    if days:
        sent(tine, message_id="", days=days)

    assert hand_over("expired") == ""
    assert not AddressFault.objects.exists()


@pytest.mark.parametrize("name", ["delayed", "holiday", "read_receipt"])
def test_other_answers_change_nothing(tine, hand_over, name):
    sent(tine)

    assert hand_over(name) == ""
    assert not AddressFault.objects.exists()


def test_third_report_pauses_although_a_server_in_between_takes_every_mail(tine, hand_over):
    sent(tine)
    for _number in range(3):
        hand_over("postfix")
        addresses.note_arrival(tine)

    assert AddressFault.objects.paused().get().user == tine


def test_mail_server_keeps_the_report_while_the_database_is_away(hand_over, monkeypatch):
    def away(*args):
        raise DatabaseError

    monkeypatch.setattr("notifications.management.commands.take_bounce.note_bounce", away)

    with pytest.raises(SystemExit) as ended:
        hand_over("postfix")

    assert ended.value.code == 75
