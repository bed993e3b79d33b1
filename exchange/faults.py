"""What is wrong in a file that somebody brings, said so that she can mend it: where, what, and what would be right."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend. `sheet` and `column` as they stand in the file, empty and `row` 0 where the whole is meant.

    The words are in the language that was active when it was found.
    """

    sheet: str
    row: int
    column: str
    what: str
    would_be_right: str

    @property
    def place(self) -> str:
        """Where to look, in words."""
        parts = [self.sheet]
        if self.row:
            parts.append(_("row %(row)d") % {"row": self.row})
        return ", ".join(part for part in (*parts, self.column) if part)

    def as_line(self) -> str:
        """One line for a terminal."""
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.what} {self.would_be_right}".rstrip()


class Refused(Exception):
    """A file is refused as a whole; `faults` says why. Nothing of it was taken over."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(fault.as_line() for fault in self.faults))


def whole_file(what: str, would_be_right: str) -> Fault:
    """A fault of the file itself."""
    return Fault("", 0, "", what, would_be_right)
