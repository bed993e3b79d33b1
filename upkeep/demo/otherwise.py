"""What groups do that do not keep a number of meetings: a cycle of lesson study, and activity of an online group."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from communities.models import Community
from meetings.actions import StepPlan, plan_cycle, record_activity
from meetings.localtime import wall_time
from schools.calendar import SchoolDays
from schools.models import User
from upkeep.demo.cast import key_in
from upkeep.demo.groups import Plot

Step = tuple[datetime, int, Any]
THEME = "Hoe halen leerlingen de hoofdgedachte uit een zakelijke tekst?"
SHARED_IN = 6  # school days from the story day
# What the online group noted, over and over: kind and words.
NOTED = (
    ("question", "Wie heeft een werkvorm om stil te laten lezen op een tablet?"),
    ("answer", "Wij werken met een vaste minuut per bladzijde, dat geeft rust."),
    ("material", "Een sjabloon voor een exitticket"),
    ("answer", ""),
    ("question", "Hoe deel je een bord met een klas die thuis zit?"),
)


def steps_of(
    plot: Plot,
    days: SchoolDays,
    held: Sequence[date],
    story_day: date,
    groups: Mapping[str, Any],
    people: Mapping[str, User],
) -> Iterator[Step]:
    """The moments at which this group does something of its own; none for most groups."""
    by = people[plot.people[0]]
    if plot.key == "lezen":
        begin = days.before(min(held), 13) or days.begin
        shared_on = days.after(story_day, SHARED_IN)
        yield wall_time(begin, time(9)), 9, partial(_open_cycle, groups, plot, by, shared_on)
    if plot.key == "digitaal":
        for number, day in enumerate(days.days[10 : days.index_from(story_day) : 4]):
            kind, text = NOTED[number % len(NOTED)]
            writer = people[plot.people[number % len(plot.people)]]
            yield wall_time(day, time(16)), 13, partial(_note, groups, plot, writer, kind, text)


def _open_cycle(groups: Mapping[str, Community], plot: Plot, by: User, shared_on: date | None, now: datetime) -> None:
    """Every meeting the group plans from now on becomes the step that waits for a day; only the last has one."""
    moment = wall_time(shared_on, time.fromisoformat(plot.hour)) if shared_on else None
    waiting = [StepPlan("orientation"), StepPlan("design"), StepPlan("lesson", lesson="2A, derde lesuur, lokaal 14")]
    plan_cycle(
        community=groups[plot.key],
        theme=THEME,
        steps=[*waiting, StepPlan("share", moment, plot.minutes)],
        place=plot.place,
        key=key_in(groups, f"cycle {now:%Y-%m-%d}"),
        by=by,
        now=now,
    )


def _note(groups: Mapping[str, Community], plot: Plot, by: User, kind: str, text: str, now: datetime) -> None:
    key = key_in(groups, f"note {now:%Y-%m-%d}")
    record_activity(community=groups[plot.key], kind=kind, text=text, key=key, by=by, now=now + timedelta(minutes=5))
