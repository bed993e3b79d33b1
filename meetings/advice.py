"""Kind advice about moments that a group chose, before they are saved. It warns; nothing here forbids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from communities.models import Community
from communities.variants import VARIANTS
from meetings.actions import YearRow
from meetings.localtime import local_day
from meetings.planning import Planner, Proposal
from meetings.queries import Elsewhere, elsewhere
from meetings.words import CLASHES, REASONS, day_words

TOO_SHORT = {"cycle": 60}  # minutes, by regime; elsewhere see R75


@dataclass(frozen=True, slots=True)
class Advice:
    """One remark: a code of `words.CLASHES` and the sentence that is shown."""

    code: str
    text: str


def advice_on(community: Community, planner: Planner, rows: Sequence[YearRow | None]) -> list[list[Advice]]:
    """For every chosen moment what may speak against it, in one query; None (a line left out) gets no advice."""
    days = [local_day(row.starts_at) for row in rows if row]
    others = elsewhere(community, days)
    found: list[list[Advice]] = []
    for number, row in enumerate(rows):
        if row is None:
            found.append([])
            continue
        beside = [local_day(other.starts_at) for at, other in enumerate(rows) if other and at != number]
        found.append(_advice(community, planner, row, beside, others))
    return found


def _advice(
    community: Community, planner: Planner, row: YearRow, beside: Sequence[date], others: Sequence[Elsewhere]
) -> list[Advice]:
    codes = planner.clashes(local_day(row.starts_at), beside=beside)
    found = [Advice(code, str(CLASHES[code])) for code in codes if code != "double_booked"]
    names = _names_of_clashing(row, others)
    if names:
        who = ", ".join(names)
        found.append(Advice("double_booked", _("%(who)s already has another meeting at that hour.") % {"who": who}))
    shortest = TOO_SHORT.get(community.regime, 120)
    if row.minutes < shortest and row.minutes < VARIANTS[community.variant].minutes:
        found.append(Advice("too_short", str(CLASHES["short_step" if shortest == 60 else "too_short"])))
    return found


def _names_of_clashing(row: YearRow, others: Sequence[Elsewhere]) -> list[str]:
    ends_at = row.starts_at + timedelta(minutes=row.minutes)
    names = [other.name for other in others if other.starts_at < ends_at and row.starts_at < other.ends_at]
    return list(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposed moment as a chip: the value to send, the day and hour in words, and why this day."""

    value: str
    starts_at: datetime
    words: str
    why: str
    is_usual: bool = False


def offers(proposals: Sequence[Proposal], planner: Planner | None = None) -> list[Offer]:
    """Proposals as chips. Without a planner (in the log) every proposal lies in the window that just opened."""
    return [_offer(proposal, planner) for proposal in proposals]


def preferred(chips: Sequence[Offer]) -> str:
    """The value of the chip to begin with: the first on the usual day, else the first, else a moment of one's own."""
    return next((offer.value for offer in (*(one for one in chips if one.is_usual), *chips)), "own")


def _offer(proposal: Proposal, planner: Planner | None) -> Offer:
    codes = []
    if planner:
        rhythm = planner.known.rhythm
        if rhythm.opens_on and rhythm.due_on and rhythm.opens_on <= proposal.day <= rhythm.due_on:
            codes.append("window")
        if planner.weekday is not None and proposal.day.weekday() == planner.weekday:
            codes.append("usual_weekday")
        if "double_booked" in proposal.reasons:
            codes.append("busy")
    return Offer(
        value=f"{proposal.starts_at:%Y-%m-%dT%H:%M}",
        starts_at=proposal.starts_at,
        words=day_words(proposal.starts_at),
        why=", ".join(str(REASONS[code]) for code in codes),
        is_usual="usual_weekday" in codes and "busy" not in codes,
    )
