"""How much an attacker learns of a pulse who should learn nothing: `python -m tests.measure.pulse_attack --groups 60`.

A reads the whole database but the tables of tickets and keys: before each answer, after it, and after closing, in the
order in which the rows lie there. She knows who was at a computer when. B reads all screens (`pulse_screens`). Prints
one line of figures; `--twin` takes the care away, and must be caught.
"""

import argparse
import json
import os
import random
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from unittest import mock

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()

from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from communities.actions import leave_community
from communities.models import Community, Membership
from pulse.actions import Slip, box, close_round, open_round
from pulse.models import Ballot, Finding, Round, Ticket
from pulse.statements import statements
from schools.models import User
from tests.factories import CommunityFactory, MembershipFactory, open_school, staff_member
from tests.measure.pulse_screens import measure as measure_screens

HIDDEN = {"pulse_ticket", "pulse_roundkey"}  # not the attacker's
FIRST = datetime(2026, 9, 7, 9, tzinfo=UTC)
WEEKS_APART = timedelta(weeks=8)
Dump = dict[str, list[tuple[object, ...]]]


@dataclass
class Tally:
    """`right` of `tried` links by each way of guessing, with what chance alone gives; `traces`: rows elsewhere that
    changed with an answer; `told`: pages that did; `left`: rows of the box after closing."""

    tried: dict[str, int] = field(default_factory=dict)
    right: dict[str, int] = field(default_factory=dict)
    chance: dict[str, float] = field(default_factory=dict)
    traces: int = 0
    told: int = 0
    left: int = 0

    def add(self, way: str, *, is_right: bool, chance: float) -> None:
        self.tried[way] = self.tried.get(way, 0) + 1
        self.right[way] = self.right.get(way, 0) + is_right
        self.chance[way] = self.chance.get(way, 0) + chance

    def gains(self) -> dict[str, float]:
        """Percentage points better than chance."""
        return {way: round(100 * (self.right[way] - self.chance[way]) / tried, 1) for way, tried in self.tried.items()}


def dump() -> Dump:
    """Every table that the attacker reads, rows as they lie."""
    found: Dump = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in HIDDEN:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                found[table] = [tuple(row) for row in cursor.fetchall()]
    return found


def ballots_in(dumped: Dump) -> list[dict[str, object]]:
    columns = [one.column for one in Ballot._meta.concrete_fields]
    with connection.cursor() as cursor:
        real = [one.name for one in connection.introspection.get_table_description(cursor, "pulse_ballot")]
    assert set(columns) == set(real)
    return [dict(zip(real, row, strict=True)) for row in dumped["pulse_ballot"]]


def changed_elsewhere(before: Dump, after: Dump) -> int:
    return sum(
        sorted(map(repr, before[table])) != sorted(map(repr, after[table]))
        for table in before
        if table != "pulse_ballot"
    )


def moment_of(sealed: str) -> int:
    """What a seal tells of its moment, in the clear."""
    return int.from_bytes(urlsafe_b64decode(sealed)[1:9])


class Town:
    """One group in six rounds; people answer by the web in a random order, some leave, some join."""

    def __init__(self, rng: random.Random, tally: Tally) -> None:
        self.rng, self.tally = rng, tally
        self.school = open_school()
        self.leader = staff_member(self.school, "leader")
        self.group: Community = CommunityFactory(school=self.school, started_on=date(2026, 9, 1))
        for _ in range(rng.randint(4, 8)):
            MembershipFactory(community=self.group)
        self.coach = MembershipFactory(community=self.group, role="coach").user

    def members(self) -> list[User]:
        rows = Membership.objects.current().filter(community=self.group, role="member").select_related("user")
        return [one.user for one in rows.order_by("pk")]

    def one_round(self, number: int) -> None:
        now = FIRST + number * WEEKS_APART
        opened = self.opened(now)
        people, alike = self.rng.sample(self.members(), len(self.members())), self.rng.random() < 0.15
        answering = [one for one in people if self.rng.random() < 0.85]
        labels = {one.user_id: box.label_of(one.secret) for one in Ticket.objects.filter(round=opened)}
        for place, person in enumerate(answering):
            seen = [] if place else self.screens(opened)
            self.watch(opened, person, labels[person.pk], is_alike=alike)
            self.tally.told += not place and self.screens(opened) != seen
        self.look_at_rows(answering, labels)
        self.finish(opened, now)

    def opened(self, now: datetime) -> Round:
        with mock.patch("pulse.pace.refusal", return_value=None):
            opened = open_round(community=self.group, has_comments=True, by=self.coach, now=now)
        Round.objects.filter(pk=opened.pk).update(closes_on=date.max)
        return opened

    def watch(self, opened: Round, person: User, label: str, *, is_alike: bool) -> None:
        """Read all, let one person answer, read all again: which ballot was it?"""
        before = dump()
        client = signed_in(person)
        quiet = dump()  # with her session
        form = {one.code: "4" if is_alike else str(self.rng.randint(0, 5)) for one in statements("nl")}
        form |= {"purpose_3": "4", "comment": "x" * self.rng.randint(0, 300)}
        assert client.post(reverse("pulse:answer", args=[opened.pk]), form).status_code == 302
        after = dump()
        self.tally.traces += changed_elsewhere(quiet, after)
        old = {row["label"]: row for row in ballots_in(before)}
        fresh = [row for row in ballots_in(after) if old.get(row["label"]) != row]
        rows = fresh or ballots_in(after)
        number = len(ballots_in(after))
        guess = self.rng.choice(rows)["label"]
        self.tally.add(
            "difference", is_right=guess == label, chance=1 / max(number, len(Ticket.objects.filter(round=opened)))
        )

    def look_at_rows(self, answering: Sequence[User], labels: dict[int, str]) -> None:
        """One look before closing: do order, id, moment or length of a row tell whose it is?"""
        rows = ballots_in(dump())
        asked = len(labels)
        orders = {
            "row order": rows,
            "id order": sorted(rows, key=lambda row: str(row["key"])),
            "moment": sorted(rows, key=lambda row: moment_of(str(row["sealed"]))),
            "length": sorted(rows, key=lambda row: len(str(row["sealed"]))),
        }
        for way, ordered in orders.items():
            empty = len(ordered) - len(answering)  # untouched ballots would lie first
            for place, person in enumerate(answering):
                guess = ordered[(empty + place) % len(ordered)]["label"]
                self.tally.add(way, is_right=guess == labels[person.pk], chance=1 / asked)
        if len(answering) < asked:
            self.tally.add("number", is_right=len(rows) == len(answering), chance=0)

    def screens(self, opened: Round) -> list[str]:
        """What leader, coach and members are shown, without what differs every time."""
        pages = [reverse("pulse:pulse", args=[self.group.pk]), reverse("pulse:round", args=[opened.pk])]
        found = []
        for person in (self.leader, self.coach, self.members()[0]):
            client = signed_in(person)
            for page in pages:
                answer = client.get(page)
                text = answer.content.decode()
                found.append(f"{answer.status_code} {text[text.find('<main') : text.find('</main>')]}")

        Session.objects.all().delete()
        return [without_token(text) for text in found]

    def finish(self, opened: Round, now: datetime) -> None:
        """Close; nothing may be left. Then somebody may leave, or come."""
        Round.objects.filter(pk=opened.pk).update(closes_on=now.date())
        close_round(pulse_round=opened, now=now + timedelta(days=1))
        after = dump()
        self.tally.left += len(after["pulse_ballot"]) + Ticket.objects.count()
        lengths = {len(one) for one in Finding.objects.exclude(sealed_level="").values_list("sealed_level", flat=True)}
        self.tally.left += max(0, len(lengths) - 1)
        if self.rng.random() < 0.4 and len(self.members()) > 4:
            row = Membership.objects.current().filter(community=self.group, role="member").order_by("?")[0]
            leave_community(membership=row, by=row.user, now=now + timedelta(days=2))
        if self.rng.random() < 0.4:
            MembershipFactory(community=self.group)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def without_token(text: str) -> str:
    start = text.find('name="csrfmiddlewaretoken"')
    while start >= 0:
        end = text.find(">", start)
        text = text[:start] + text[end:]
        start = text.find('name="csrfmiddlewaretoken"')
    return text


@contextmanager
def without_care() -> Iterator[None]:
    """The twin: a ballot appears when somebody answers, is changed alone, and its seal tells the moment."""

    def fill(pulse_round: Round, slips: dict[str, Slip]) -> None:
        key, kept = box.key_of(pulse_round), box.opened(pulse_round)
        Ballot.objects.filter(round=pulse_round).exclude(label__in=slips).delete()
        for label, slip in slips.items():
            if kept.get(label) != slip and not slip.is_empty:
                sealed = Fernet(key).encrypt(box.packed(slip).encode()).decode()
                Ballot.objects.update_or_create(round=pulse_round, label=label, defaults={"sealed": sealed})

    with mock.patch("pulse.actions.box.fill", fill):
        yield


def measure_database(groups: int, rounds: int, seed: int) -> dict[str, object]:
    """The figures of attacker A."""
    rng, tally = random.Random(seed), Tally()
    for _ in range(groups):
        town = Town(rng, tally)
        for number in range(rounds):
            town.one_round(number)
    gains = tally.gains()
    return {
        "database_rounds": groups * rounds,
        "database_links": tally.tried["difference"],
        "database_gains": gains,
        "database_gain": max(gains.values()),
        "database_traces": tally.traces,
        "pages_that_told": tally.told,
        "rows_left": tally.left,
    }


def is_safe(figures: dict[str, object], allowed: float) -> bool:
    """No exact disclosure, no trace, nothing left, and no gain above what is allowed, in percentage points."""
    zero = ("database_traces", "pages_that_told", "rows_left", "screens_exact")
    gains = (float(str(figures.get(name, 0))) for name in ("database_gain", "screens_gain"))
    return not any(figures.get(name) for name in zero) and max(gains) <= allowed


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--groups", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--screens", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--twin", action="store_true")
    given = parser.parse_args()
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    if given.twin:
        with without_care():
            figures = measure_database(given.groups, given.rounds, given.seed)
    else:
        figures = measure_database(given.groups, given.rounds, given.seed) | measure_screens(given.screens, given.seed)
    teardown_databases(old, verbosity=0)
    print(json.dumps(figures | {"safe": is_safe(figures, 6)}))


if __name__ == "__main__":
    main()
