"""What a group may decide about where it stands (R34, R35), and when its members are asked again. Pure."""

from collections.abc import Iterable
from datetime import date

EMBED, EXTEND, CHANGE, STOP = "embed", "extend", "change", "stop"
SHOWN_FROM = 4  # answers: in a smaller group a sum says who said what


def open_kinds(stage: str, *, has_experiment: bool, is_extended: bool) -> tuple[str, ...]:
    """The decisions that make sense now, in the order of the page; a proposal has nothing to decide yet."""
    if has_experiment:
        return (EMBED, CHANGE, STOP) if is_extended else (EMBED, EXTEND, CHANGE, STOP)
    return {"running": (EMBED, STOP), "experiment": (EMBED, STOP), "embedded": (STOP,)}.get(stage, ())


def is_renewal_due(last: date | None, *, year_begins: date | None) -> bool:
    """Whether the members were not asked yet in the school year that began on `year_begins`.

    `last` is the day on which they were asked last, or on which the group was embedded.
    """
    return year_begins is not None and (last is None or last < year_begins)


def sum_of(voices: Iterable[bool], *, members: int) -> tuple[int, int] | None:
    """How many want to go on and how many rather not; None until every member of a group of four or more has answered.

    Sooner, or in a smaller group, the sum would say who said what.
    """
    said = list(voices)
    if len(said) < max(members, SHOWN_FROM):
        return None
    return sum(said), len(said) - sum(said)
