"""What rows say of each other: references, doubles, order in time. The database is not asked."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import Protocol, TypeVar

from django.utils.translation import gettext as _

from communities.variants import VARIANTS, rhythm_of
from exchange.cells import LOCAL_ZONE
from exchange.facts.checking import FactChecker
from exchange.facts.spec import PEOPLE
from exchange.faults import Fault
from exchange.rows import AttendanceRow, CommunityRow, MemberRow, PauseRow, SubtaskRow, Workbook

# What identifies a row that others refer to.
KEYS = {
    "School": ("slug",),
    "Staff": ("email",),
    "Communities": ("code",),
    "Members": ("email",),
    "Meetings": ("community", "starts_at"),
}
# These come from outside a school by their nature, so an address alone will do.
OUTSIDE_ROLES = ("coach", "expert")


class Numbered(Protocol):
    @property
    def row(self) -> int: ...


class Spanning(Numbered, Protocol):
    @property
    def first_day(self) -> date: ...
    @property
    def last_day(self) -> date: ...


R = TypeVar("R", bound=Numbered)
by_moment = attrgetter("starts_at")


def faults_between_rows(book: Workbook) -> list[Fault]:
    """Every fault that one row alone cannot show."""
    return list(Checker(book).all())


class Checker:
    """Knows what a workbook holds, and tells what does not fit together."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.schools = self._known("School", {(school.slug,) for school in book.schools})
        self.communities = self._known("Communities", {(community.code,) for community in book.communities})
        self.meetings = self._known("Meetings", {(meeting.community, meeting.starts_at) for meeting in book.meetings})
        self.staff = self._known("Staff", {(person.email,) for person in book.staff})
        self.people = self.staff | self._known("Members", {(member.email,) for member in book.members})
        self.first_moments = {
            row.community: row.starts_at for row in sorted(book.meetings, key=by_moment, reverse=True)
        }
        self.started = {community.code: community.started_on for community in book.communities}

    def _known(self, sheet: str, keys: set[tuple[object, ...]]) -> set[tuple[object, ...]]:
        return keys | self.book.broken.get(sheet, set())

    def all(self) -> Iterator[Fault]:
        yield from self.of_schools()
        yield from self.of_closures()
        yield from self.of_quiet_periods()
        yield from self.of_staff()
        yield from self.of_communities()
        yield from self.of_pauses()
        yield from self.of_members()
        yield from self.of_meetings()
        yield from self.of_attendance()
        yield from self.of_subtasks()
        yield from self.of_facts()

    def fault(self, sheet: str, row: int, column: str, what: str, would_be_right: str) -> Fault:
        name, heading = self.book.headings.get((sheet, column), (sheet, column))
        return Fault(name, row, heading, what, would_be_right)

    def of_schools(self) -> Iterator[Fault]:
        if not self.schools and "School" not in self.book.unread:
            what = _("There is no school in this workbook.")
            yield self.fault(
                "School", 2, "slug", what, _("Put the host school in the first row, its partners under it.")
            )
        yield from self.doubles("School", "slug", self.book.schools, attrgetter("slug"))

    def of_closures(self) -> Iterator[Fault]:
        rows = self.book.closures
        yield from self.unknown("Closures", "school", rows, lambda row: (row.school,), "School", self.schools)
        yield from self.backwards("Closures", rows)
        yield from self.doubles("Closures", "first_day", rows, attrgetter("school", "first_day", "last_day"))

    def of_quiet_periods(self) -> Iterator[Fault]:
        rows = self.book.quiet_periods
        yield from self.unknown("QuietPeriods", "school", rows, lambda row: (row.school,), "School", self.schools)
        yield from self.backwards("QuietPeriods", rows)
        yield from self.doubles("QuietPeriods", "first_day", rows, attrgetter("school", "first_day", "last_day"))

    def of_staff(self) -> Iterator[Fault]:
        rows = self.book.staff
        named = [row for row in rows if row.school]
        yield from self.unknown("Staff", "school", named, lambda row: (row.school,), "School", self.schools)
        yield from self.doubles("Staff", "email", rows, attrgetter("school", "email"))
        for row in rows:
            if row.roles and not row.school:
                what = _("Somebody with a role works in a school, and no school is given.")
                yield self.fault("Staff", row.row, "school", what, _("Give the school, or leave the roles empty."))

    def of_communities(self) -> Iterator[Fault]:
        rows = self.book.communities
        yield from self.doubles("Communities", "code", rows, attrgetter("code"))
        yield from self.unknown("Communities", "school", rows, lambda row: (row.school,), "School", self.schools)
        for row in rows:
            yield from self._partners(row)
            yield from self._policy(row)
            if row.ended_on and row.ended_on < row.started_on:
                what = _("It ends on %(end)s, before it starts.") % {"end": row.ended_on}
                right = _("Give a day from %(start)s on, or leave it empty.") % {"start": row.started_on}
                yield self.fault("Communities", row.row, "ended_on", what, right)

    def _partners(self, row: CommunityRow) -> Iterator[Fault]:
        for partner in row.partner_schools:
            if (partner,) not in self.schools and "School" not in self.book.unread:
                yield self.stranger("Communities", row.row, "partner_schools", partner, "School")
            if partner == row.school:
                what = _("The host school “%(school)s” is no partner of itself.") % {"school": partner}
                yield self.fault("Communities", row.row, "partner_schools", what, _("Leave the host out."))

    def _policy(self, row: CommunityRow) -> Iterator[Fault]:
        regime = row.regime or VARIANTS[row.variant].regime
        policy = rhythm_of(regime, target_weeks=row.target_weeks, limit_weeks=row.limit_weeks)
        if policy.target_weeks and policy.limit_weeks and policy.limit_weeks < policy.target_weeks:
            what = _("The limit of %(limit)d weeks lies before the target of %(target)d.")
            values = {"limit": policy.limit_weeks, "target": policy.target_weeks}
            right = _("Give a limit of at least %(target)d.") % values
            yield self.fault("Communities", row.row, "limit_weeks", what % values, right)

    def of_pauses(self) -> Iterator[Fault]:
        rows = self.book.pauses
        yield from self.in_a_community("Pauses", rows)
        yield from self.backwards("Pauses", rows)
        ordered = sorted(rows, key=attrgetter("community", "first_day", "last_day"))
        reached: PauseRow | None = None
        for row in ordered:
            if reached and reached.community == row.community and row.first_day <= reached.last_day:
                what = _("This pause overlaps with the one in row %(row)d.") % {"row": reached.row}
                right = _("Begin after %(day)s, or make one pause of both.") % {"day": reached.last_day}
                yield self.fault("Pauses", row.row, "first_day", what, right)
            if not reached or reached.community != row.community or row.last_day > reached.last_day:
                reached = row

    def of_members(self) -> Iterator[Fault]:
        rows = self.book.members
        yield from self.in_a_community("Members", rows)
        inside = [row for row in rows if row.role not in OUTSIDE_ROLES]
        yield from self.unknown("Members", "email", inside, lambda row: (row.email,), "Staff", self.staff)
        for row in rows:
            if row.left_on and row.left_on < row.joined_on:
                what = _("Left on %(left)s, before joining.") % {"left": row.left_on}
                right = _("Give a day from %(joined)s on, or leave it empty.") % {"joined": row.joined_on}
                yield self.fault("Members", row.row, "left_on", what, right)
        ordered = sorted(rows, key=lambda row: (row.community, row.email, row.joined_on, row.left_on or date.max))
        for before, row in pairwise(ordered):
            yield from self._twice_member(before, row)

    def _twice_member(self, before: MemberRow, row: MemberRow) -> Iterator[Fault]:
        """Somebody may come back, on the day of leaving at the earliest: a change of role closes a row that way."""
        if (before.community, before.email) == (row.community, row.email) and (
            before.left_on is None
            or row.joined_on < before.left_on
            or (before.joined_on, before.left_on, before.role) == (row.joined_on, row.left_on, row.role)
        ):
            first, second = sorted((before.row, row.row))
            what = _("This person already takes part according to row %(row)d.") % {"row": first}
            yield self.fault("Members", second, "email", what, _("Keep one row, or let the earlier one end first."))

    def of_meetings(self) -> Iterator[Fault]:
        rows = self.book.meetings
        yield from self.in_a_community("Meetings", rows)
        # A meeting that was called off may leave its hour to another.
        key: Callable[..., Hashable] = lambda row: (row.community, row.starts_at, row.status == "cancelled")  # noqa: E731
        yield from self.doubles("Meetings", "starts_at", rows, key)
        for row in rows:
            started = self.started.get(row.community)
            if started and row.starts_at.astimezone(LOCAL_ZONE).date() < started:
                what = _("This meeting is before its community started.")
                right = _("Give a day from %(start)s on, or let the community start earlier.") % {"start": started}
                yield self.fault("Meetings", row.row, "starts_at", what, right)

    def of_attendance(self) -> Iterator[Fault]:
        rows = self.book.attendance
        yield from self.at_a_meeting("Attendance", rows)
        yield from self.unknown("Attendance", "email", rows, lambda row: (row.email,), "Staff", self.people)
        yield from self.doubles("Attendance", "email", rows, attrgetter("community", "starts_at", "email"))

    def of_subtasks(self) -> Iterator[Fault]:
        rows = self.book.subtasks
        owned = [row for row in rows if row.owner]
        yield from self.at_a_meeting("Subtasks", rows)
        yield from self.unknown("Subtasks", "owner", owned, lambda row: (row.owner,), "Staff", self.people)
        key = attrgetter("community", "starts_at", "text", "owner", "due_on", "done_on")
        yield from self.doubles("Subtasks", "text", rows, key)

    def of_facts(self) -> Iterator[Fault]:
        """The sheets of starting well."""
        known = {"School": self.schools, "Communities": self.communities, "Meetings": self.meetings}
        known["Members"] = {(row.community, row.email, row.joined_on) for row in self.book.members}
        known[PEOPLE] = self.people
        yield from FactChecker(self.book, known, self.fault, self._name_of).all()

    # --- shapes of checks --------------------------------------------------------------------------------------------
    def doubles(self, sheet: str, column: str, rows: Iterable[R], key: Callable[[R], Hashable]) -> Iterator[Fault]:
        seen: dict[Hashable, int] = {}
        for row in rows:
            first = seen.setdefault(key(row), row.row)
            if first != row.row:
                what = _("The same stands in row %(row)d.") % {"row": first}
                yield self.fault(sheet, row.row, column, what, _("Keep one of the two."))

    def unknown(
        self,
        sheet: str,
        column: str,
        rows: Iterable[R],
        key: Callable[[R], tuple[object, ...]],
        of_sheet: str,
        known: set[tuple[object, ...]],
    ) -> Iterator[Fault]:
        if of_sheet in self.book.unread:
            return
        for row in rows:
            if key(row) not in known:
                yield self.stranger(sheet, row.row, column, str(key(row)[0]), of_sheet)

    def stranger(self, sheet: str, row: int, column: str, name: str, of_sheet: str) -> Fault:
        what = _("“%(name)s” is not known here.") % {"name": name}
        right = _("Use one of sheet “%(sheet)s”, or add it there.")
        return self.fault(sheet, row, column, what, right % {"sheet": self._name_of(of_sheet)})

    def _name_of(self, sheet: str) -> str:
        return next((name for (own, _column), (name, _heading) in self.book.headings.items() if own == sheet), sheet)

    def backwards(self, sheet: str, rows: Iterable[Spanning]) -> Iterator[Fault]:
        for row in rows:
            if row.last_day < row.first_day:
                what = _("The last day is before the first, %(day)s.") % {"day": row.first_day}
                right = _("Give a day from %(day)s on.") % {"day": row.first_day}
                yield self.fault(sheet, row.row, "last_day", what, right)

    def in_a_community(self, sheet: str, rows: Iterable[R]) -> Iterator[Fault]:
        key: Callable[[R], tuple[object, ...]] = lambda row: (getattr(row, "community"),)  # noqa: E731, B009
        yield from self.unknown(sheet, "community", rows, key, "Communities", self.communities)

    def at_a_meeting(self, sheet: str, rows: Iterable[AttendanceRow | SubtaskRow]) -> Iterator[Fault]:
        """Whose community is unknown is told of that alone."""
        yield from self.in_a_community(sheet, rows)
        if "Meetings" in self.book.unread:
            return
        for row in rows:
            if (row.community,) in self.communities and (row.community, row.starts_at) not in self.meetings:
                what = _("Sheet “%(sheet)s” has no meeting of “%(community)s” at this moment.")
                values = {"sheet": self._name_of("Meetings"), "community": row.community}
                yield self.fault(sheet, row.row, "starts_at", what % values, self._moments_of(row.community))

    def _moments_of(self, community: str) -> str:
        first = self.first_moments.get(community)
        if first is None:
            return _("Add the meeting there.")
        return _("Its first meeting there is at %(moment)s.") % {"moment": f"{first:%Y-%m-%d %H:%M}"}
