"""The yearly report on its pages: written by a leader, read by colleagues once it is shared."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from evidence.models import ReportText
from tests.factories import MeetingFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_monday(monkeypatch):
    monkeypatch.setattr("plc_platform.clock.now", lambda: NOW)
    monkeypatch.setattr("plc_platform.clock.today", lambda: NOW.date())


def address(name, school, *more):
    return reverse(f"evidence:{name}", args=[school.slug, "2026-2027", *more])


def test_a_leader_begins_and_writes(personas, signed_in):
    client = signed_in(personas.leader)
    MeetingFactory(community=personas.group, status="held", minutes=90, present_count=3)

    client.post(address("start-report", personas.school))
    page = client.get(address("report", personas.school))
    assert page.status_code == 200
    kept = client.post(address("write-report", personas.school, "needs"), {"seen": 0, "text": "Samen bekeken."})

    assert kept.status_code == 302
    assert ReportText.objects.get().text == "Samen bekeken."
    assert "Samen bekeken." in client.get(address("report-sheet", personas.school)).text
