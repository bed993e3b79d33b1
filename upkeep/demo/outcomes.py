"""What groups of the story made: two versions, a real small file, shared with the school or all, used elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

from django.core.files.base import ContentFile

from communities.models import Community
from learning.actions.outcomes import About, Piece, add_version, make_outcome, next_number, share_outcome, use_outcome
from learning.models import Outcome
from learning.outcome_page import own_school
from meetings.localtime import wall_time
from schools.calendar import SchoolDays
from schools.models import User
from upkeep.demo.cast import is_beside

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 61  # after the try-outs of the same moment


@dataclass(frozen=True, slots=True)
class Made:
    """One outcome, `ago` school days before the story day; `newer` a second version, `used` by whom and where."""

    group: str
    who: str
    ago: int
    about: About
    reach: str
    lines: tuple[str, ...] = ()
    link: str = ""
    newer: str = ""
    used: tuple[str, str] | None = None


MADE = (
    Made(
        "wiskunde",
        "jef",
        20,
        About(
            kind="material",
            title="Redeneerstarters over functies",
            about="Twaalf kaartjes die leerlingen aan het redeneren zetten, zonder dat er meteen gerekend moet worden.",
            subject="wiskunde, tweede graad",
            makers="Ontwerpteam wiskunde tweede graad",
            with_pupils=True,
        ),
        "all",
        ("Redeneerstarters over functies", "1. Welke grafiek hoort bij dit verhaal?", "2. Wat als we de as omdraaien?"),
        newer="De kaartjes zijn minder talig, na de les in 4D.",
        used=("simon", "informatica, derde jaar"),
    ),
    Made(
        "wiskunde",
        "tine",
        6,
        About(kind="method", title="Exitkaartje in drie minuten", about="Zo lees je dertig kaartjes in drie minuten."),
        "group",
        ("Exitkaartje in drie minuten", "Sorteer op drie stapels: klaar, bijna, nog niet."),
    ),
    Made(
        "lezen",
        "sofie",
        9,
        About(
            kind="process",
            title="Een lesbezoek zonder oordeel",
            about="Afspraken voor wie komt kijken en voor wie bekeken wordt.",
            subject="alle vakken",
            licence="cc0",
            makers="Lesson study begrijpend lezen",
        ),
        "school",
        ("Een lesbezoek zonder oordeel", "Kijk naar leerlingen, niet naar de collega."),
    ),
    Made(
        "geschiedenis",
        "koen",
        15,
        About(
            kind="material",
            title="Bronnenpakket migratie",
            about="Zestien bronnen met vragen voor de derde graad.",
            subject="geschiedenis, derde graad",
            licence="ask",
            makers="Vakdidactisch netwerk geschiedenis",
        ),
        "school",
        link="https://bronnen.example/migratie",
    ),
)


def steps_of(days: SchoolDays, story_day: date, groups: Groups, people: People) -> Iterator[Step]:
    """Four outcomes, of which one has two versions and is used by a colleague of the other school."""
    for made in MADE:
        day = days.before(story_day, made.ago) or days.begin
        yield wall_time(day, time(17)), ORDER, partial(_make, groups, people, made)
        later = days.before(story_day, 4) or days.begin
        if made.newer:
            yield wall_time(later, time(17)), ORDER, partial(_renew, groups, people, made)
        if made.used:
            yield wall_time(later, time(18)), ORDER, partial(_use, groups, people, made)


def _make(groups: Groups, people: People, made: Made, now: datetime) -> None:
    piece = Piece(link=made.link, file=_paper(made, 1) if made.lines else None)
    by = people[made.who]
    outcome = make_outcome(community=groups[made.group], about=made.about, piece=piece, by=by, now=now)
    reach = made.reach
    if reach == Outcome.Reach.ALL and is_beside(groups):  # no colleague of a real school finds what nobody made
        reach = Outcome.Reach.SCHOOL
    if reach != Outcome.Reach.GROUP:
        share_outcome(outcome=outcome, reach=reach, by=by, now=now)


def _renew(groups: Groups, people: People, made: Made, now: datetime) -> None:
    outcome = Outcome.objects.get(community=groups[made.group], title=made.about.title)
    number = next_number(outcome)
    piece = Piece(note=made.newer, file=_paper(made, number))
    add_version(outcome=outcome, number=number, piece=piece, by=people[made.who], now=now)


def _use(groups: Groups, people: People, made: Made, now: datetime) -> None:
    if made.reach == Outcome.Reach.ALL and is_beside(groups):
        return
    who, where = made.used or ("", "")
    outcome = Outcome.objects.get(community=groups[made.group], title=made.about.title)
    use_outcome(outcome=outcome, where=where, school=own_school(people[who]), by=people[who], now=now)


def _paper(made: Made, number: int) -> "ContentFile[bytes]":
    name = f"{made.about.title} {number}.pdf"
    return ContentFile(small_pdf([*made.lines, f"Versie {number}"]), name=name)


def small_pdf(lines: list[str]) -> bytes:
    """One page with these lines, as small as a PDF can be; no brackets in the lines."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    content = f"BT /F1 16 Tf 24 TL 60 760 Td {shown}ET".encode("cp1252", "replace")
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, font, stream]
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    return data + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer
