"""The year strip: a school year as a line, drawn from dates and numbers. Pure: path data out, no markup, no words.

One calendar day is one unit wide and the strip is 24 units high; the SVG is stretched to its place. Dots are lines of
no length with round caps, so that one path holds all dots of a size and they stay round at any width.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

HEIGHT = 24
# A dot grows with the length of the meeting: below two hours short, above three hours long (R75).
LONG_FROM = 181
NORMAL_FROM = 120

Span = tuple[date, date]
Meetings = Sequence[Sequence[object]]  # as stored: [iso day, minutes, "h" for held or "p" for planned]


@dataclass(frozen=True, slots=True)
class Dots:
    """Path data of the meetings on a strip: held ones by size, and planned ones."""

    short: str
    normal: str
    long: str
    planned: str


@dataclass(frozen=True, slots=True)
class YearScale:
    """A school year from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Width of the strip in days."""
        return self.last.toordinal() - self.first.toordinal() + 1

    def areas(self, spans: Iterable[Span], *, top: int = 0, height: int = HEIGHT) -> str:
        """Whole days from edge to edge, cut off at the ends of the year: holidays, pauses, the window."""
        parts = []
        for first, last in spans:
            left = max(first, self.first).toordinal() - self.first.toordinal()
            width = min(last, self.last).toordinal() - self.first.toordinal() - left + 1
            if width > 0:
                parts.append(f"M{left} {top}h{width}v{height}h-{width}z")
        return "".join(parts)

    def window(self, opens: date | None, due: date | None) -> str:
        """The band in which the next meeting is well placed."""
        return self.areas([(opens, due)], top=4, height=16) if opens and due else ""

    def line(self, day: date) -> str:
        """A day as an upright line through its middle; empty outside the year."""
        return f"M{self._middle(day)} 0v{HEIGHT}" if self.first <= day <= self.last else ""

    def places(self, days: Iterable[date]) -> str:
        """The last feasible days of the remaining meetings: the first as an upright line, the others as short marks."""
        inside = [self._middle(day) for day in days if self.first <= day <= self.last]
        return "".join(f"M{x} {'4v16' if turn == 0 else '8v8'}" for turn, x in enumerate(inside))

    def dots(self, meetings: Meetings) -> Dots:
        """The meetings of this year, by kind and size; those of other years are left out."""
        paths: dict[str, list[str]] = {"short": [], "normal": [], "long": [], "planned": []}
        base = self.first.toordinal()
        width = self.days
        for day, minutes, kind in meetings:
            index = date.fromisoformat(str(day)).toordinal() - base
            if 0 <= index < width:
                paths["planned" if kind == "p" else size_of(minutes)].append(f"M{index}.5 12h0")
        return Dots(*map("".join, paths.values()))

    def months(self) -> Iterator[tuple[date, str]]:
        """The months of the year, each with the place of its first day as a percentage of the width."""
        day = self.first
        while day <= self.last:
            yield day, f"{100 * (day - self.first).days / self.days:.2f}%"
            day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)

    def _middle(self, day: date) -> str:
        return f"{day.toordinal() - self.first.toordinal()}.5"


def size_of(minutes: object) -> str:
    """short, normal or long: how large the dot of a meeting is. An unknown length is normal."""
    if not isinstance(minutes, int):
        return "normal"
    return "long" if minutes >= LONG_FROM else "normal" if minutes >= NORMAL_FROM else "short"
