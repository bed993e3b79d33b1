"""The benchmark data are real: every page answers, the log can be sent, and copies reckon as the original does."""

import json
import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from communities.models import Community
from meetings.models import Cadence, Meeting
from schools.models import School, Staff, User

TODAY = date(2026, 11, 23)


@pytest.fixture
def plan(db, capsys, settings, monkeypatch):
    """A plan of two small schools and what its last line says."""
    monkeypatch.setattr("plc_platform.clock.today", lambda: TODAY)
    monkeypatch.setattr("dashboard.management.commands.bench_seed.Command._analyse", lambda command: None)
    call_command("bench_seed", sizes="2,9", schools=3, per_school=3, today=TODAY)
    return json.loads(capsys.readouterr().out.splitlines()[-1])


@pytest.fixture
def bench(client, plan, settings):
    client.cookies.load(plan["cookies"])
    return client


def test_every_page_answers_and_lists_have_their_size(bench, plan):
    assert [page["role"] for page in plan["pages"]][:5] == ["list", "list", "form", "detail", "home"]
    assert len(plan["pages"]) == 21
    for page in plan["pages"]:
        response = bench.get(page["path"])
        assert response.status_code == 200
        if page["role"] == "list":
            assert response.content.count(b'<li class="row group">') == page["n"]


def test_log_can_be_sent_again_and_again(bench, plan):
    (write,) = plan["writes"]
    for _ in range(2):
        page = bench.get(write["page"]).content.decode()
        hidden = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', page)
        values = {name: value.replace("&quot;", '"') for name, value in hidden}
        version = Meeting.objects.get(pk=int(write["page"].split("/")[2])).version

        assert bench.post(write["page"], values | write["fields"]).status_code == 302
        assert Meeting.objects.get(pk=int(write["page"].split("/")[2])).version == version + 1


def test_stored_rhythm_equals_the_reckoned(plan):
    assert Cadence.objects.count() == Community.objects.count()
    assert set(Cadence.objects.values_list("year", flat=True)) == {"2026-2027"}


def test_copies_have_people_and_ids_of_their_own(plan):
    schools = School.objects.filter(slug__endswith="region")

    assert schools.count() == 3
    assert {school.communities.count() for school in schools} == {3}
    assert User.objects.filter(email="bench@bench.example").count() == 1
    assert Staff.objects.filter(user__email="bench@bench.example").count() == 3
    School.objects.create(slug="new", name="Nieuw", calendar="BE-VLG")


@pytest.mark.django_db
def test_command_fills_an_empty_database_only():
    User.objects.create_user("somebody@school.example")

    with pytest.raises(CommandError):
        call_command("bench_seed")


@pytest.mark.django_db
def test_sweep_times_a_look_that_tells_and_one_that_does_not(capsys):
    call_command("bench_sweep", sizes=[20, 40], due="10%")
    entries = json.loads(capsys.readouterr().out.splitlines()[-1])

    assert [(one["what"], one["n"], one["due"]) for one in entries] == [
        ("sweep", 20, 2),
        ("idle", 20, 0),
        ("find", 20, 2),
        ("sweep", 40, 4),
        ("idle", 40, 0),
        ("find", 40, 4),
    ]
    assert all(one["ms"] > 0 for one in entries)
    sweeps = [one for one in entries if one["what"] == "sweep"]
    assert [one["notices"] >= one["due"] for one in sweeps] == [True, True]
    assert sweeps[0]["queries"] == sweeps[1]["queries"]
    assert Community.objects.count() == 40


@pytest.mark.django_db
def test_sweep_fills_an_empty_database_only():
    User.objects.create_user("somebody@school.example")

    with pytest.raises(CommandError):
        call_command("bench_sweep")
