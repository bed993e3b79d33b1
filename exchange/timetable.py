"""A timetable as a school exports it: who teaches when, in a row for each lesson. Taken over wholly or not at all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _

from exchange.columns import plain
from exchange.faults import Fault, Refused, whole_file
from exchange.tables import Line, read_table
from exchange.written import weekday_numbers, written_time
from schools.models import School, Staff

MOST = 20_000  # lessons
PERSON, DAY, FROM, UNTIL = "person", "day", "from", "until"
HEADINGS = {
    PERSON: ("e-mailadres", "e-mail", "mail", "leraar", "leerkracht", "docent", "stamnummer", "personeelsnummer",
             "code", "person", "teacher", "email", "staff number"),
    DAY: ("dag", "weekdag", "day", "weekday"),
    FROM: ("van", "begin", "start", "aanvang", "from", "starts"),
    UNTIL: ("tot", "einde", "eind", "until", "end", "ends"),
}  # fmt: skip

Lesson = tuple[int, int, time, time]  # person, weekday, from, until


@dataclass(frozen=True, slots=True)
class Timetable:
    """Who teaches when, lessons that touch as one."""

    lessons: list[Lesson]
    people: int


def read_timetable(data: bytes, school: School) -> Timetable:
    """Raises Refused with everything that has to be mended, each with its row and column."""
    known = {plain(word): name for name, words in HEADINGS.items() for word in words}
    table = read_table(data, known_headings=frozenset(known), most=MOST)
    columns: dict[str, int] = {}
    for index, heading in enumerate(table.headings):
        columns.setdefault(known.get(plain(heading), ""), index)
    missing = [name for name in HEADINGS if name not in columns]
    if missing:
        raise Refused([no_column(name) for name in missing])
    staff, faults = staff_by(school), []
    lessons: list[Lesson] = []
    for line in table.lines:
        found = lesson_of(line, columns, table.headings, staff)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            lessons.append(found)
    if faults:
        raise Refused(faults)
    merged = joined(lessons)
    return Timetable(merged, len({person for person, *_rest in merged}))


def no_column(name: str) -> Fault:
    words = {PERSON: _("the person"), DAY: _("the day"), FROM: _("the begin"), UNTIL: _("the end")}
    what = _("There is no column for %(what)s.") % {"what": words[name]}
    return whole_file(what, _("Call it “%(name)s”.") % {"name": HEADINGS[name][0]})


def staff_by(school: School) -> dict[str, int]:
    """Who works here, by address and by number."""
    rows = Staff.objects.current().filter(school=school).values_list("user_id", "user__email", "number")
    found = {number.casefold(): user for user, _email, number in rows if number}
    return found | {email.casefold(): user for user, email, _number in rows}


def lesson_of(
    line: Line, columns: Mapping[str, int], headings: Sequence[str], staff: Mapping[str, int]
) -> Lesson | Fault:
    def fault(name: str, what: str, right: str) -> Fault:
        return Fault("", line.number, headings[columns[name]], what, right)

    cell = {name: line.cells[index] for name, index in columns.items() if name}
    person = staff.get(cell[PERSON].casefold())
    if person is None:
        what = _("“%(text)s” works in this school under no such address or number.") % {"text": cell[PERSON][:60]}
        return fault(PERSON, what, _("Use the address or staff number of the staff list."))
    weekday = weekday_numbers().get(plain(cell[DAY]))
    if weekday is None:
        return fault(DAY, _("“%(text)s” is no school day.") % {"text": cell[DAY][:60]}, _("Write Monday to Friday."))
    starts, ends = written_time(cell[FROM]), written_time(cell[UNTIL])
    if starts is None or ends is None:
        name = FROM if starts is None else UNTIL
        what = _("“%(text)s” is no time.") % {"text": cell[name][:60]}
        return fault(name, what, _("Write it as 08:30."))
    if starts >= ends:
        return fault(UNTIL, _("This lesson ends before it begins."), _("Write it as 08:30."))
    return person, weekday, starts, ends


def joined(lessons: Iterable[Lesson]) -> list[Lesson]:
    """Lessons that overlap or follow at once become one stretch."""
    by_day: defaultdict[tuple[int, int], list[tuple[time, time]]] = defaultdict(list)
    for person, weekday, starts, ends in lessons:
        by_day[person, weekday].append((starts, ends))
    found: list[Lesson] = []
    for (person, weekday), hours in sorted(by_day.items()):
        stretches: list[tuple[time, time]] = []
        for starts, ends in sorted(hours):
            if stretches and starts <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], max(ends, stretches[-1][1]))
            else:
                stretches.append((starts, ends))
        found += [(person, weekday, starts, ends) for starts, ends in stretches]
    return found
