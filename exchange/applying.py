"""A workbook becomes rows: everything or nothing, never a deletion. Bulk throughout; 200,000 rows are taken in minutes.

With a `host` it is a leader's own import: only her school, nobody is enrolled (an invitation instead), and what an
existing group wrote itself is left alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from communities.actions import announce_imported
from communities.models import Community, Partnership
from exchange.community_rows import CommunityRows
from exchange.facts import AFTER_COMMUNITIES, BEFORE_COMMUNITIES, FACTS
from exchange.facts.spec import PEOPLE, Names
from exchange.facts.taking import FactRows
from exchange.layout import SHEETS
from exchange.matching import Tally, differences
from exchange.meeting_rows import MeetingRows
from exchange.rows import StaffRow, Workbook
from exchange.school_rows import SchoolRows
from meetings.rhythm import refresh_cadence, touched_by_schools
from schools import audit
from schools.models import School, Staff, User
from schools.roster import Entry, apply_differences, compare, find_or_make_people, people_by_address

Report = Callable[[str], None]


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
        told = [sheet for sheet in SHEETS if not sheet.is_optional or book.rows_of(sheet.name)]
        self.tallies = {sheet.name: Tally() for sheet in told}
        self.founded = SchoolRows(book, self.tallies, by=by, now=now, host=host)
        self.names = Names()
        self.facts = FactRows(book, self.names, self.tallies, today=self.today, is_for_leader=host is not None)
        self.people: dict[str, User] = {}
        self.leaders: list[str] = []

    def run(self) -> None:
        steps = (
            self.take_schools,
            self.take_staff,
            self.take_communities,
            self.take_people,
            self.take_members,
            self.take_meetings,
            self.take_facts,
        )
        for step in steps:
            self.report(step.__name__)
            step()

    def finish(self) -> None:
        """The stored rhythm of everything touched, and the trace."""
        touched = touched_by_schools([school.pk for school in self.schools.values()])
        self.report("refresh")
        refresh_cadence(community_ids=touched.values_list("pk", flat=True), today=self.today)
        announce_imported(memberships=self.groups.imported, now=self.now)
        for slug in sorted(self.own):
            audit.record(
                by=self.by,
                verb="import_workbook",
                target=f"school:{self.schools[slug].pk}",
                at=self.now,
                created={sheet: tally.created for sheet, tally in self.tallies.items()},
                updated={sheet: tally.updated for sheet, tally in self.tallies.items()},
            )

    def take_schools(self) -> None:
        self.founded.take_schools()
        self.founded.take_closures()
        self.founded.take_quiet_periods()
        for slug, school in self.schools.items():
            self.names.add("School", school.pk, (slug,))
        self.facts.school_ids = self.founded.own_ids()
        self.facts.roots["school"] = {self.host.slug} if self.host else self.own

    @property
    def schools(self) -> dict[str, School]:
        return self.founded.schools

    @property
    def own(self) -> set[str]:
        return self.founded.own

    # --- people ------------------------------------------------------------------------------------------------------
    def take_staff(self) -> None:
        rows = self.book.staff
        lists: dict[School, list[Entry]] = {}
        # A partner that a leader adds is a name: who works there is told by its own leader.
        own = {self.host.slug} if self.host else self.own
        for row in self.founded.of_schools("Staff", [row for row in rows if row.school], lambda row: row.school, own):
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
        for email, person in self.people.items():
            self.names.add(PEOPLE, person.pk, (email,))
        if is_command:
            self._take_own_words()
        self.tallies["Staff"].created += len(guests - known.keys())
        self.tallies["Staff"].unchanged += len(guests & known.keys())

    def _take_own_words(self) -> None:
        """What people told of themselves; a leader never fills that in for somebody."""
        names = self.book.told_by("Staff", ("grades", "teaching_since"))
        told = {(row.school, row.email): row for row in self.book.staff if row.school in self.own}
        changed = []
        for staff in Staff.objects.filter(school__in=self.founded.own_ids()).select_related("school", "user"):
            row = told.get((staff.school.slug, staff.user.email))
            different = differences(staff, {name: getattr(row, name) for name in names}) if row else []
            for name in different:
                setattr(staff, name, getattr(row, name))
            changed += [staff] if different else []
        if changed:
            Staff.objects.bulk_update(changed, names, batch_size=500)

    def _named_emails(self) -> Iterator[str]:
        """For a leader only who is asked to join, and who stands in the history of a community that is new."""
        book, is_command = self.book, self.host is None
        yield from (row.email for row in book.staff if is_command)
        yield from (row.email for row in book.members if row.community in self.groups.communities)
        told = self.groups.communities.keys() if is_command else self.groups.started
        yield from (row.email for row in book.attendance if row.community in told)
        yield from (row.owner for row in book.subtasks if row.owner and row.community in told)
        for facts in FACTS:
            yield from self.facts.people(facts)

    # --- communities and what hangs on them --------------------------------------------------------------------------
    def take_communities(self) -> None:
        for facts in BEFORE_COMMUNITIES:
            self.facts.take(facts)
        own = {self.host.slug} if self.host else self.own
        rows = self.founded.of_schools("Communities", self.book.communities, lambda row: row.school, own)
        self.groups = CommunityRows(self.book, self.schools, self.people, self.tallies, self.founded.own_ids())
        self.groups.partners, self.groups.is_for_leader = self._welcome_partners(), self.host is not None
        self.groups.forms = self.names.ids.get("SchoolVariants", {})
        had_any = Community.objects.filter(school__in=self.founded.own_ids()).exists()
        self.groups.take(rows)
        for code, community in self.groups.communities.items():
            self.names.add("Communities", community.pk, (code,))
        self.facts.roots["community"] = self.groups.started if self.host else self.groups.communities.keys()
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
        return {*before, *led, *self.founded.own_ids()}

    def take_members(self) -> None:
        if self.host:
            self.groups.invite(by=self.by, now=self.now)
        else:
            for pk, key in self.groups.take_members().items():
                self.names.add("Members", pk, key)

    # --- meetings ----------------------------------------------------------------------------------------------------
    def take_meetings(self) -> None:
        open_codes = self.groups.started if self.host else self.groups.communities.keys()
        communities = {code: self.groups.communities[code] for code in open_codes}
        rows = MeetingRows(self.book, communities, self.people, self.tallies, self.founded.own_ids(), now=self.now)
        rows.take()
        for (code, moment), meeting in rows.meetings.items():
            self.names.add("Meetings", meeting.pk, (code, moment))

    # --- what hangs on all of these ----------------------------------------------------------------------------------
    def take_facts(self) -> None:
        for facts in AFTER_COMMUNITIES:
            self.facts.take(facts)


def _entry(row: StaffRow) -> Entry:
    return Entry(
        email=row.email,
        first_name=row.first_name,
        prefix=row.prefix,
        last_name=row.last_name,
        roles=row.roles,
        subjects=row.subjects,
    )
