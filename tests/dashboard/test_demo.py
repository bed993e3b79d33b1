"""The demo's story holds on any day of the year: every state of the rhythm can be seen on its day."""

import json
from datetime import date, timedelta
from functools import cache

import pytest
from django.core.management import CommandError, call_command

from communities.models import Membership
from communities.variants import VARIANTS
from meetings.cadence import History, Policy, assess
from meetings.models import Meeting
from notifications.models import Notice
from schools.models import School, User
from schools.published import published_years
from upkeep.demo.day import CALENDAR, holds_on, school_days, story_day
from upkeep.demo.groups import PLOTS
from upkeep.demo.people import STAFF
from upkeep.demo.plan import LOCAL_DAYS, held_days, pause_of, planned_days, started_on

EVERY_DAY = [date(2026, 1, 1) + timedelta(days=number) for number in range(3 * 365 + 1)]
DAYS = (
    *("2026-09-01", "2026-10-15", "2026-11-22", "2026-12-25", "2027-03-10", "2027-06-30", "2027-07-15", "2027-08-31"),
    *("2028-02-29", "2026-01-04", "2027-05-06"),
)


@cache
def own_days(label):
    """The school days of the story's schools in a year: published, less what they keep free themselves."""
    days = school_days(next(year for year in published_years(CALENDAR) if year.label == label))
    return days.without([(free, free) for _slug, number, _why in LOCAL_DAYS if (free := days.nth(number))])


def statuses(day):
    """What every group of the story is on `day`, by key, reckoned without a database."""
    labels = [year.label for year in published_years(CALENDAR) if year.first_day <= day]
    before, days = own_days(labels[-2]), own_days(labels[-1])
    found = {}
    for plot in PLOTS:
        variant = VARIANTS[plot.variant]
        rhythm = plot.policy or variant.rhythm
        policy = Policy(
            variant.regime, rhythm.target_weeks, rhythm.limit_weeks, rhythm.minimum_per_year, rhythm.gap_weeks
        )
        start = started_on(plot, days, before, day)
        begin = max(start, days.begin)
        history = History(
            started_on=start,
            held=tuple((on, plot.minutes) for on in held_days(plot, days, day, begin)),
            planned=tuple(planned_days(plot, days, day, begin)),
            pauses=(pause,) if (pause := pause_of(plot, days, day)) else (),
        )
        found[plot.key] = assess(policy, days, history, today=day)
    return found


def test_every_day_of_three_years_has_a_day_on_which_every_state_is_seen():
    wrong = []
    for day in sorted({story_day(today) for today in EVERY_DAY}):
        found = statuses(day)
        wrong += [
            (day.isoformat(), plot.key, found[plot.key].state)
            for plot in PLOTS
            if plot.state not in ("", found[plot.key].state)
            or (plot.reason and plot.reason not in found[plot.key].reasons)
        ]

    assert wrong == []


@pytest.mark.parametrize("today", DAYS)
def test_story_stays_near_today(today):
    day = story_day(date.fromisoformat(today))

    assert holds_on(day)
    assert abs(day - date.fromisoformat(today)) < timedelta(days=110)


def test_story_plays_today_when_it_can():
    assert story_day(date(2026, 11, 22)) == date(2026, 11, 22)
    assert story_day(date(2026, 12, 25)) == date(2026, 12, 25)
    assert story_day(date(2028, 2, 29)) == date(2028, 2, 29)


def test_story_moves_out_of_the_summer():
    assert story_day(date(2027, 7, 15)) == date(2027, 5, 31)
    assert story_day(date(2027, 9, 1)) > date(2027, 11, 1)


def test_nine_groups_cover_all_variants_and_states():
    assert len(PLOTS) == 9
    assert {plot.variant for plot in PLOTS} == set(VARIANTS)
    assert {plot.state for plot in PLOTS} >= {"on_track", "plan_now", "overdue", "stalled", "paused"}
    assert {plot.reason for plot in PLOTS} == {"", "never_met", "unlogged"}
    assert len(STAFF["ter-linde"]) == 30


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO = True
    settings.DEMO_DIR = tmp_path
    settings.MAIL_DIR = tmp_path / "mail"
    settings.EMAIL_BACKEND = "dashboard.mailbox.KeptMailBackend"
    return tmp_path


@pytest.mark.django_db
@pytest.mark.parametrize("today", ["2026-11-22", "2027-07-15"])
def test_command_tells_the_story_and_can_be_run_again(demo, capsys, today):
    call_command("seed_demo", today=date.fromisoformat(today))
    seen = (School.objects.count(), User.objects.count(), Meeting.objects.count(), Membership.objects.count())
    mails = len(list((demo / "mail").glob("*.eml")))
    call_command("seed_demo", today=date.fromisoformat(today))

    clock = json.loads((demo / "clock.json").read_text())
    day = date.fromisoformat(today) + timedelta(days=clock["shift_days"])
    assert day.isoformat() == clock["story_day"] == story_day(date.fromisoformat(today)).isoformat()
    assert [one["slug"] for one in json.loads((demo / "personas.json").read_text())] == ["leader", "coach", "teacher"]
    assert seen == (School.objects.count(), User.objects.count(), Meeting.objects.count(), Membership.objects.count())
    assert mails == len(list((demo / "mail").glob("*.eml"))) > 20
    assert set(Notice.objects.values_list("state", flat=True)) <= {"sent", "dropped", "queued"}
    assert "leader: Hilde Verstraeten" in capsys.readouterr().out


@pytest.mark.django_db
def test_command_touches_nothing_but_the_demo():
    with pytest.raises(CommandError):
        call_command("seed_demo")

    assert School.objects.count() == 0
