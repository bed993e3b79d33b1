"""What becomes of a yearly report: two write, it is finished, shared, taken back; nobody else has a hand in it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from communities.charter_text import Outcome
from evidence.actions import reports as actions
from evidence.frameworks import framework_of, known_codes
from evidence.models import ReportText, SchoolGain, YearReport
from schools.models import AuditEvent
from tests.factories import CommunityFactory, MeetingFactory, SchoolYearFactory
from tests.factories_leading import YearReportFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_monday(monkeypatch):
    monkeypatch.setattr("plc_platform.clock.now", lambda: NOW)
    monkeypatch.setattr("plc_platform.clock.today", lambda: NOW.date())


@pytest.fixture
def report(personas):
    return YearReportFactory(school=personas.school)


def write(report, text, seen, by):
    return actions.write_section(report=report, section="needs", text=text, codes=[], seen=seen, by=by, now=NOW)


def post(client, name, report, *more, **data):
    return client.post(reverse(f"evidence:{name}", args=[report.school.slug, report.year, *more]), data)


def test_who_writes_second_overwrites_nothing(personas, report):
    assert not write(report, "Eerst.", 0, personas.leader).is_clash

    second = write(report, "Tegelijk.", 0, personas.leader)

    assert second.is_clash
    assert ReportText.objects.get().text == "Eerst."
    assert not write(report, "Samen.", second.text.version, personas.leader).is_clash


def test_both_texts_are_on_the_page_without_script(personas, report, signed_in):
    write(report, "Van de ander.", 0, personas.leader)

    page = post(signed_in(personas.leader), "write-report", report, "needs", seen=0, text="Van mij.")

    assert "Van de ander." in page.text
    assert "Van mij." in page.text


def test_a_text_that_is_too_long_stays_in_its_field(personas, report, signed_in):
    page = post(signed_in(personas.leader), "write-report", report, "needs", seen=0, text="x" * 6001)

    assert page.status_code == 400
    assert "x" * 6001 in page.text
    assert not ReportText.objects.exists()


def test_a_gain_that_somebody_else_changed_is_left(personas, report):
    first = actions.stood(SchoolGain())
    said = {"culture": ("yes", "Overal", first)}
    actions.say_gains(report=report, gains=said, by=personas.leader, now=NOW)

    found = actions.say_gains(
        report=report, gains={"culture": ("no", "", first), "results": ("no", "", first)}, by=personas.leader, now=NOW
    )

    assert found == {"culture": Outcome.CLASH, "results": Outcome.WRITE}
    assert SchoolGain.objects.get(gain="culture").seen == "yes"


def test_a_finished_report_is_shared_and_taken_back(personas, report, signed_in):
    MeetingFactory(community=personas.group, status="held", minutes=90, present_count=3)
    client = signed_in(personas.leader)

    post(client, "share-report", report)
    assert not YearReport.objects.exclude(shared_on=None).exists()
    post(client, "finish-report", report)
    with pytest.raises(actions.ReportIsFinished):
        write(report, "Te laat.", 0, personas.leader)
    post(client, "share-report", report)
    post(client, "reopen-report", report)

    report.refresh_from_db()
    assert report.figures["values"]["held"] == 1
    assert report.finished_at
    page = signed_in(personas.outsider).get(reverse("evidence:report", args=[report.school.slug, report.year]))
    assert page.status_code == 200
    assert "/figures/" not in page.text
    assert page.text.count("<form") <= signed_in(personas.outsider).get(reverse("dashboard:mine")).text.count("<form")
    annex = reverse("evidence:report-file", args=[report.school.slug, report.year, "xlsx"])
    assert signed_in(personas.outsider).get(annex).status_code == 404

    post(signed_in(personas.leader), "take-report-back", report)
    page = signed_in(personas.outsider).get(reverse("evidence:report", args=[report.school.slug, report.year]))
    assert page.status_code == 404


@pytest.mark.parametrize("who", ["coach", "teacher", "outsider", "other_leader"])
@pytest.mark.parametrize(
    ("name", "more", "data"),
    [
        ("start-report", (), {}),
        ("write-report", ("needs",), {"seen": 0, "text": "zq"}),
        ("report-gains", (), {"culture-seen": "yes"}),
        ("approve-report", (), {"approved_by": "zq"}),
        ("finish-report", (), {}),
        ("reopen-report", (), {}),
        ("share-report", (), {}),
        ("take-report-back", (), {}),
    ],
)
def test_nobody_but_a_leader_changes_anything(personas, report, signed_in, who, name, more, data):
    before = list(YearReport.objects.values())

    answer = post(signed_in(getattr(personas, who)), name, report, *more, **data)

    assert answer.status_code == 404
    assert list(YearReport.objects.values()) == before
    assert not ReportText.objects.exists()
    assert not SchoolGain.objects.exists()
    assert not AuditEvent.objects.exists()


def test_approval_is_of_a_body_on_a_day_that_came(personas, report, signed_in):
    client = signed_in(personas.leader)

    late = post(client, "approve-report", report, approved_by="Lokaal comité", approved_on="2026-12-24")
    assert late.status_code == 400
    assert "Lokaal comité" in late.text
    post(client, "approve-report", report, approved_by="Lokaal comité", approved_on="2026-11-20")

    report.refresh_from_db()
    assert (report.approved_by, report.approved_on) == ("Lokaal comité", date(2026, 11, 20))


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_a_leader_asks_as_much_whatever_there_is(
    personas, report, signed_in, number, django_assert_num_queries
):
    client = signed_in(personas.leader)
    path = reverse("evidence:report", args=[report.school.slug, report.year])
    client.get(path)
    for at in range(number):
        group = CommunityFactory(school=report.school)
        MeetingFactory(community=group, status="held", day=date(2026, 10, 1 + at))

    with django_assert_num_queries(37):
        client.get(path)


@pytest.mark.parametrize(
    ("calendar", "day", "code"),
    [
        ("BE-VLG", date(2026, 11, 1), "OK"),
        ("NL-N", date(2027, 7, 31), "OK-2021-NL"),
        ("NL-Z", date(2027, 8, 1), None),
        ("NL-S", date(2027, 8, 1), "OK-2027-NL"),
        ("BE-FR", date(2026, 11, 1), None),
    ],
)
def test_framework_is_that_of_the_calendar_and_the_day(calendar, day, code):
    found = framework_of(calendar, day)

    assert (found.code if found else None) == code


def test_only_codes_of_the_framework_are_kept():
    framework = framework_of("BE-VLG", date(2026, 11, 1))

    assert known_codes(framework, ["R&E", "zq", "KO", "KO"]) == ["KO", "R&E"]
    assert known_codes(None, ["KO"]) == []


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("name", "more", "statements"), [("reports", (), 6), ("rows", ("held",), 36)])
def test_lists_ask_as_much_whatever_there_is(
    personas, report, signed_in, django_assert_num_queries, number, name, more, statements
):
    for at in range(number):
        MeetingFactory(community=CommunityFactory(school=report.school), status="held", day=date(2026, 10, 1 + at))
        SchoolYearFactory(school=report.school, label=f"{2020 + at}-{2021 + at}")
        YearReportFactory(school=report.school, year=f"{2020 + at}-{2021 + at}")
    client = signed_in(personas.leader)
    path = reverse(f"evidence:{name}", args=[report.school.slug, *([report.year] if more else []), *more])
    client.get(path)

    with django_assert_num_queries(statements):
        assert client.get(path).status_code == 200
