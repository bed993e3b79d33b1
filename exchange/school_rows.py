"""The first sheets of a workbook: schools, their closing days and their days without meetings."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from exchange.community_rows import OTHER_SCHOOL
from exchange.faults import Fault, Refused
from exchange.matching import Pass, Tally, match, upsert
from exchange.rows import ClosureRow, QuietRow, SchoolRow, Workbook
from schools.models import Closure, QuietPeriod, School, SchoolYear, User
from schools.years import open_years_of_schools

KNOWN_SCHOOL = "known_school"
R = TypeVar("R")


class SchoolRows:
    """Takes over schools; `own` are the slugs of those that this import may fill, only `host` where there is one."""

    def __init__(
        self, book: Workbook, tallies: Mapping[str, Tally], *, by: User | None, now: datetime, host: School | None
    ) -> None:
        self.book, self.tallies, self.by, self.now, self.host = book, tallies, by, now, host
        self.schools: dict[str, School] = {}
        self.own: set[str] = set()

    def take_schools(self) -> None:
        tally = self.tallies["School"]
        rows = self.book.schools
        stored = {school.slug: school for school in School.objects.filter(slug__in=[row.slug for row in rows])}
        self._refuse_other_host()
        self._refuse_other_calendar(stored)
        mine = [row for row in rows if not self.host or row.slug == self.host.slug or row.slug not in stored]
        tally.skipped[KNOWN_SCHOOL] += len(rows) - len(mine)
        pairs = [(row, stored[row.slug]) for row in mine if row.slug in stored]
        new = [row for row in mine if row.slug not in stored]
        written = upsert(School, pairs, new, _school_values, tally)
        self.own = {school.slug for school in written}
        self.schools = stored | {school.slug: school for school in written}
        open_years_of_schools(schools=written, by=self.by, now=self.now)

    def _refuse_other_host(self) -> None:
        if self.host and self.book.schools[0].slug != self.host.slug:
            first = self.book.schools[0]
            sheet, column = self.book.headings.get(("School", "slug"), ("School", "slug"))
            what = _("This workbook is about “%(school)s”.") % {"school": first.slug}
            right = _("Here the first row is about “%(school)s”.") % {"school": self.host.slug}
            raise Refused([Fault(sheet, first.row, column, what, right)])

    def _refuse_other_calendar(self, stored: Mapping[str, School]) -> None:
        """A school whose years are open keeps its calendar: its closing days stand already."""
        faults = []
        opened = set(SchoolYear.objects.filter(school__in=stored.values()).values_list("school__slug", flat=True))
        for row in self.book.schools:
            if row.slug in opened and stored[row.slug].calendar != row.calendar:
                known = stored[row.slug].calendar
                what = _("This school already follows the calendar %(calendar)s.") % {"calendar": known}
                sheet, column = self.book.headings.get(("School", "calendar"), ("School", "calendar"))
                faults.append(Fault(sheet, row.row, column, what, _("Give %(calendar)s.") % {"calendar": known}))
        if faults:
            raise Refused(faults)

    def take_closures(self) -> None:
        rows = self.of_schools("Closures", self.book.closures, lambda row: row.school, self.own)
        stored = Closure.objects.filter(school__in=self.own_ids()).exclude(kind=Closure.Kind.PUBLISHED).order_by("pk")
        key: Pass[ClosureRow, Closure] = Pass(
            lambda row: (self.schools[row.school].pk, row.first_day, row.last_day),
            lambda closure: (closure.school_id, closure.first_day, closure.last_day),
        )
        pairs, new = match(rows, stored, [key])
        upsert(
            Closure,
            pairs,
            new,
            lambda row: {
                "school": self.schools[row.school],
                "kind": kind_of(row.reason),
                "first_day": row.first_day,
                "last_day": row.last_day,
                "reason": row.reason,
            },
            self.tallies["Closures"],
        )

    def take_quiet_periods(self) -> None:
        if not self.book.quiet_periods:
            return
        rows = self.of_schools("QuietPeriods", self.book.quiet_periods, lambda row: row.school, self.own)
        key: Pass[QuietRow, QuietPeriod] = Pass(
            lambda row: (self.schools[row.school].pk, row.first_day, row.last_day),
            lambda quiet: (quiet.school_id, quiet.first_day, quiet.last_day),
        )
        pairs, new = match(rows, QuietPeriod.objects.filter(school__in=self.own_ids()).order_by("pk"), [key])
        upsert(
            QuietPeriod,
            pairs,
            new,
            lambda row: {
                "school": self.schools[row.school],
                "kind": row.kind or QuietPeriod.Kind.EXAMS,
                "first_day": row.first_day,
                "last_day": row.last_day,
                "reason": row.reason,
                "stops_clock": bool(row.stops_clock),
            },
            self.tallies["QuietPeriods"],
        )

    def own_ids(self) -> list[int]:
        return [self.schools[slug].pk for slug in self.own]

    def of_schools(self, sheet: str, rows: Sequence[R], school_of: Callable[[R], str], own: set[str]) -> list[R]:
        kept = [row for row in rows if school_of(row) in own]
        self.tallies[sheet].skipped[OTHER_SCHOOL] += len(rows) - len(kept)
        return kept


def kind_of(reason: str) -> Closure.Kind:
    """A study day says so in its reason; everything else is a local free day."""
    words = reason.casefold()
    return Closure.Kind.STUDY_DAY if "studie" in words or "study" in words else Closure.Kind.FREE_DAY


def _school_values(row: SchoolRow) -> dict[str, object]:
    return {
        "slug": row.slug,
        "name": row.name,
        "calendar": row.calendar,
        "level": row.level,
        "language": row.language or "nl",
    }
