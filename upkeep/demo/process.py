"""How the groups of the story look at themselves: a review half filled, one shared, a yearly look, a school's table."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from communities.models import Community
from conditions.actions import Details
from conditions.actions.practice import Practice, add_line
from conditions.actions.process import answer_process, close_review, open_review, say_autonomy, share_review
from conditions.actions.self_review import Look, look_back
from conditions.process import CODES
from meetings.localtime import wall_time
from schools.calendar import SchoolDays
from schools.models import School, User

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 55  # after what the groups do on the same moment
THEN: Mapping[str, tuple[str, str]] = {
    "share_back": ("no", "Buiten de groep weet nog niemand waar we mee bezig zijn."),
    "rhythm": ("partly", ""),
    "between": ("partly", "Uitproberen schiet erbij in als er toetsen zijn."),
}
NOW: Mapping[str, tuple[str, str]] = {
    "share_back": ("partly", "De vakgroep wetenschappen las mee."),
    "coach_roles": ("yes", ""),
    "working_model": ("partly", ""),
    "length": ("no", "Twee uur is te kort als we materiaal maken."),
}
LOOK = Look(
    successful="yes",
    lasting="partly",
    carried="partly",
    keeps="Samen een bron kiezen en ze in vijf klassen tegelijk uitproberen.",
    changes="Vroeger in het jaar vertellen wat we maken, zodat collega's kunnen meedenken.",
)
# The demo school wrote these itself; the product brings none.
PRACTICE = (
    Practice(
        "Tijd",
        "leader",
        "start",
        "Houdt het vaste uur vrij in het uurrooster, ook als er vervangingen zijn.",
        "Plant zelf niets anders op dat uur.",
    ),
    Practice(
        "Gesprek",
        "coach",
        "development",
        "Vraagt eerst wat de groep al zag, en brengt dan pas een idee mee.",
        "Luistert langer dan ze praat.",
    ),
    Practice(
        "Uitproberen",
        "group",
        "later",
        "Spreekt bij elk overlegmoment af wie wat in welke klas probeert.",
        "Vertelt ook wat niet lukte.",
    ),
)


def steps_of(
    days: SchoolDays, before: SchoolDays, story_day: date, host: School, groups: Groups, people: People
) -> Iterator[Step]:
    """Last year a review that was shared and a look back; this week a review that is half filled."""
    year_ago, lately = before.nth(120) or before.begin, days.before(story_day, 3) or days.begin
    yield wall_time(year_ago, time(16)), ORDER, partial(_look_last_year, groups, people)
    yield wall_time(before.nth(160) or before.end, time(16)), ORDER, partial(_look_back, host, groups, people)
    yield wall_time(lately, time(12)), ORDER, partial(_write_table, host, people["hilde"])
    yield wall_time(lately, time(17)), ORDER, partial(_look_now, groups, people, days)


def _look_last_year(groups: Groups, people: People, now: datetime) -> None:
    """Everything answered, closed, and shared with the leader."""
    review = open_review(community=groups["wiskunde"], by=people["jef"], now=now)
    for code in CODES:
        status, note = THEN.get(code, ("yes", ""))
        step = (
            Details(note, "Op de personeelsvergadering vertellen", people["nele"]) if status == "no" else Details(note)
        )
        answer_process(review=review, code=code, status=status, details=step, by=people["jef"], now=now)
    line = "We kiezen zelf wat we maken; het uur ligt vast, en dat is goed."
    say_autonomy(review=review, autonomy="enough", line=line, by=people["lotte"], now=now)
    close_review(review=review, by=people["jef"], now=now)
    share_review(review=review, by=people["jef"], now=now)


def _look_back(host: School, groups: Groups, people: People, now: datetime) -> None:
    year = host.years.get(first_day__lte=now.date(), last_day__gte=now.date()).label
    look_back(community=groups["geschiedenis"], year=year, look=LOOK, stood=Look(), by=people["koen"], now=now)


def _write_table(host: School, leader: User, now: datetime) -> None:
    for practice in PRACTICE:
        add_line(school=host, practice=practice, by=leader, now=now)


def _look_now(groups: Groups, people: People, days: SchoolDays, now: datetime) -> None:
    """Half of it, with one step that Tine took on."""
    review = open_review(community=groups["wiskunde"], by=people["tine"], now=now)
    for code, (status, note) in NOW.items():
        answer_process(review=review, code=code, status=status, details=Details(note), by=people["tine"], now=now)
    due_on = days.after(now.date(), 8)
    step = Details(NOW["length"][1], "Vragen of we één keer een hele middag kunnen", people["tine"], due_on)
    answer_process(review=review, code="length", status="no", details=step, by=people["tine"], now=now)
