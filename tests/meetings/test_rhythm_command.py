"""The commands `rhythm` and `rebuild_cadence`."""

import json
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from communities.models import Community
from meetings.models import Cadence
from meetings.rhythm import refresh_cadence
from tests.factories import CommunityFactory, MeetingFactory, open_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> Community:
    group = CommunityFactory(school=open_school(slug="atheneum"), code="tdt-wis")
    MeetingFactory(community=group, day=date(2026, 10, 30), status="held")
    return group


def said(*args: str) -> str:
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_json_has_exactly_the_documented_keys(group: Community) -> None:
    assert json.loads(said("rhythm", "--as-of", "2026-12-10", "--json")) == [
        {
            "community": "tdt-wis",
            "regime": "interval",
            "state": "plan_now",
            "year": "reachable",
            "opens_on": "2026-12-07",
            "due_on": "2027-01-04",
            "stalled_on": "2027-02-22",
            "last_held_on": "2026-10-30",
            "planned_next_on": None,
            "held": 1,
            "required": 5,
            "remaining": 4,
            "last_reachable_on": "2027-04-30",
            "reasons": [],
        }
    ]


def test_communities_are_sorted_by_code_and_filtered_by_school(group: Community) -> None:
    CommunityFactory(school=open_school(slug="other"), code="a")

    both = json.loads(said("rhythm", "--as-of", "2026-12-10", "--json"))
    one = json.loads(said("rhythm", "--as-of", "2026-12-10", "--json", "--school", "atheneum"))

    assert [facts["community"] for facts in both] == ["a", "tdt-wis"]
    assert [facts["community"] for facts in one] == ["tdt-wis"]


def test_without_communities_the_list_is_empty() -> None:
    assert json.loads(said("rhythm", "--as-of", "2026-12-10", "--json")) == []


def test_without_json_a_table_is_shown(group: Community) -> None:
    lines = said("rhythm", "--as-of", "2026-12-10").splitlines()

    assert lines[0].split()[:3] == ["community", "state", "year"]
    assert lines[1].split() == ["tdt-wis", "plan_now", "reachable", "2027-01-04", "2026-10-30", "–", "1", "5"]


@pytest.mark.parametrize(
    "text", ["2026-13-01", "10-12-2026", "20261210", "2026-W50-4", "tomorrow", "", "0001-01-01", "9999-12-31"]
)
def test_a_bad_date_is_a_clean_error(text: str) -> None:
    with pytest.raises(CommandError, match="is not a date; write it as YYYY-MM-DD"):
        said("rhythm", "--as-of", text, "--json")


def test_an_unknown_school_is_a_clean_error() -> None:
    with pytest.raises(CommandError, match="There is no school with the slug 'nowhere'"):
        said("rhythm", "--as-of", "2026-12-10", "--school", "nowhere")


@time_machine.travel("2026-12-12T09:00:00+00:00", tick=False)
def test_check_passes_on_fresh_rows_and_fails_on_a_stale_one(
    group: Community, capsys: pytest.CaptureFixture[str]
) -> None:
    refresh_cadence(community_ids=[group.pk], today=date(2026, 12, 10))

    with pytest.raises(SystemExit) as passed:
        call_command("rebuild_cadence", "--check")
    Cadence.objects.update(held=3)
    with pytest.raises(SystemExit) as failed:
        call_command("rebuild_cadence", "--check")

    captured = capsys.readouterr()
    assert (passed.value.code, failed.value.code) == (0, 1)
    assert captured.out.splitlines() == ["1 communities checked, 0 differ.", "1 communities checked, 1 differ."]
    assert "tdt-wis as of 2026-12-10: stored held 3 ≠ 1" in captured.err


@time_machine.travel("2027-01-06T09:00:00+00:00", tick=False)
def test_check_says_so_when_a_row_slept_too_long(group: Community, capsys: pytest.CaptureFixture[str]) -> None:
    MeetingFactory(community=group, day=date(2026, 12, 15))
    refresh_cadence(community_ids=[group.pk], today=date(2026, 12, 10))
    Cadence.objects.update(next_look_on=date(2027, 5, 1))

    with pytest.raises(SystemExit):
        call_command("rebuild_cadence", "--check")

    assert "as of 2027-01-06: stored planned_next_on 2026-12-15 ≠ None" in capsys.readouterr().err


def test_check_misses_a_row(group: Community) -> None:
    with pytest.raises(SystemExit) as failed:
        call_command("rebuild_cadence", "--check", stderr=StringIO(), stdout=StringIO())

    assert failed.value.code == 1


def test_rebuild_mends_what_differs(group: Community) -> None:
    call_command("rebuild_cadence", stderr=StringIO(), stdout=StringIO())

    assert Cadence.objects.get().community == group
    assert said("rebuild_cadence") == "1 communities rebuilt, 0 differed.\n"
