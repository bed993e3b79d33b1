"""The thirteen sections of a yearly report (domain 7.4, U15, SL12), the figures that stand in each of them, and how a
figure is reckoned from the records behind it. Pure: rows in, numbers out; the words stand in `report_words`.

A record is a plain dict, so that it can be frozen as JSON when a report is finished. Nothing in it is a person.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

Record = Mapping[str, Any]
Tables = Mapping[str, Sequence[Record]]
Reckon = Callable[[Sequence[Record]], int | None]


class Kind(Enum):
    """What a cell or a figure holds."""

    TEXT = "text"
    DAY = "day"  # as in ISO 8601
    NUMBER = "number"
    MINUTES = "minutes"  # shown as hours
    YES_NO = "yes_no"  # None: nobody said so
    WORD = "word"  # a code with words of its own


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the records behind a figure."""

    code: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: of which records, and how it follows from them.

    It counts the records with the values of `where` and something in `filled`; with `column` it adds that column up,
    with `special` it is reckoned in a way of its own. None says that it was not measured.
    """

    code: str
    table: str
    where: tuple[tuple[str, Any], ...] = ()
    filled: str = ""
    column: str = ""
    special: Reckon | None = None
    kind: Kind = Kind.NUMBER

    def records(self, rows: Sequence[Record]) -> list[Record]:
        """Those that stand behind the number."""
        return [
            row
            for row in rows
            if all(row[key] == value for key, value in self.where) and (not self.filled or row[self.filled])
        ]

    def reckon(self, rows: Sequence[Record]) -> int | None:
        behind = self.records(rows)
        if self.special:
            return self.special(behind)
        return sum(row[self.column] or 0 for row in behind) if self.column else len(behind)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report; `figures` may be empty: not everything can be counted."""

    code: str
    figures: tuple[Figure, ...] = ()


# --- figures that are no count and no sum -----------------------------------------------------------------------------
def people_hours(rows: Sequence[Record]) -> int:
    """Minutes of everybody together: the length of each meeting times how many were there, where that was noted."""
    return sum(row["minutes"] * (row["present"] or 0) for row in rows)


def told(rows: Sequence[Record]) -> int | None:
    """The number that is told under this name; None where it was not measured, or may not be said."""
    return rows[0]["n"] if rows else None


def usual_days(rows: Sequence[Record]) -> int | None:
    """The school days within which half of the questions to the leader were answered; None below three answers."""
    days = sorted(row["days"] for row in rows if row["days"] is not None)
    return days[(len(days) - 1) // 2] if len(days) >= 3 else None


# --- the records -----------------------------------------------------------------------------------------------------
GROUP = Column("group")
TABLES: dict[str, tuple[Column, ...]] = {
    "groups": (
        *(GROUP, Column("kind"), Column("stage", Kind.WORD), Column("started", Kind.DAY), Column("ended", Kind.DAY)),
        *(Column("members", Kind.NUMBER), Column("schools", Kind.NUMBER), Column("coached", Kind.YES_NO)),
        *(Column("held", Kind.NUMBER), Column("planned", Kind.NUMBER), Column("minutes", Kind.MINUTES)),
        *(Column("task"), Column("focus"), Column("goal"), Column("relieved")),
    ),
    "joined": (GROUP, Column("host"), Column("kind"), Column("own", Kind.NUMBER), Column("held", Kind.NUMBER)),
    "meetings": (
        *(GROUP, Column("day", Kind.DAY), Column("minutes", Kind.MINUTES), Column("present", Kind.NUMBER)),
        Column("in_lessons", Kind.YES_NO),
    ),
    "planned": (GROUP, Column("day", Kind.DAY), Column("minutes", Kind.MINUTES)),
    "people": (Column("what", Kind.WORD), Column("n", Kind.NUMBER)),
    "needs": (Column("what", Kind.WORD), Column("day", Kind.DAY), Column("text")),
    "outcomes": (
        *(GROUP, Column("title"), Column("outcome", Kind.WORD), Column("subject"), Column("reach", Kind.WORD)),
        *(Column("day", Kind.DAY), Column("users", Kind.NUMBER)),
    ),
    "conditions": (
        *(GROUP, Column("condition"), Column("leader_begin", Kind.WORD), Column("leader_end", Kind.WORD)),
        *(Column("group_begin", Kind.WORD), Column("group_end", Kind.WORD)),
    ),
    "requests": (
        *(GROUP, Column("request", Kind.WORD), Column("day", Kind.DAY), Column("outcome_word", Kind.WORD)),
        Column("days", Kind.NUMBER),
    ),
    "steps": (Column("text"), Column("day", Kind.DAY)),
    "health": (Column("what", Kind.WORD), Column("n", Kind.NUMBER)),
    "decisions": (GROUP, Column("decision", Kind.WORD), Column("day", Kind.DAY)),
    "experiments": (GROUP, Column("day", Kind.DAY), Column("until", Kind.DAY)),
    "renewals": (GROUP, Column("day", Kind.DAY), Column("goes_on", Kind.YES_NO)),
}

# --- the sections ----------------------------------------------------------------------------------------------------
EFFECTS = "effects"  # the section with the story of the gains
APPROVAL = "approval"
SECTIONS: tuple[Section, ...] = (
    Section(
        "context",
        (
            Figure("groups", "groups"),
            Figure("joined", "joined"),
            Figure("staff", "people", where=(("what", "staff"),), special=told),
            Figure("taking_part", "people", where=(("what", "own"),), special=told),
        ),
    ),
    Section("vision", (Figure("goals", "groups", filled="goal"),)),
    Section(
        "needs",
        (
            Figure("rounds", "needs", where=(("what", "round"),)),
            Figure("scans", "needs", where=(("what", "scan"),)),
            Figure("notes", "needs", where=(("what", "note"),)),
        ),
    ),
    Section(
        "groups",
        (
            Figure("held", "meetings"),
            Figure("ahead", "planned"),
            Figure("time", "meetings", column="minutes", kind=Kind.MINUTES),
            Figure("members", "people", where=(("what", "members"),), special=told),
            Figure("coached", "groups", where=(("coached", True),)),
        ),
    ),
    Section(
        "products",
        (
            Figure("outcomes", "outcomes"),
            Figure("used", "outcomes", filled="users"),
        ),
    ),
    Section(EFFECTS),
    Section(
        "conditions",
        (
            Figure("looked", "conditions"),
            Figure("leader_begin", "conditions", where=(("leader_begin", "yes"),)),
            Figure("leader_end", "conditions", where=(("leader_end", "yes"),)),
            Figure("group_begin", "conditions", where=(("group_begin", "yes"),)),
            Figure("group_end", "conditions", where=(("group_end", "yes"),)),
            Figure("asked", "requests"),
            Figure("answered", "requests", filled="outcome_word"),
            Figure("answer_days", "requests", special=usual_days),
            Figure("steps", "steps"),
        ),
    ),
    Section(
        "health",
        (
            Figure("measured", "health", where=(("what", "measured"),), special=told),
            Figure("discussed", "health", where=(("what", "discussed"),), special=told),
            Figure("words", "health", where=(("what", "words"),), special=told),
        ),
    ),
    Section(
        "transfer",
        (
            Figure("told_school", "outcomes", where=(("reach", "school"),)),
            Figure("told_all", "outcomes", where=(("reach", "all"),)),
            Figure("decided", "decisions"),
            Figure("embedded", "decisions", where=(("decision", "embed"),)),
        ),
    ),
    Section("beginners"),
    Section(
        "means",
        (
            Figure("inside", "meetings", where=(("in_lessons", True),), column="minutes", kind=Kind.MINUTES),
            Figure("outside", "meetings", where=(("in_lessons", False),), column="minutes", kind=Kind.MINUTES),
            Figure("unsaid", "meetings", where=(("in_lessons", None),), column="minutes", kind=Kind.MINUTES),
            Figure("together", "meetings", special=people_hours, kind=Kind.MINUTES),
            Figure("relieved", "groups", filled="relieved"),
        ),
    ),
    Section(
        "evaluation",
        (
            Figure("trial", "experiments"),
            Figure("renewed", "renewals", where=(("goes_on", True),)),
            Figure("stopped", "decisions", where=(("decision", "stop"),)),
        ),
    ),
    Section(APPROVAL),
)
BY_CODE = {section.code: section for section in SECTIONS}
FIGURES = tuple(figure for section in SECTIONS for figure in section.figures)


def reckoned(tables: Tables) -> dict[str, int | None]:
    """Every figure, by its code."""
    return {figure.code: figure.reckon(tables[figure.table]) for figure in FIGURES}


# --- what may be said of how groups feel (trust 2.5) -----------------------------------------------------------------
FEWEST_GROUPS = 3


def may_be_told(groups: int, *, is_over: bool) -> bool:
    """Whether the school reads how often groups measured: once the year is over, and from three groups on.

    So no number changes while somebody looks, and none speaks of one group.
    """
    return is_over and groups >= FEWEST_GROUPS
