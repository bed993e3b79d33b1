"""The years that somebody may look back on, and what the look backs of a school came to (R20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from communities.models import Membership
from evidence.gains import CHOICES, FEW, HALF, MOST, PEOPLE, closes_on, codes_of, people_gains
from evidence.models import LookBack, PeopleGains
from schools.models import School, SchoolYear, User

Spell = tuple[date, date | None]
WORDS = (MOST, HALF, FEW, "")


@dataclass(frozen=True, slots=True)
class LookLine:
    """One school year in which she took part in a group. While `is_open`, a choice may change and may still count."""

    year: SchoolYear
    look: LookBack | None
    is_open: bool
    closes_on: date


@dataclass(frozen=True, slots=True)
class ToldGains:
    """What the look backs of a year say together: names of gains by word; `size` is a band, empty below ten."""

    year: str
    school: str
    size: str
    most: list[str]
    half: list[str]
    few: list[str]
    unknown: list[str]


def look_lines(user: User, *, today: date) -> list[LookLine]:
    """Newest first: years that are open, and years that she looked back on. Four statements."""
    schools = School.objects.visible_to(user)
    years = SchoolYear.objects.filter(school__in=schools, first_day__lte=today).select_related("school")
    spells = spells_of(user)
    looks = {(one.school_id, one.year): one for one in LookBack.objects.visible_to(user)}
    told = {(one.school_id, one.year): one for one in PeopleGains.objects.visible_to(user)}
    lines = []
    for year in years.order_by("-first_day", "school__name", "pk"):
        key = (year.school_id, year.label)
        line = line_of(year, looks.get(key), told.get(key), today)
        if line.look or (line.is_open and took_part(year, spells)):
            lines.append(line)
    return lines


def line_of(year: SchoolYear, look: LookBack | None, gains: PeopleGains | None, today: date) -> LookLine:
    last = closes_on(year.last_day)
    return LookLine(year, look, gains is None and today <= last, last)


def one_line(user: User, slug: str, label: str, *, today: date) -> LookLine | None:
    """The year of a school where she works, or None when there is nothing to look back on. At most five statements."""
    rows = SchoolYear.objects.filter(school__in=School.objects.visible_to(user), first_day__lte=today)
    year = rows.filter(school__slug=slug, label=label).select_related("school").first()
    if year is None:
        return None
    look = LookBack.objects.visible_to(user).filter(school=year.school_id, year=label).first()
    gains = PeopleGains.objects.visible_to(user).filter(school=year.school_id, year=label).first()
    line = line_of(year, look, gains, today)
    return line if look or (line.is_open and took_part(year, spells_of(user))) else None


def spells_of(user: User) -> list[Spell]:
    """From when to when she took part in a group, of any school."""
    return list(Membership.objects.filter(user=user).values_list("joined_on", "left_on"))


def took_part(year: SchoolYear, spells: Iterable[Spell]) -> bool:
    return any(
        joined <= year.last_day and (left is None or left > max(year.first_day, joined)) for joined, left in spells
    )


def told_gains(rows: Iterable[PeopleGains], language: str) -> list[ToldGains]:
    """The words of each year, newest first."""
    return [told_of(row, language) for row in sorted(rows, key=lambda row: row.year, reverse=True)]


def told_of(row: PeopleGains, language: str) -> ToldGains:
    names = {
        word: [one.name for one in people_gains(language) if row.words.get(one.code, "") == word] for word in WORDS
    }
    return ToldGains(row.year, str(row.school), row.size, names[MOST], names[HALF], names[FEW], names[""])


def gains_of_schools(user: User) -> list[PeopleGains]:
    """Of the schools where she works: everybody there reads the same. One statement."""
    return list(PeopleGains.objects.visible_to(user).exclude(size="").select_related("school").order_by("-year")[:6])


def own_rows(user: User, language: str) -> list[tuple[str, str, str, str]]:
    """For the file: school, year, gain, choice; the private line stands as a gain without a name."""
    names = {one.code: one.name for one in people_gains(language)}
    rows = []
    for look in LookBack.objects.visible_to(user).select_related("school").order_by("-year", "school__name"):
        said = [(code, look.gains.get(code, "")) for code in codes_of(PEOPLE)]
        rows += [(str(look.school), look.year, names[code], choice) for code, choice in said if choice in CHOICES]
        if look.words:
            rows.append((str(look.school), look.year, "", look.words))
    return rows
