"""What should have been told, judged from how things stand and from the mails that arrived; the outbox is not asked.

The rules are the product's own, asked anew at every moment of fresh facts; what was told is what the mail server got.
(`tests/measure/school_year` judges with rules that share no code.) The outbox is only asked which notices a mail
holds, and then each of their groups must stand in the mail.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from email import message_from_bytes, policy

from communities.models import Community
from communities.notices import open_schools
from dashboard.simulation.sink import Got
from meetings import ladder
from meetings.known import known_on
from meetings.localtime import local_day, local_time
from meetings.reminders import wanted
from notifications.models import Notice
from schools.models import Staff, User

Key = tuple[int, str, str, str]  # recipient, kind, subject, occasion
OPENS, CLOSES = time(7, 30), time(18, 30)
A_WEEK = 5  # mails; then the next waits


@dataclass
class Judge:
    """The books. `told` holds the Message-ID under which each notice came first."""

    told: dict[Key, str] = field(default_factory=dict)
    due: set[Key] = field(default_factory=set)
    true: set[Key] = field(default_factory=set)  # what the rules want, at the last look
    working: set[int] = field(default_factory=set)  # of the people it is for, who has school that day
    allowed: set[Key] = field(default_factory=set)  # what any moment since the last `close` might tell
    owed: dict[Key, datetime] = field(default_factory=dict)
    excused: set[Key] = field(default_factory=set)  # could not be told: the server was down, the address refused
    mails_on: dict[int, list[date]] = field(default_factory=lambda: defaultdict(list))
    copies: Counter[tuple[str, str]] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)  # addresses that the mail server does not take

    def __post_init__(self) -> None:
        self.person_of = dict(User.objects.values_list("email", "pk"))

    # --- what is demanded --------------------------------------------------------------------------------------------
    def look(self, now: datetime) -> None:
        """Ask the rules anew: something happened, or time went by."""
        communities = list(Community.objects.order_by("pk"))
        drafts = [one.draft for one in wanted(known_on(communities, day=local_day(now)), now=now)]
        self.true = {(one.recipient_id, one.kind, one.subject, one.occasion) for one in drafts}
        self.working = self.at_work({key[0] for key in self.true}, local_day(now))
        self.allowed |= self.true

    def demanded(self, now: datetime) -> set[Key]:
        """What this moment owes: true, not told yet, to people who may be told something now."""
        if not OPENS <= local_time(now) <= CLOSES:
            return set()
        day = local_day(now)
        new = {key for key in self.true if key not in self.told and key[0] in self.working}
        return {key for key in new if not self.has_had_enough(key[0], day)}

    def at_work(self, people: Iterable[int], day: date) -> set[int]:
        """Those who work somewhere, and whose schools are all open."""
        if day.weekday() > 4:
            return set()
        schools: dict[int, set[int]] = defaultdict(set)
        rows = Staff.objects.current().filter(user__in=set(people)).values_list("user_id", "school_id")
        for person, school in rows:
            schools[person].add(school)
        is_open = open_schools({school for found in schools.values() for school in found}, day)
        return {person for person, found in schools.items() if found <= is_open}

    def has_had_enough(self, person: int, day: date) -> bool:
        days = self.mails_on[person]
        return day in days or sum(day - timedelta(days=7) < one <= day for one in days) >= A_WEEK

    # --- what arrived ------------------------------------------------------------------------------------------------
    def take(self, mails: Sequence[Got], now: datetime) -> None:
        """Book what the mail server got at this moment."""
        rows = Notice.objects.filter(message_id__in={got.message_id for got in mails})
        held: dict[tuple[int, str], list[Key]] = defaultdict(list)
        for row in rows:
            held[row.recipient_id, row.message_id].append((row.recipient_id, row.kind, row.subject, row.occasion))
        at_work = self.at_work({self.person_of[got.address] for got in mails}, local_day(now))
        for got in mails:
            person = self.person_of[got.address]
            self.copies[got.address, got.message_id] += 1
            if self.copies[got.address, got.message_id] > 1:
                self.counts["doubled, same Message-ID"] += 1
                continue
            self.check_manners(person, now, at_work)
            keys = held[person, got.message_id]
            if not keys or not all(self.stands_in(key, got) for key in keys):
                self.fault("unexplained mails", f"{now} {got.address} {got.message_id} {keys}")
            for key in keys:
                self.book(key, got, now)

    def check_manners(self, person: int, now: datetime, at_work: set[int]) -> None:
        self.counts["mails"] += 1
        day = local_day(now)
        if not OPENS <= local_time(now) <= CLOSES:
            self.fault("outside hours", f"{now} {person}")
        if person not in at_work:
            self.fault("on a closed day", f"{now} {person}")
        if day in self.mails_on[person]:
            self.counts["second mails on a day"] += 1
        self.mails_on[person].append(day)

    def book(self, key: Key, got: Got, now: datetime) -> None:
        if key in self.told:
            self.fault("doubled, new Message-ID", f"{now} {key} {self.told[key]} {got.message_id}")
            return
        self.told[key] = got.message_id
        if key[1] in ladder.KINDS:
            self.due.add(key)
            if key not in self.allowed:
                self.fault("not wanted", f"{now} {key}")
        if self.owed.pop(key, None):
            self.counts["a tick late"] += 1

    def stands_in(self, key: Key, got: Got) -> bool:
        """Whether the mail names what this notice is about; invitations and others have addresses of their own."""
        noun, _colon, number = key[2].partition(":")
        return noun != "community" or f"/communities/{number}/" in text_of(got)

    # --- the balance -------------------------------------------------------------------------------------------------
    def missing(self, now: datetime) -> set[Key]:
        """What this moment owes and can be told: the server is up and takes the address."""
        unreachable = {self.person_of[address] for address in self.refused if address in self.person_of}
        demanded = self.demanded(now)
        self.excused |= {key for key in demanded if key[0] in unreachable}
        return {key for key in demanded if key[0] not in unreachable}

    def close(self, now: datetime, *, is_way_open: bool) -> None:
        """A moment is over: what is still missing is owed, unless nobody could have sent it."""
        missing = self.missing(now)
        if is_way_open:
            self.due |= missing
            for key in missing:
                self.owed.setdefault(key, now)
        else:
            self.excused |= missing
        self.allowed.clear()

    def lost(self) -> list[Key]:
        return sorted(self.owed)

    def fault(self, name: str, text: str) -> None:
        self.counts[name] += 1
        self.faults.append(f"{name}: {text}")
        print(self.faults[-1], file=sys.stderr, flush=True)  # noqa: T201 - beside the result


def text_of(got: Got) -> str:
    message = message_from_bytes(got.content, policy=policy.default)
    body = message.get_body(("plain",))
    return str(body.get_content()) if body else ""
