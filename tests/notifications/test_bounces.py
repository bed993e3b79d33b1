"""Reports of mail servers, as Postfix, Exchange and Gmail write them (by us, after their shape), and what is none."""

from pathlib import Path

import pytest

from notifications.bounces import Bounce, read_bounce
from notifications.refusals import kind_of

FOLDER = Path(__file__).parent / "bounces"
OURS, TINE = "<0123456789abcdef@plc.example>", "tine@school.example"
SAID = {
    "postfix": f"550 5.1.1 <{TINE}>: Recipient address rejected: User unknown",
    "exchange": "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient Tine@School.example "
    "not found by SMTP address lookup",
    "gmail": "552-5.2.2 The recipient's inbox is out of storage space and inactive. "
    "552 5.2.2 Please direct the recipient to clear it. - gsmtp",
    "expired": "4.4.1",
}


@pytest.mark.parametrize(
    ("name", "message_id", "kind"),
    [
        ("postfix", OURS, "unknown"),
        ("exchange", OURS, "unknown"),
        ("gmail", OURS, "full"),
        ("expired", "", "unreachable"),
    ],
)
def test_report_of_a_mail_server(name, message_id, kind):
    bounce = read_bounce((FOLDER / f"{name}.eml").read_bytes())

    assert bounce == Bounce(TINE, message_id, SAID[name])
    assert kind_of(bounce.text) == kind


@pytest.mark.parametrize("name", ["delayed", "holiday", "read_receipt"])
def test_other_answers_are_none_of_our_business(name):
    assert read_bounce((FOLDER / f"{name}.eml").read_bytes()) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff" * 500,
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\nContent-Type: "
        b"message/delivery-status\n\nAction: failed\n",
        b"Content-Type: multipart/report; report-type=delivery-status\n\nno parts",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n" + b"--x\n\n" * 9000,
    ],
)
def test_broken_report_breaks_nothing(raw):
    found = read_bounce(raw)

    assert found is None or found.recipient == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("550 5.1.1 user unknown", "unknown"),
        ("550 no such user", "unknown"),
        ("551 user not local", "unknown"),
        ("552 mailbox full", "full"),
        ("452 4.2.2 over quota", "full"),
        ("553 sorry, that is no address", "malformed"),
        ("550 5.1.2 bad destination system", "domain"),
        ("550 5.2.1 mailbox disabled", "disabled"),
        ("550 5.7.1 message refused as spam", "policy"),
        ("554 transaction failed", "other"),
        ("", "other"),
    ],
)
def test_kind_of_refusal(text, kind):
    assert kind_of(text) == kind
