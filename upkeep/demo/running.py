"""How the groups of the story lead their meetings: a script of their own, decisions by consent, what they said."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from communities.models import Community
from meetings.actions import (
    Closing,
    agree,
    copy_script,
    go_to_round,
    object_to,
    park,
    propose,
    save_script,
    say_closing,
)
from meetings.localtime import wall_time
from meetings.models import Meeting
from meetings.scripts import built_in
from schools.calendar import SchoolDays
from schools.models import User

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 42  # after what the groups do on the same moment
COPIED = 60  # school days ago
SAID = (
    Closing("closer", "De les over grafieken is klaar.", "helps", ""),
    Closing("little", "We bleven lang bij de terugblik."),
    Closing("not", "We praatten, en maakten niets."),
    Closing("closer", "", "partly", "De ronde aan het begin houden we kort."),
)
AGREED = "Elke les van de reeks wordt eerst in één klas uitgeprobeerd."
OPEN = "We geven de toets op papier en laten leerlingen hun redenering opschrijven."


def steps_of(days: SchoolDays, story_day: date, groups: Groups, people: People) -> Iterator[Step]:
    """The maths group made GRROW its own, decides by consent and says how its meetings went."""
    copied = max(days.before(story_day, COPIED) or days.begin, days.begin)
    yield wall_time(copied, time(17)), ORDER, partial(_copy, groups, people)
    told = days.before(story_day, 1) or days.begin
    yield wall_time(told, time(17)), ORDER, partial(_tell, groups, people)


def _copy(groups: Groups, people: People, now: datetime) -> None:
    row = copy_script(community=groups["wiskunde"], script=built_in("nl")[0], by=people["jef"], now=now)
    steps = [
        {**step, "title": "Ronde: hoe zit iedereen erbij?"} if place == 0 else step
        for place, step in enumerate(row.steps)
    ]
    save_script(script=row, name="GRROW zoals wij het doen", steps=steps, by=people["jef"], now=now)


def _tell(groups: Groups, people: People, now: datetime) -> None:
    """What was said at the latest meetings; a decision on which the group looks back now, and a proposal in rounds."""
    by, group = people["jef"], groups["wiskunde"]
    held = list(Meeting.objects.held().filter(community=group).order_by("-starts_at")[: len(SAID)])
    for meeting, closing in zip(held, SAID, strict=False):
        say_closing(meeting=meeting, closing=closing, by=by, now=now)
    if len(held) < 2:
        return
    agreed = propose(meeting=held[1], text=AGREED, driver="Fouten merken we nu pas als iedereen gaf.", by=by, now=now)
    agree(proposal=agreed, review_on=now.date() + timedelta(days=2), by=by, now=now)
    park(meeting=held[0], text="Mogen leerlingen een rekentoestel gebruiken?", by=people["lotte"], now=now)
    park(meeting=held[0], text="Foto's van het bord delen: waar?", by=people["tine"], now=now)
    opened = propose(meeting=held[0], text=OPEN, driver="We zien niet hoe leerlingen denken.", by=by, now=now)
    object_to(
        proposal=opened, text="In 3B krijgen we dat niet verbeterd voor het rapport.", is_concern=False, by=by, now=now
    )
    object_to(proposal=opened, text="Leerlingen met dyslexie schrijven trager.", is_concern=True, by=by, now=now)
    go_to_round(proposal=opened, seen="present", to="merge", by=by, now=now)
