"""The yearly report in the story: last year's is finished, approved and shared, this year's is being written."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from communities.charter_text import digest
from communities.models import Community
from evidence.actions import reports
from evidence.models import SchoolGain, YearReport
from evidence.queries.figures import figures_of, frozen
from meetings.localtime import wall_time
from schools.calendar import SchoolDays
from schools.models import School, SchoolYear, User

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 70  # after what groups do on the same moment
LAST_YEAR = {
    "context": "Een jaar met twee nieuwe graadcoördinatoren. Alle graden deden mee, van september tot juni.",
    "vision": "We kozen twee prioriteiten: samen lessen ontwerpen, en taal in elk vak. Beide staan in ons beleidsplan.",
    "needs": "Op de studiedag van september vroegen we het team waar het aan wil werken. De vakgroepen vulden aan.",
    "effects": "In wiskunde merken leraren dat leerlingen vaker zelf verwoorden hoe ze iets aanpakken.\n"
    "Of de resultaten beter worden, hebben we dit jaar niet gemeten.",
    "beginners": "Drie van de vijf startende collega's kozen zelf voor een groep.",
    "evaluation": "Het vaste uur op woensdag werkte. Volgend jaar willen we sneller vertellen wat groepen maken.",
}
GAINS = {
    "communication": ("yes", "Vakgroepen vragen elkaar om materiaal, ook over de graden heen."),
    "culture": ("partly", "Bij wie in een groep zit wel; daarbuiten nog niet."),
    "decisions": ("partly", "Twee groepen legden hun voorstel zelf aan het team voor."),
}
THIS_YEAR = {
    "vision": "Taal in elk vak blijft onze prioriteit. Nieuw is: leerlingen die zelf plannen.",
    "conditions": "Het vaste uur ligt in het uurrooster. Een lokaal vinden blijft zoeken.",
}


def steps_of(days: SchoolDays, story_day: date, groups: Groups, people: People) -> Iterator[Step]:
    """In the weeks before the story day."""
    lately = days.before(story_day, 3) or days.begin
    autumn = days.before(story_day, 12) or days.begin
    yield wall_time(autumn, time(15)), ORDER, partial(_last_year, groups, people["hilde"])
    yield wall_time(lately, time(15)), ORDER, partial(_this_year, groups, people["hilde"])


def host_of(groups: Groups) -> School:
    """The school of the story."""
    return groups["wiskunde"].school


def _last_year(groups: Groups, leader: User, now: datetime) -> None:
    host = host_of(groups)
    year = SchoolYear.objects.filter(school=host, last_day__lt=now.date()).latest("first_day")
    report = reports.start_report(school=host, year=year.label, by=leader, now=now)
    _write(report, LAST_YEAR, {}, leader, now)
    stood = digest(reports.said_of(SchoolGain()))
    said = {code: (seen, text, stood) for code, (seen, text) in GAINS.items()}
    reports.say_gains(report=report, gains=said, by=leader, now=now)
    figures = frozen(figures_of(report, year, today=now.date()))
    reports.finish_report(report=report, figures=figures, by=leader, now=now)
    reports.approve_report(report=report, approved_by="Lokaal comité", approved_on=now.date(), by=leader, now=now)
    reports.share_report(report=report, by=leader, now=now)


def _this_year(groups: Groups, leader: User, now: datetime) -> None:
    host = host_of(groups)
    year = SchoolYear.objects.get(school=host, first_day__lte=now.date(), last_day__gte=now.date())
    report = reports.start_report(school=host, year=year.label, by=leader, now=now)
    _write(report, THIS_YEAR, {"vision": ["BELEID"]}, leader, now)


def _write(
    report: YearReport, texts: Mapping[str, str], codes: Mapping[str, list[str]], leader: User, now: datetime
) -> None:
    for section, text in texts.items():
        named = codes.get(section, [])
        reports.write_section(report=report, section=section, text=text, codes=named, seen=0, by=leader, now=now)
