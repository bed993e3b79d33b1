"""What groups of the story ask of their leader, and how she answers; and the views that she keeps of her page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from communities.models import Community
from leading.actions.requests import answer_request, ask_leader, close_request
from leading.actions.saved import keep_view
from leading.models import LeaderRequest
from meetings.localtime import wall_time
from schools.calendar import SchoolDays
from schools.models import User

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 75  # after what the groups do on the same moment
SPACE = UUID("b2a4e5d8-52a1-4b0a-9a55-1d0d8a6a7c10")
LEADER = "hilde"


@dataclass(frozen=True, slots=True)
class Question:
    """`ago`: school days before the day of the story; `within`: until she answered, None while it waits."""

    group: str
    who: str
    ago: int
    kind: str
    line: str
    needed_in: int | None = None  # school days
    within: int | None = None
    outcome: str = ""
    answer: str = ""
    is_over: bool = False


QUESTIONS = (
    Question(
        "wiskunde",
        "jef",
        38,
        "time",
        "Kunnen we woensdag het vierde uur samen vrij zijn?",
        None,
        2,
        "yes",
        "Geregeld vanaf volgende week, het secretariaat past de roosters aan.",
        True,
    ),
    Question(
        "frans",
        "fatima",
        27,
        "room",
        "Een lokaal met camera's voor de spreekopdrachten.",
        None,
        3,
        "partly",
        "Het talenlab is van jullie op maandag; voor donderdag zoek ik nog.",
        True,
    ),
    Question(
        "wiskunde",
        "tine",
        16,
        "seen",
        "Mogen we de leerlijn op de personeelsvergadering tonen?",
        None,
        1,
        "yes",
        "Heel graag: tien minuten op de volgende.",
        False,
    ),
    Question("frans", "fatima", 6, "expert", "Iemand die iets weet over feedback op spreken.", 15),
    Question("wiskunde", "tine", 2, "decision", "Mag de toets van mei voor alle klassen dezelfde zijn?", 8),
)


def steps_of(days: SchoolDays, story_day: date, groups: Groups, people: People) -> Iterator[Step]:
    def before(number: int) -> date:
        return max(days.before(story_day, number) or days.begin, days.begin)

    for number, said in enumerate(QUESTIONS):
        asked = before(said.ago)
        needed = days.after(story_day, said.needed_in) if said.needed_in else None
        yield wall_time(asked, time(16, 5)), ORDER, partial(_ask, groups, people, number, needed)
        if said.within is not None:
            answered = min(days.after(asked, said.within) or asked, story_day)
            yield wall_time(answered, time(8, 10)), ORDER, partial(_answer, groups, people, number)
    yield wall_time(before(3), time(8, 20)), ORDER, partial(_keep, groups, people)


def _key(groups: Groups, number: int) -> UUID:
    """Of one telling: the same story may be told in another school."""
    return uuid5(SPACE, f"{groups[QUESTIONS[number].group].pk}:{number}")


def _ask(groups: Groups, people: People, number: int, needed: date | None, now: datetime) -> None:
    said = QUESTIONS[number]
    group = groups[said.group]
    what: dict[str, Any] = {"kind": said.kind, "line": said.line, "needed_on": needed, "key": _key(groups, number)}
    ask_leader(community=group, school=group.school, **what, by=people[said.who], now=now)


def _answer(groups: Groups, people: People, number: int, now: datetime) -> None:
    said = QUESTIONS[number]
    row = LeaderRequest.objects.get(form_key=_key(groups, number))
    answer_request(request=row, outcome=said.outcome, answer=said.answer, by=people[LEADER], now=now)
    if said.is_over:
        close_request(request=row, by=people[said.who], now=now)


def _keep(groups: Groups, people: People, now: datetime) -> None:
    kept: dict[str, Any] = {"query": {"state": "overdue"}, "columns": ["state", "reason", "next", "members"]}
    keep_view(school=groups["wiskunde"].school, name="Zonder datum", is_first=False, **kept, by=people[LEADER])
