"""What a school's workbook says: rows for the writer, in an order that depends on nothing but their content.

With a `reader` it holds what this leader may read (trust.md): no notes, no names of who was there, no subtasks, no
closing days of schools that are not hers, nothing of what a group or a person alone says of itself.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from communities.models import Community, GuestConsent, Membership, Pause
from communities.variants import rhythm_of
from exchange.assignment import NO_ANSWER, join_answers
from exchange.cells import LOCAL_ZONE, clean_lines, clean_text
from exchange.facts.collecting import collect_facts, people_in
from exchange.facts.spec import Names
from meetings.models import Attendance, Meeting, Subtask
from schools.models import Closure, QuietPeriod, School, Staff, User
from schools.roster import people_by_address

Row = tuple[object, ...]
Rows = dict[str, list[Row]]


def collect(school: School, *, reader: User | None = None) -> Rows:
    """Every sheet of the workbook of `school`, the host. Drafts and dropped subtasks stay at home."""
    return Collection(school, reader).rows()


class Collection:
    """Reads one school; constant number of queries."""

    def __init__(self, school: School, reader: User | None) -> None:
        self.school, self.reader = school, reader
        communities = Community.objects.filter(school=school).select_related("form").prefetch_related("partners")
        self.communities = sorted(communities, key=lambda one: one.code)
        partners = {partner.pk: partner for one in self.communities for partner in one.partners.all()}
        partners.pop(school.pk, None)
        if reader is None:  # a consent of the school of a guest names that school
            asked = GuestConsent.objects.filter(community__school=school).exclude(school=school)
            partners |= {consent.school_id: consent.school for consent in asked.select_related("school")}
        self.schools = [school, *sorted(partners.values(), key=lambda partner: partner.slug)]
        self.codes = {one.pk: clean_text(one.code) for one in self.communities}
        meetings = Meeting.objects.filter(community__school=school).exclude(status=Meeting.Status.DRAFT)
        self.meetings = dict(_one_an_hour(meetings.select_related("noted").order_by("pk")))

    def rows(self) -> Rows:
        members = self.member_rows()
        attendance = self.attendance_rows() if self.reader is None else []
        subtasks = self.subtask_rows() if self.reader is None else []
        told = list(collect_facts(self.school, self.names(), self.reader))
        named = (
            {str(row[1]) for row in members} | {str(row[2]) for row in attendance} | {str(row[3]) for row in subtasks}
        ).union(*(people_in(sheet, rows) for sheet, rows in told))
        return {
            "School": [
                (one.slug, clean_text(one.name) or one.slug, one.calendar, clean_text(one.level), one.language)
                for one in self.schools
            ],
            "Closures": self.closure_rows(),
            "QuietPeriods": self.quiet_rows(),
            "Staff": self.staff_rows(named - {""}),
            "Communities": [self.community_row(one) for one in self.communities],
            "Pauses": self.pause_rows(),
            "Members": members,
            "Meetings": self.meeting_rows(),
            "Attendance": attendance,
            "Subtasks": subtasks,
            **{sheet.name: rows for sheet, rows in told},
        }

    def names(self) -> Names:
        """How the sheets of starting well call what stands on the first ones."""
        names = Names()
        for school in self.schools:
            names.add("School", school.pk, (school.slug,))
        for pk, code in self.codes.items():
            names.add("Communities", pk, (code,))
        # Where a called-off meeting and another share an hour, what hangs on that hour belongs to the other.
        for one in sorted(self.meetings.values(), key=lambda one: one.status == Meeting.Status.CANCELLED):
            names.add("Meetings", one.pk, (self.codes[one.community_id], comparable_moment(one.starts_at)))
        found = Membership.objects.filter(community__school=self.school).select_related("user")
        for member in sorted(found, key=lambda one: (one.left_on is not None, -one.pk)):
            names.add("Members", member.pk, (self.codes[member.community_id], member.user.email, member.joined_on))
        return names

    def closure_rows(self) -> list[Row]:
        """Days that the schools entered themselves; the published ones come with the calendar."""
        found = Closure.objects.filter(school__in=self.schools).exclude(kind=Closure.Kind.PUBLISHED).order_by("pk")
        if self.reader is not None:
            found = found.filter(school__in=School.objects.visible_to(self.reader))
        order = {school.pk: position for position, school in enumerate(self.schools)}
        rows: dict[tuple[object, ...], Row] = {}
        for one in found:
            key = (order[one.school_id], one.first_day, one.last_day)
            reason = clean_text(one.reason)
            if key not in rows or (reason and not rows[key][3]):
                rows[key] = (self.schools[key[0]].slug, one.first_day, one.last_day, reason)
        return [rows[key] for key in sorted(rows, key=str)]

    def quiet_rows(self) -> list[Row]:
        """Exam weeks and other days without meetings; each span of a school stands there once."""
        found = QuietPeriod.objects.filter(school__in=self.schools)
        if self.reader is not None:
            found = found.filter(school__in=School.objects.visible_to(self.reader))
        slugs = {school.pk: (position, school.slug) for position, school in enumerate(self.schools)}
        ordered = sorted(found, key=lambda one: (slugs[one.school_id], one.first_day, one.last_day))
        return [
            (slugs[one.school_id][1], one.first_day, one.last_day, one.kind, clean_text(one.reason), one.stops_clock)
            for one in ordered
        ]

    def staff_rows(self, named: set[str]) -> list[Row]:
        """The host's staff, the staff of partners who are named here, and under no school whoever else is named."""
        people = people_by_address(sorted(named))
        current = Staff.objects.current().filter(school__in=self.schools).select_related("user")
        order = {school.pk: position for position, school in enumerate(self.schools)}
        staff = sorted(
            (
                one
                for one in current.prefetch_related("roles")
                if one.school_id == self.school.pk or one.user.email in people
            ),
            key=lambda one: (order[one.school_id], one.user.email),
        )
        outside = sorted(people.keys() - {one.user.email for one in staff})
        rows = [self._staff_row(one) for one in staff]
        return rows + [("", email, *_names(people[email]), "", "", "", None) for email in outside]

    def _staff_row(self, one: Staff) -> Row:
        roles = {row.role for row in one.roles.all()}
        told = ";".join(role for role in ("leader", "teacher", "support") if role in roles)
        school = next(school.slug for school in self.schools if school.pk == one.school_id)
        own = (clean_text(one.grades), one.teaching_since) if self.reader is None else ("", None)
        return (school, one.user.email, *_names(one.user), told, clean_text(one.subjects), *own)

    def community_row(self, one: Community) -> Row:
        stored = {
            "target_weeks": one.target_weeks,
            "limit_weeks": one.limit_weeks,
            "minimum_per_year": one.minimum_per_year,
            "gap_weeks": one.gap_weeks,
        }
        usual = rhythm_of(one.regime)
        numbers = [getattr(usual, name) if number is None else number for name, number in stored.items()]
        partners = sorted(partner.slug for partner in one.partners.all() if partner.pk != self.school.pk)
        assignment = clean_lines(join_answers(*map(clean_lines, (one.purpose, one.contribution, one.task))))
        return (
            self.codes[one.pk],
            self.school.slug,
            ";".join(partners),
            clean_text(one.name) or self.codes[one.pk],
            one.variant,
            one.regime,
            *numbers,
            one.started_on,
            one.ended_on,
            assignment,
            one.form.code if one.form and one.form.school_id == self.school.pk else "",
            one.form_version or None,
            *(one.stage, one.is_open, clean_lines(one.falls_away), one.in_lesson_time),
            *self._pace(one),
        )

    def _pace(self, one: Community) -> Row:
        """How long reminders wait, and why: the group's own choice, which its leader does not see."""
        if self.reader is not None:
            return (None, None, None, "")
        return (one.overdue_wait or None, one.help_wait or None, one.leader_wait or None, clean_text(one.wait_reason))

    def pause_rows(self) -> list[Row]:
        found = Pause.objects.filter(community__school=self.school)
        return sorted(
            ((self.codes[one.community_id], one.first_day, one.last_day, clean_text(one.reason)) for one in found),
            key=str,
        )

    def member_rows(self) -> list[Row]:
        found = Membership.objects.filter(community__school=self.school).select_related("user")
        rows = {
            (self.codes[one.community_id], one.user.email, one.role, one.joined_on, one.left_on, one.until)
            for one in found
        }
        return sorted(rows, key=lambda row: (row[0], row[3], row[1], str(row[4]), row[2], str(row[5])))

    def meeting_rows(self) -> list[Row]:
        rows = [self._meeting_row(one) for one in self.meetings.values()]
        return sorted(rows, key=lambda row: (row[0], row[1], row[3]))

    def _meeting_row(self, one: Meeting) -> Row:
        noted = getattr(one, "noted", None) if self.reader is None else None
        note = clean_lines(noted.note) if noted else ""
        code = self.codes[one.community_id]
        return (code, local(one.starts_at), one.minutes, one.status, clean_text(one.place), note, one.in_lesson_time)

    def _hours(self) -> dict[int, tuple[str, datetime]]:
        """Community code and moment of every meeting that is told, by id of the meeting."""
        return {one.pk: (self.codes[one.community_id], local(one.starts_at)) for one in self.meetings.values()}

    def attendance_rows(self) -> list[Row]:
        hours = self._hours()
        found = Attendance.objects.filter(meeting__community__school=self.school)
        told = found.values_list("meeting", "user__email", "is_present").iterator()
        rows = {(*hours[meeting], email): is_present for meeting, email, is_present in told if meeting in hours}
        return [(*key, rows[key]) for key in sorted(rows)]

    def subtask_rows(self) -> list[Row]:
        hours = self._hours()
        found = Subtask.objects.filter(meeting__community__school=self.school, dropped_on=None).select_related("owner")
        rows = {
            (
                *hours[one.meeting_id],
                clean_text(one.text) or NO_ANSWER,
                one.owner.email if one.owner else "",
                one.due_on,
                one.done_on,
            )
            for one in found
            if one.meeting_id in hours
        }
        return sorted(rows, key=lambda row: tuple(str(cell) for cell in row))


def comparable_moment(moment: datetime) -> datetime:
    """A moment to the minute, as it is read again."""
    return moment.astimezone(LOCAL_ZONE).replace(second=0, microsecond=0)


def local(moment: datetime) -> datetime:
    """The wall clock of a moment, to the minute."""
    return comparable_moment(moment).replace(tzinfo=None)


def _one_an_hour(meetings: Iterable[Meeting]) -> Iterator[tuple[tuple[object, ...], Meeting]]:
    """Meetings by community, moment and whether they were called off: a workbook knows one of each.

    Of two that share all three the held one counts, then the longer.
    """
    ranked = sorted(meetings, key=lambda one: (one.status == Meeting.Status.HELD, one.minutes, -one.pk))
    for one in ranked:
        yield (one.community_id, local(one.starts_at), one.status == Meeting.Status.CANCELLED), one


def _texts(*texts: str) -> tuple[str, ...]:
    return tuple(clean_text(text) for text in texts)


def _names(person: User) -> tuple[str, ...]:
    return _texts(person.first_name, person.prefix, person.last_name)
