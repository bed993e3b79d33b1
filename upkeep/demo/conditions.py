"""What leaders and groups of the story say of the start conditions: alike, differently, not yet; and why they began."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

from communities.models import Community
from conditions.actions import Details, Words, add_condition, answer_condition, confirm_start
from conditions.catalogue import CODES
from meetings.localtime import wall_time
from schools.calendar import SchoolDays
from schools.models import School, User

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 50  # after what the groups do on the same moment
OWN = "Er is iemand die verslag uitbrengt aan het team"
# What is not simply "yes": code -> status, note, next step, who takes it, school days until then.
Said = Mapping[str, tuple[str, str, str, str, int]]
MATHS_LEADER: Said = {
    "practical": ("partly", "B204 is op woensdag soms bezet.", "Een vast lokaal zoeken", "hilde", 15),
}
MATHS_GROUP: Said = {
    "time": (
        "partly",
        "Het uur ligt vast, maar er viel nog niets weg.",
        "Bespreken welke taak kan wegvallen",
        "tine",
        8,
    ),
    "practical": ("partly", "", "", "", 0),
    "expertise": (
        "partly",
        "Met GeoGebra zijn we nog niet allemaal vertrouwd.",
        "Een halfuur samen proberen",
        "lotte",
        20,
    ),
    "history": ("na", "", "", "", 0),
}
LANGUAGE_LEADER: Said = {
    "time": ("no", "De werkgroep komt na school samen.", "Nagaan wat kan in het uurrooster", "hilde", 5),
    "team_involved": ("partly", "", "", "", 0),
    "size": ("yes", "", "", "", 0),
    "goal": ("yes", "", "", "", 0),
}
FLOW_LEADER: Said = {"time": ("partly", "", "Een lesuur vrijmaken vanaf volgend schooljaar", "hilde", -6)}
WHY = "Vanaf volgend schooljaar komt er een vast uur. De vraag kan niet zo lang wachten, en iedereen koos er zelf voor."


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody answers for a side. `is_complete`: what `said` does not tell is answered with yes."""

    key: str
    side: str
    who: str
    said: Said
    is_complete: bool = True


FIRST = Voice("wiskunde", "group", "tine", {"task": ("no", "", "", "", 0)})
VOICES = (
    Voice("wiskunde", "group", "jef", MATHS_GROUP),
    Voice("wiskunde", "leader", "hilde", MATHS_LEADER),
    Voice("taalbeleid", "leader", "hilde", LANGUAGE_LEADER, is_complete=False),
    Voice("doorstroming", "leader", "hilde", FLOW_LEADER),
)


def steps_of(days: SchoolDays, story_day: date, host: School, groups: Groups, people: People) -> Iterator[Step]:
    """A group that both sides looked at, one that only its leader did, one that began all the same."""
    lately = days.before(story_day, 4) or days.begin
    first = wall_time(min(days.nth(12) or days.begin, lately), time(12))
    yield first, ORDER, partial(_add_own, host, people["hilde"])
    for moment, voices in ((first, (FIRST,)), (wall_time(lately, time(12)), VOICES)):
        for voice in voices:
            yield moment, ORDER, partial(_say, groups, people, voice, days)
    yield wall_time(lately, time(12)), ORDER + 1, partial(_begin_anyway, groups, people["hilde"])


def _add_own(host: School, leader: User, now: datetime) -> None:
    words = Words(OWN, "Collega's horen twee keer per jaar hoe het gaat.")
    add_condition(school=host, words=words, by=leader, now=now)


def _say(groups: Groups, people: People, voice: Voice, days: SchoolDays, now: datetime) -> None:
    usual = ("yes", "", "", "", 0)
    for code in CODES if voice.is_complete else voice.said:
        status, note, step, owner, ahead = voice.said.get(code, usual)
        due_on = days.at(days.index_from(now.date()) + ahead) if ahead else None
        details = Details(note, step, people[owner] if owner else None, due_on)
        said = {"code": code, "side": voice.side, "status": status}
        answer_condition(community=groups[voice.key], **said, details=details, by=people[voice.who], now=now)


def _begin_anyway(groups: Groups, leader: User, now: datetime) -> None:
    confirm_start(community=groups["doorstroming"], code="time", reason=WHY, by=leader, now=now)
