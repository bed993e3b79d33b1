"""The rows of a workbook, read and typed. `row` is the number of the row in the sheet, for faults."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from exchange.facts.spec import FactRow


@dataclass(frozen=True, slots=True)
class SchoolRow:
    row: int
    slug: str
    name: str
    calendar: str
    level: str
    language: str


@dataclass(frozen=True, slots=True)
class ClosureRow:
    row: int
    school: str
    first_day: date
    last_day: date
    reason: str


@dataclass(frozen=True, slots=True)
class QuietRow:
    row: int
    school: str
    first_day: date
    last_day: date
    kind: str
    reason: str
    stops_clock: bool | None


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Somebody who works in `school`; with an empty `school` somebody from outside who takes part in a community."""

    row: int
    school: str
    email: str
    first_name: str
    prefix: str
    last_name: str
    roles: tuple[str, ...]
    subjects: str
    grades: str = ""
    teaching_since: int | None = None


@dataclass(frozen=True, slots=True)
class CommunityRow:
    row: int
    code: str
    school: str
    partner_schools: tuple[str, ...]
    name: str
    variant: str
    regime: str
    target_weeks: int | None
    limit_weeks: int | None
    minimum_per_year: int | None
    gap_weeks: int | None
    started_on: date
    ended_on: date | None
    assignment: str
    form: str = ""
    form_version: int | None = None
    stage: str = ""
    is_open: bool | None = None
    falls_away: str = ""
    in_lesson_time: bool | None = None
    overdue_wait: int | None = None
    help_wait: int | None = None
    leader_wait: int | None = None
    wait_reason: str = ""


@dataclass(frozen=True, slots=True)
class PauseRow:
    row: int
    community: str
    first_day: date
    last_day: date
    reason: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    row: int
    community: str
    email: str
    role: str
    joined_on: date
    left_on: date | None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class MeetingRow:
    row: int
    community: str
    starts_at: datetime
    minutes: int
    status: str
    place: str
    note: str
    in_lesson_time: bool | None = None


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    row: int
    community: str
    starts_at: datetime
    email: str
    present: bool


@dataclass(frozen=True, slots=True)
class SubtaskRow:
    row: int
    community: str
    starts_at: datetime
    text: str
    owner: str
    due_on: date | None
    done_on: date | None


ROW_TYPES: dict[str, type] = {
    "School": SchoolRow,
    "Closures": ClosureRow,
    "QuietPeriods": QuietRow,
    "Staff": StaffRow,
    "Communities": CommunityRow,
    "Pauses": PauseRow,
    "Members": MemberRow,
    "Meetings": MeetingRow,
    "Attendance": AttendanceRow,
    "Subtasks": SubtaskRow,
}


def make_row(sheet: str, number: int, values: dict[str, Any]) -> object:
    """The row of a sheet of the first release, or a row of facts."""
    make = ROW_TYPES.get(sheet)
    return make(number, **values) if make else FactRow(number, values)


@dataclass(slots=True)
class Workbook:
    """A whole workbook. `headings` maps (sheet, column) to the words in the file; `remarks` is told, nothing more.

    `unread` names the sheets that could not be read at all, `broken` the keys of rows that have a fault of their own,
    so that what refers to them is not called unknown as well. `facts` are the rows of starting well by sheet, `absent`
    the later columns that this workbook does not have: what is stored there stays.
    """

    schools: Sequence[SchoolRow] = ()
    closures: Sequence[ClosureRow] = ()
    quiet_periods: Sequence[QuietRow] = ()
    staff: Sequence[StaffRow] = ()
    communities: Sequence[CommunityRow] = ()
    pauses: Sequence[PauseRow] = ()
    members: Sequence[MemberRow] = ()
    meetings: Sequence[MeetingRow] = ()
    attendance: Sequence[AttendanceRow] = ()
    subtasks: Sequence[SubtaskRow] = ()
    facts: dict[str, list[FactRow]] = field(default_factory=dict)
    absent: set[tuple[str, str]] = field(default_factory=set)
    headings: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    broken: dict[str, set[tuple[object, ...]]] = field(default_factory=dict)

    def rows_of(self, sheet: str) -> Sequence[object]:
        return getattr(self, FIELDS[sheet]) if sheet in FIELDS else self.facts.get(sheet, ())

    def take(self, sheet: str, rows: list[Any]) -> None:
        if sheet in FIELDS:
            setattr(self, FIELDS[sheet], rows)
        else:
            self.facts[sheet] = rows

    def told_by(self, sheet: str, names: Iterable[str]) -> list[str]:
        """Those of the later columns `names` that this workbook has."""
        return [name for name in names if (sheet, name) not in self.absent]


FIELDS = {
    "School": "schools",
    "Closures": "closures",
    "QuietPeriods": "quiet_periods",
    "Staff": "staff",
    "Communities": "communities",
    "Pauses": "pauses",
    "Members": "members",
    "Meetings": "meetings",
    "Attendance": "attendance",
    "Subtasks": "subtasks",
}
