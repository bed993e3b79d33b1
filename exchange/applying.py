"""A workbook becomes rows: everything or nothing, never a deletion. Bulk throughout; 200,000 rows are taken in minutes.

With a `host` it is a leader's own import: only her school, nobody is enrolled (an invitation instead), and what an
existing group wrote itself is left alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communities.models import Community, Partnership
from exchange.community_rows import OTHER_SCHOOL, CommunityRows
from exchange.faults import Fault, Refused
from exchange.layout import SHEETS
from exchange.matching import Pass, Tally, match, upsert
from exchange.meeting_rows import MeetingRows
from exchange.rows import FIELDS, ClosureRow, QuietRow, SchoolRow, StaffRow, Workbook
from meetings.rhythm import refresh_cadence, touched_by_schools
from schools import audit
from schools.models import Closure, QuietPeriod, School, SchoolYear, User
from schools.roster import Entry, apply_differences, compare, find_or_make_people, people_by_address
from schools.years import open_years_of_schools

Report = Callable[[str], None]
KNOWN_SCHOOL = "known_school"
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened, by sheet, and the addresses of who leads a school since."""

    tallies: dict[str, Tally]
    leaders: tuple[str, ...]


@transaction.atomic
def apply_workbook(
    *,
    book: Workbook,
    by: User | None,
    now: datetime,
    host: School | None = None,
    is_rehearsal: bool = False,
    report: Report = lambda _step: None,
) -> Outcome:
    """Takes over a workbook and returns what happened. A rehearsal leaves nothing behind.

    Raises Refused where the workbook contradicts what is already known.
    """
    application = Application(book, by=by, now=now, host=host, report=report)
    application.run()
    if is_rehearsal:
        transaction.set_rollback(True)
    else:
        application.finish()
    return Outcome(application.tallies, tuple(application.leaders))


class Application:
    """One workbook on its way in; the steps run in the order in which rows refer to each other."""

    def __init__(self, book: Workbook, *, by: User | None, now: datetime, host: School | None, report: Report) -> None:
        self.book, self.by, self.now, self.host, self.report = book, by, now, host, report
        self.today = timezone.localdate(now)
        told = [sheet for sheet in SHEETS if not sheet.is_optional or getattr(book, FIELDS[sheet.name])]
        self.tallies = {sheet.name: Tally() for sheet in told}
        self.schools: dict[str, School] = {}
        self.own: set[str] = set()  # slugs of the schools that this import may fill
        self.people: dict[str, User] = {}
        self.leaders: list[str] = []

    def run(self) -> None:
        steps = (
            self.take_schools,
            self.take_closures,
            self.take_quiet_periods,
            self.take_staff,
            self.take_communities,
            self.take_people,
            self.take_members,
            self.take_meetings,
        )
        for step in steps:
            self.report(step.__name__)
            step()

    def finish(self) -> None:
        """The stored rhythm of everything touched, and the trace."""
        touched = touched_by_schools([school.pk for school in self.schools.values()])
        self.report("refresh")
        refresh_cadence(community_ids=touched.values_list("pk", flat=True), today=self.today)
        for slug in sorted(self.own):
            audit.record(
                by=self.by,
                verb="import_workbook",
                target=f"school:{self.schools[slug].pk}",
                at=self.now,
                created={sheet: tally.created for sheet, tally in self.tallies.items()},
                updated={sheet: tally.updated for sheet, tally in self.tallies.items()},
            )

    # --- schools -----------------------------------------------------------------------------------------------------
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
        rows = self._of_schools("Closures", self.book.closures, lambda row: row.school, self.own)
        stored = Closure.objects.filter(school__in=self._own_ids()).exclude(kind=Closure.Kind.PUBLISHED).order_by("pk")
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
        rows = self._of_schools("QuietPeriods", self.book.quiet_periods, lambda row: row.school, self.own)
        key: Pass[QuietRow, QuietPeriod] = Pass(
            lambda row: (self.schools[row.school].pk, row.first_day, row.last_day),
            lambda quiet: (quiet.school_id, quiet.first_day, quiet.last_day),
        )
        pairs, new = match(rows, QuietPeriod.objects.filter(school__in=self._own_ids()).order_by("pk"), [key])
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

    # --- people ------------------------------------------------------------------------------------------------------
    def take_staff(self) -> None:
        rows = self.book.staff
        lists: dict[School, list[Entry]] = {}
        # A partner that a leader adds is a name: who works there is told by its own leader.
        own = {self.host.slug} if self.host else self.own
        for row in self._of_schools("Staff", [row for row in rows if row.school], lambda row: row.school, own):
            lists.setdefault(self.schools[row.school], []).append(_entry(row))
        renames = self.host is None
        differences = compare(lists, renames_everybody=renames)
        apply_differences(differences=differences, by=self.by, now=self.now, renames_everybody=renames)
        tally = self.tallies["Staff"]
        for difference in differences:
            self.leaders += difference.new_leaders()
            tally.created += len(difference.new)
            tally.updated += len(difference.returning) + len(difference.changed)
            tally.unchanged += len(difference.same)

    def take_people(self) -> None:
        """Everybody who is named: on Staff without a school of their own, or by their address alone."""
        book, language = self.book, self.book.schools[0].language or "nl"
        named = {row.email: _entry(row) for row in book.staff}
        emails = list(dict.fromkeys(self._named_emails()))
        known = people_by_address(sorted(emails))
        is_command = self.host is None
        self.people |= find_or_make_people(
            [(named.get(email, Entry(email)), language) for email in emails], may_rename=lambda _user: is_command
        )
        guests = {row.email for row in book.staff if not row.school} & set(emails)
        self.tallies["Staff"].created += len(guests - known.keys())
        self.tallies["Staff"].unchanged += len(guests & known.keys())

    def _named_emails(self) -> Iterator[str]:
        """For a leader only who is asked to join, and who stands in the history of a community that is new."""
        book, is_command = self.book, self.host is None
        yield from (row.email for row in book.staff if is_command)
        yield from (row.email for row in book.members if row.community in self.groups.communities)
        told = self.groups.communities.keys() if is_command else self.groups.started
        yield from (row.email for row in book.attendance if row.community in told)
        yield from (row.owner for row in book.subtasks if row.owner and row.community in told)

    # --- communities and what hangs on them --------------------------------------------------------------------------
    def take_communities(self) -> None:
        own = {self.host.slug} if self.host else self.own
        rows = self._of_schools("Communities", self.book.communities, lambda row: row.school, own)
        self.groups = CommunityRows(self.book, self.schools, self.people, self.tallies, self._own_ids())
        self.groups.partners = self._welcome_partners()
        had_any = Community.objects.filter(school__in=self._own_ids()).exists()
        self.groups.take(rows)
        if self.host and rows and not had_any:
            # Filled for the first time: no reminders before she has looked around and switches them on.
            School.objects.filter(pk=self.host.pk).update(has_reminders=False)

    def _welcome_partners(self) -> set[int] | None:
        """Ids of the schools that may be added to a community; None for all. A leader adds a school that lives here
        already only where it took part before or is hers: the others give her their code."""
        if not self.host or not self.by:
            return None
        before = Partnership.objects.filter(community__school=self.host).values_list("school_id", flat=True)
        led = School.objects.editable_by(self.by).values_list("pk", flat=True)
        return {*before, *led, *self._own_ids()}

    def take_members(self) -> None:
        if self.host:
            self.groups.invite(by=self.by, now=self.now)
        else:
            self.groups.take_members()

    # --- meetings ----------------------------------------------------------------------------------------------------
    def take_meetings(self) -> None:
        open_codes = self.groups.started if self.host else self.groups.communities.keys()
        communities = {code: self.groups.communities[code] for code in open_codes}
        MeetingRows(self.book, communities, self.people, self.tallies, self._own_ids(), now=self.now).take()

    # --- what may be filled ------------------------------------------------------------------------------------------
    def _own_ids(self) -> list[int]:
        return [self.schools[slug].pk for slug in self.own]

    def _of_schools(self, sheet: str, rows: Sequence[R], school_of: Callable[[R], str], own: set[str]) -> list[R]:
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


def _entry(row: StaffRow) -> Entry:
    return Entry(
        email=row.email,
        first_name=row.first_name,
        prefix=row.prefix,
        last_name=row.last_name,
        roles=row.roles,
        subjects=row.subjects,
    )
