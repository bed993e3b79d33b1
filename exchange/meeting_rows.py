"""The last sheets of a workbook: meetings, what was noted of them, who was there, and subtasks."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from communities.models import Community
from exchange.cells import LOCAL_ZONE, clean_lines
from exchange.matching import BATCH, Pass, Tally, differences, match, upsert
from exchange.rows import AttendanceRow, MeetingRow, SubtaskRow, Workbook
from meetings.models import Attendance, Meeting, Minutes, Subtask
from schools.models import User

GROUP_OWNS = "group_owns"


class OfCommunity(Protocol):
    @property
    def community(self) -> str: ...


R = TypeVar("R", bound=OfCommunity)
Moment = tuple[str, datetime]


class MeetingRows:
    """Takes over the meetings of `communities` (by code); rows of any other community are counted as skipped."""

    def __init__(
        self,
        book: Workbook,
        communities: Mapping[str, Community],
        people: Mapping[str, User],
        tallies: Mapping[str, Tally],
        school_ids: Collection[int],
        *,
        now: datetime,
    ) -> None:
        self.book, self.communities, self.people, self.tallies = book, communities, people, tallies
        self.school_ids, self.now = school_ids, now
        self.later = book.told_by("Meetings", ("in_lesson_time",))
        self.codes = {community.pk: code for code, community in communities.items()}
        self.meetings: dict[Moment, Meeting] = {}
        self.present: Counter[Moment] = Counter()
        for row in book.attendance:
            self.present[row.community, row.starts_at] += row.present

    def take(self) -> None:
        self.take_meetings()
        self.take_attendance()
        self.take_subtasks()

    def take_meetings(self) -> None:
        rows = self._open("Meetings", self.book.meetings)
        stored = Meeting.objects.filter(community__school__in=self.school_ids).exclude(status=Meeting.Status.DRAFT)
        exact: Pass[MeetingRow, Meeting] = Pass(
            lambda row: (row.community, row.starts_at, row.status == "cancelled"),
            lambda one: (self.codes.get(one.community_id), one.starts_at, one.status == "cancelled"),
        )
        moment: Pass[MeetingRow, Meeting] = Pass(
            lambda row: (row.community, row.starts_at),
            lambda one: (self.codes.get(one.community_id), one.starts_at),
        )
        pairs, new = match(rows, stored.order_by("pk"), [exact, moment])
        tally = self.tallies["Meetings"]
        frame_differs = {id(one) for row, one in pairs if differences(one, self._values(row))}
        changed = [one for _row, one in pairs if id(one) in frame_differs]
        for one in changed:
            one.version, one.sequence, one.changed_at = one.version + 1, one.sequence + 1, self.now
            one.has_news = True
        Meeting.objects.bulk_update(changed, ["version", "sequence", "changed_at", "has_news"], batch_size=500)
        written = upsert(Meeting, pairs, new, self._values, tally, at_birth=self._first_count)
        ordered = [row for row, _one in pairs] + new
        noted = self._take_notes(list(zip(ordered, written, strict=True)), new_from=len(pairs))
        only_noted = sum(1 for one in noted if id(one) not in frame_differs)
        tally.updated += only_noted
        tally.unchanged -= only_noted
        # Where a called-off meeting and another share an hour, what hangs on that hour belongs to the other.
        for row, one in sorted(zip(ordered, written, strict=True), key=lambda pair: pair[0].status != "cancelled"):
            self.meetings[row.community, row.starts_at] = one

    def _values(self, row: MeetingRow) -> dict[str, object]:
        return {
            "community": self.communities[row.community],
            "starts_at": row.starts_at,
            "day": row.starts_at.astimezone(LOCAL_ZONE).date(),
            "minutes": row.minutes,
            "status": row.status,
            "place": row.place,
            **{name: getattr(row, name) for name in self.later},
        }

    def _first_count(self, row: MeetingRow) -> dict[str, object]:
        """The number present as the workbook says, so that a large history is not written twice."""
        return {"present_count": self.present.get((row.community, row.starts_at)) if row.status == "held" else None}

    def _take_notes(self, rows: Sequence[tuple[MeetingRow, Meeting]], *, new_from: int) -> list[Meeting]:
        """Writes notes; returns the meetings that were known and got another one."""
        known = Minutes.objects.filter(meeting__community__school__in=self.school_ids)
        stored = {minutes.meeting_id: minutes for minutes in known}
        fresh, changed, noted = [], [], []
        for position, (row, meeting) in enumerate(rows):
            minutes = stored.get(meeting.pk)
            if row.note == (clean_lines(minutes.note) if minutes else ""):
                continue
            if minutes:
                minutes.note = row.note
                changed.append(minutes)
            else:
                fresh.append(Minutes(meeting=meeting, note=row.note))
            if position < new_from:
                noted.append(meeting)
        Minutes.objects.bulk_update(changed, ["note"], batch_size=500)
        Minutes.objects.bulk_create(fresh, batch_size=BATCH)
        return noted

    def take_attendance(self) -> None:
        rows = self._open("Attendance", self.book.attendance)
        if not rows:
            return
        stored = Attendance.objects.filter(meeting__community__school__in=self.school_ids)
        key: Pass[AttendanceRow, Attendance] = Pass(
            lambda row: (self._meeting(row).pk, self.people[row.email].pk), lambda one: (one.meeting_id, one.user_id)
        )
        pairs, new = match(rows, stored, [key])
        upsert(Attendance, pairs, new, self._attendance_values, self.tallies["Attendance"])
        self._count_present()

    def _attendance_values(self, row: AttendanceRow) -> dict[str, object]:
        return {"meeting": self._meeting(row), "user": self.people[row.email], "is_present": row.present}

    def _count_present(self) -> None:
        """The number present of held meetings; None where nobody noted who was there."""
        held = {one.pk: one for one in self.meetings.values() if one.status == Meeting.Status.HELD}
        noted = Attendance.objects.filter(meeting__community__school__in=self.school_ids)
        present: Counter[int] = Counter()
        for meeting_id, is_present in noted.values_list("meeting_id", "is_present").iterator():
            present[meeting_id] += is_present
        changed = [one for pk, one in held.items() if pk in present and one.present_count != present[pk]]
        for one in changed:
            one.present_count = present[one.pk]
        Meeting.objects.bulk_update(changed, ["present_count"], batch_size=500)

    def take_subtasks(self) -> None:
        rows = self._open("Subtasks", self.book.subtasks)
        stored = Subtask.objects.filter(meeting__community__school__in=self.school_ids, dropped_on=None).order_by("pk")

        def owner(row: SubtaskRow) -> Hashable:
            return self.people[row.owner].pk if row.owner else None

        exact: Pass[SubtaskRow, Subtask] = Pass(
            lambda row: (self._meeting(row).pk, row.text, owner(row), row.due_on, row.done_on),
            lambda one: (one.meeting_id, one.text, one.owner_id, one.due_on, one.done_on),
        )
        same: Pass[SubtaskRow, Subtask] = Pass(
            lambda row: (self._meeting(row).pk, row.text, owner(row)),
            lambda one: (one.meeting_id, one.text, one.owner_id),
        )
        pairs, new = match(rows, stored, [exact, same])
        upsert(Subtask, pairs, new, self._subtask_values, self.tallies["Subtasks"])

    def _subtask_values(self, row: SubtaskRow) -> dict[str, object]:
        return {
            "meeting": self._meeting(row),
            "text": row.text,
            "owner": self.people[row.owner] if row.owner else None,
            "due_on": row.due_on,
            "done_on": row.done_on,
        }

    def _meeting(self, row: AttendanceRow | SubtaskRow) -> Meeting:
        return self.meetings[row.community, row.starts_at]

    def _open(self, sheet: str, rows: Sequence[R]) -> list[R]:
        kept = [row for row in rows if row.community in self.communities]
        self.tallies[sheet].skipped[GROUP_OWNS] += len(rows) - len(kept)
        return kept
