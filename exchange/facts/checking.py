"""What is wrong between the rows of these sheets: references, doubles, days out of order. The database is not asked."""

from collections.abc import Callable, Iterator, Mapping
from datetime import time

from django.utils.translation import gettext as _

from communities.models import WAITS
from exchange.facts import FACTS
from exchange.facts.content import Part
from exchange.facts.spec import PEOPLE, FactRow, Facts, Link, key_of
from exchange.faults import Fault
from exchange.rows import CommunityRow, Workbook

Key = tuple[object, ...]
Tell = Callable[[str, int, str, str, str], Fault]


class FactChecker:
    """`known` are natural keys by sheet; `tell` makes a fault of one of our sheets, in the words of the file."""

    def __init__(
        self, book: Workbook, known: Mapping[str, set[Key]], tell: Tell, name_of: Callable[[str], str]
    ) -> None:
        self.book, self.tell, self.name_of = book, tell, name_of
        self.known = dict(known)
        for facts in FACTS:
            if facts.key:
                keys = {key_of(facts, row.values) for row in book.facts.get(facts.sheet.name, ())}
                self.known[facts.sheet.name] = keys | book.broken.get(facts.sheet.name, set())

    def all(self) -> Iterator[Fault]:
        for community in self.book.communities:
            yield from self._form(community)
            yield from self._waits(community)
        for facts in FACTS:
            rows = self.book.facts.get(facts.sheet.name, ())
            for row in rows:
                yield from self._strangers(facts, row)
                yield from self._backwards(facts, row)
            if facts.key and not facts.may_repeat:
                yield from self._doubles(facts.sheet.name, rows, facts.key)
            for part in facts.parts:
                yield from self._parts(facts, part)
            if facts.one_open:
                waiting = [row for row in rows if row.values[facts.one_open] is None]
                yield from self._doubles(facts.sheet.name, waiting, (facts.root,), column=facts.one_open)

    def _form(self, row: CommunityRow) -> Iterator[Fault]:
        if row.form and (row.school, row.form) not in self.known["SchoolVariants"]:
            what = _("“%(name)s” is not known here.") % {"name": row.form}
            right = _("Use one of sheet “%(sheet)s”, or add it there.") % {"sheet": self.name_of("SchoolVariants")}
            yield self.tell("Communities", row.row, "form", what, right)

    def _waits(self, row: CommunityRow) -> Iterator[Fault]:
        """A softer ladder waits whole weeks, and who is further away never hears first."""
        least = 0
        for name in ("overdue_wait", "help_wait", "leader_wait"):
            days = getattr(row, name) or 0
            if days not in WAITS or days < least:
                allowed = ", ".join(str(wait) for wait in WAITS if wait >= least)
                what = _("A wait of %(days)d school days does not fit here.") % {"days": days}
                yield self.tell("Communities", row.row, name, what, _("Give one of %(days)s.") % {"days": allowed})
            least = max(least, days)

    def _strangers(self, facts: Facts, row: FactRow) -> Iterator[Fault]:
        """A row of a community or school that nobody knows is told of that alone."""
        root = Link(facts.root, {"community": "Communities", "school": "School"}[facts.root], (facts.root,))
        links = [link for link in facts.links if link.columns != root.columns]
        faults = list(self._stranger(facts, row, root)) or [
            fault for link in links for fault in self._stranger(facts, row, link)
        ]
        yield from faults

    def _stranger(self, facts: Facts, row: FactRow, link: Link) -> Iterator[Fault]:
        key, sheet = tuple(row.values[name] for name in link.columns), "Staff" if link.to == PEOPLE else link.to
        if key[-1] in (None, "") or sheet in self.book.unread or key in self.known.get(link.to, set()):
            return
        column = link.columns[-1]
        what = _("“%(name)s” is not known here.") % {"name": shown(key[-1])}
        right = _("Use one of sheet “%(sheet)s”, or add it there.") % {"sheet": self.name_of(sheet)}
        yield self.tell(facts.sheet.name, row.row, column, what, right)

    def _parts(self, facts: Facts, part: Part) -> Iterator[Fault]:
        rows, known = self.book.facts.get(part.sheet.name, ()), self.known[facts.sheet.name]
        for row in rows:
            if facts.sheet.name not in self.book.unread and key_of(facts, row.values) not in known:
                what = _("“%(name)s” is not known here.") % {"name": " ".join(map(str, key_of(facts, row.values)))}
                right = _("Use one of sheet “%(sheet)s”, or add it there.") % {"sheet": self.name_of(facts.sheet.name)}
                yield self.tell(part.sheet.name, row.row, facts.key[-1], what, right)
        yield from self._doubles(part.sheet.name, rows, (*facts.key, part.sheet.columns[len(facts.key)].name))

    def _backwards(self, facts: Facts, row: FactRow) -> Iterator[Fault]:
        for first, last in facts.spans:
            day = row.values[first]
            if isinstance(day, time) and row.values[last] <= day:
                what = _("The end is not after the begin, %(begin)s.") % {"begin": f"{day:%H:%M}"}
                yield self.tell(facts.sheet.name, row.row, last, what, _("Give a later time."))
            elif None not in (day, row.values[last]) and row.values[last] < day:
                what = _("The last day is before the first, %(day)s.") % {"day": day}
                yield self.tell(facts.sheet.name, row.row, last, what, _("Give a day from %(day)s on.") % {"day": day})

    def _doubles(
        self, sheet: str, rows: "list[FactRow] | tuple[FactRow, ...]", key: tuple[str, ...], *, column: str = ""
    ) -> Iterator[Fault]:
        seen: dict[Key, int] = {}
        for row in rows:
            first = seen.setdefault(tuple(row.values[name] for name in key), row.row)
            if first != row.row:
                what = _("The same stands in row %(row)d.") % {"row": first}
                if column:
                    what = _("Row %(row)d is still open too.") % {"row": first}
                yield self.tell(sheet, row.row, column or key[-1], what, _("Keep one of the two."))


def shown(value: object) -> str:
    """A value of a key in words."""
    return f"{value:%Y-%m-%d %H:%M}" if hasattr(value, "hour") else str(value)


def broken_keys() -> dict[str, tuple[str, ...]]:
    """The columns by which other rows refer to one, by sheet."""
    return {facts.sheet.name: facts.key for facts in FACTS if facts.key}
