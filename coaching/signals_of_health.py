"""Nine signals of how a group is doing (domain 4.3, R71, R72, R78). Pure: facts in, codes and numbers out.

A signal is a guess with what it rests on and a question to talk about: quiet, worth a look, or not known yet. There is
no score, no order by how bad it is, and no person in it. Words stand in `coaching.signal_words`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from statistics import median_low

from coaching.health_facts import Facts

QUIET, LOOK, UNKNOWN = "quiet", "look", "unknown"
CODES = ("rhythm", "length", "between", "continuity", "balance", "pulse", "conditions", "sharing", "coach")
LATEST = 3  # meetings over which lengths are taken together, and after which something not done is worth a look
FEW = 2  # with fewer held meetings nothing is said of lengths and of the time between
ASKED = 3  # subtasks whose day has come, before their share says anything
OPEN_DAYS = 60  # school days that a condition may stay open
WAIT_DAYS = 5  # school days that a question for help may wait
TALK_DAYS = timedelta(days=28)  # without a meeting in between
PASSING = ("done", "dropped", "ahead", "tried")  # what a group does of itself wakes nothing that rests
COUNTS_ON = ("nothing", "far")  # said with a number of meetings, which grows by itself


# --- what is said ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of evidence: what, when, how much; `meeting` is the id of a meeting, `code` of a condition."""

    what: str
    day: date | None = None
    number: int | None = None
    meeting: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """`said` names the sentence, `numbers` are put into it."""

    code: str
    state: str
    said: str
    facts: tuple[Fact, ...] = ()
    numbers: tuple[int, ...] = ()

    @property
    def evidence(self) -> str:
        """A digest of what it rests on: the same as long as nothing changed that it asks about."""
        facts = tuple(fact for fact in self.facts if fact.what not in PASSING)
        numbers = () if self.code == "between" or self.said in COUNTS_ON else self.numbers
        return sha256(repr((self.code, self.said, facts, numbers)).encode()).hexdigest()


def signals_of(facts: Facts) -> tuple[Signal, ...]:
    """The nine, always in the same order."""
    return tuple(RULES[code](facts) for code in CODES)


def known(*facts: Fact) -> tuple[Fact, ...]:
    """Only what there is."""
    return tuple(fact for fact in facts if fact.day is not None or fact.number)


def rhythm(facts: Facts) -> Signal:
    """R57, R71: the rhythm that the group chose."""
    seen = facts.rhythm
    found = known(Fact("last", seen.last_on), Fact("due", seen.due_on), Fact("next", seen.next_on))
    if not seen.is_known:
        return Signal("rhythm", UNKNOWN, "no_calendar")
    if seen.state in ("paused", "inactive"):
        return Signal("rhythm", QUIET, "rests")
    if seen.state in ("overdue", "stalled"):
        return Signal("rhythm", LOOK, seen.state, found)
    if seen.last_on is None and seen.next_on is None:
        return Signal("rhythm", UNKNOWN, "never_met", found)
    return Signal("rhythm", QUIET, "plan_now" if seen.state == "plan_now" else "on_track", found)


def length(facts: Facts) -> Signal:
    """R58: a soft hint, over three meetings together."""
    seen = facts.length
    latest = seen.held[:LATEST]
    found = tuple(Fact("took", day, minutes, pk) for pk, day, minutes in latest)
    if seen.usual is None:
        return Signal("length", QUIET, "free", found)
    if len(latest) < FEW:
        return Signal("length", UNKNOWN, "few", found)
    middle, (low, high) = median_low(minutes for _pk, _day, minutes in latest), seen.usual
    if low <= middle <= high:
        return Signal("length", QUIET, "usual", found, (middle, low, high))
    return Signal("length", LOOK, "short" if middle < low else "long", found, (middle, low, high))


def between(facts: Facts) -> Signal:
    """R72: time to do and to try out what was agreed."""
    seen = facts.between
    found = known(
        Fact("done", None, seen.done),
        Fact("dropped", None, seen.dropped),
        Fact("late", None, seen.late),
        Fact("ahead", None, seen.ahead),
        Fact("tried", seen.last_try_on, seen.try_outs),
    )
    closed, asked = seen.done + seen.dropped, seen.done + seen.dropped + seen.late
    if seen.held < FEW:
        return Signal("between", UNKNOWN, "young", found)
    if asked >= ASKED and closed * 2 < asked:
        return Signal("between", LOOK, "open", found, (closed, asked))
    if not found:
        return (
            Signal("between", QUIET, "free") if seen.is_free else Signal("between", LOOK, "nothing", (), (seen.held,))
        )
    said = ("used" if asked else "tried") if seen.try_outs else ("no_try_outs" if asked else "ahead")
    return Signal("between", QUIET, said, found, (closed, asked, seen.try_outs))


def continuity(facts: Facts) -> Signal:
    """R46: a group needs the same people for some time."""
    seen = facts.people
    if seen.is_open:
        return Signal("continuity", QUIET, "open")
    if seen.since is None:
        return Signal("continuity", UNKNOWN, "young")
    changes = seen.joined + seen.left
    counted = known(Fact("joined", None, seen.joined), Fact("left", None, seen.left))
    found = (Fact("then", seen.since, seen.then), *counted)
    if changes >= FEW and changes * 3 > seen.then:
        return Signal("continuity", LOOK, "changed", found, (changes, seen.then))
    return Signal("continuity", QUIET, "few" if changes else "same", found, (changes, seen.then))


def balance(facts: Facts) -> Signal:
    """R76-R78: what a group wants, and what its time goes to."""
    seen = facts.balance
    if not seen.wanted:
        return Signal("balance", QUIET, "not_asked")
    if seen.drift:
        drift = seen.drift
        found = (Fact("from", drift.first), Fact("upto", drift.last))
        return Signal("balance", LOOK, "drift", found, (drift.design, drift.total, drift.wanted))
    if not seen.has_evidence:
        return Signal("balance", UNKNOWN, "little")
    return Signal("balance", QUIET, "designs", known(Fact("upto", seen.upto)))


def pulse(facts: Facts) -> Signal:
    """R79-R85: that the group talked about it; never how it lies."""
    seen = facts.pulse
    found = known(Fact("closed", seen.closed_on), Fact("talked", seen.talked_on))
    if seen.closed_on is None or not seen.is_enough:
        if seen.talked_on:
            return Signal("pulse", QUIET, "talked", found)
        return Signal("pulse", UNKNOWN, "none" if seen.closed_on is None else "few", found)
    if seen.talked_on and seen.talked_on >= seen.closed_on:
        return Signal("pulse", QUIET, "talked", found)
    if seen.held_since or facts.today - seen.closed_on >= TALK_DAYS:
        return Signal("pulse", LOOK, "not_talked", found)
    return Signal("pulse", QUIET, "soon", found)


def conditions(facts: Facts) -> Signal:
    """R41, R60-R70: what the group said is missing, and that stays so."""
    seen = facts.conditions
    if seen.reviewed_on is None:
        return Signal("conditions", UNKNOWN, "none")
    old = [(since, code) for since, days, code in seen.open_since if days > OPEN_DAYS]
    found = (Fact("reviewed", seen.reviewed_on), *(Fact("open", since, code=code) for since, code in sorted(old)))
    if old:
        return Signal("conditions", LOOK, "open", found, (len(old),))
    return Signal("conditions", QUIET, "young" if seen.open_since else "fine", found, (len(seen.open_since),))


def sharing(facts: Facts) -> Signal:
    """R16, R41: colleagues know what the group is doing."""
    seen = facts.sharing
    found = known(Fact("updated", seen.updated_on), Fact("published", seen.published_on))
    if found:
        return Signal("sharing", QUIET, "shared", found)
    if seen.held < LATEST:
        return Signal("sharing", UNKNOWN, "young")
    return Signal("sharing", LOOK, "nothing", (), (seen.held,))


def coach(facts: Facts) -> Signal:
    """R61-R70: whether coach and group find each other."""
    seen = facts.contact
    found = known(
        Fact("asked", seen.asked_on),
        Fact("helped", seen.helped_on),
        Fact("offered", seen.offered_on),
        Fact("present", seen.present_on),
    )
    if seen.asked_on and seen.waiting > WAIT_DAYS:
        return Signal("coach", LOOK, "waits", found)
    if not seen.has_coach:
        return Signal("coach", QUIET, "none", found)
    if seen.held_since >= LATEST:
        return Signal("coach", LOOK, "far", found, (seen.held_since,))
    if not any((seen.helped_on, seen.offered_on, seen.present_on)):
        return Signal("coach", UNKNOWN, "young", found)
    return Signal("coach", QUIET, "near", found)


RULES: dict[str, Callable[[Facts], Signal]] = {
    "rhythm": rhythm,
    "length": length,
    "between": between,
    "continuity": continuity,
    "balance": balance,
    "pulse": pulse,
    "conditions": conditions,
    "sharing": sharing,
    "coach": coach,
}
