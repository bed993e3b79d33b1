"""The middle sheets of a workbook: communities, their partner schools, pauses and members."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from django.db.models import Q

from communities.actions.joining import enqueue_invitations
from communities.models import Community, Invitation, Membership, Partnership, Pause, Regime, SchoolVariant, Stage
from communities.variants import VARIANTS, rhythm_of
from exchange.assignment import split_answers
from exchange.matching import BATCH, Pass, Tally, match, upsert
from exchange.rows import CommunityRow, MemberRow, PauseRow, Workbook
from schools.models import School, User

OTHER_SCHOOL, PAST, ASKED, PARTNER = "other_school", "past_membership", "asked_before", "partner_code"
NUMBERS = ("target_weeks", "limit_weeks", "minimum_per_year", "gap_weeks")


class OfCommunity(Protocol):
    @property
    def community(self) -> str: ...


R = TypeVar("R", bound=OfCommunity)


class CommunityRows:
    """Takes over communities hosted by `schools`; `started` are the codes of those that are new."""

    def __init__(
        self,
        book: Workbook,
        schools: Mapping[str, School],
        people: Mapping[str, User],
        tallies: Mapping[str, Tally],
        school_ids: Collection[int],
    ) -> None:
        self.book, self.schools, self.people, self.tallies = book, schools, people, tallies
        self.school_ids = school_ids
        self.communities: dict[str, Community] = {}
        self.started: set[str] = set()
        self.partners: set[int] | None = None  # ids of the schools that may take part; None for all
        self.forms: Mapping[tuple[object, ...], Any] = {}  # ids by school and code
        self.is_for_leader = False
        self.imported: Sequence[Membership] = ()  # who came in by this workbook

    def take(self, rows: Sequence[CommunityRow]) -> None:
        """The communities of `rows`, with partners and pauses."""
        stored = Community.objects.filter(school__in=self.school_ids)
        key: Pass[CommunityRow, Community] = Pass(
            lambda row: (self.schools[row.school].pk, row.code), lambda one: (one.school_id, one.code)
        )
        pairs, new = match(rows, stored, [key])
        self.started = {row.code for row in new}
        # In a leader's workbook what a group came to since is only that of new groups: it is decided elsewhere.
        values = self._values if self.is_for_leader else self._all_values
        written = upsert(Community, pairs, new, values, self.tallies["Communities"], self._later_values)
        self.communities = {community.code: community for community in written}
        self._take_partners(rows)
        self._take_pauses()

    def _values(self, row: CommunityRow) -> dict[str, object]:
        regime = row.regime or VARIANTS[row.variant].regime
        usual = rhythm_of(regime)
        purpose, contribution, task = split_answers(row.assignment)
        given = {name: getattr(row, name) for name in NUMBERS}
        policy = {name: getattr(usual, name) if number is None else number for name, number in given.items()}
        return {
            "code": row.code,
            "school": self.schools[row.school],
            "name": row.name,
            "variant": row.variant,
            "regime": Regime(regime),
            **policy,
            "started_on": row.started_on,
            "ended_on": row.ended_on,
            "purpose": purpose,
            "contribution": contribution,
            "task": task,
        }

    def _all_values(self, row: CommunityRow) -> dict[str, object]:
        return self._values(row) | self._later_values(row)

    def _later_values(self, row: CommunityRow) -> dict[str, object]:
        """Those of the columns that came later and that this workbook has."""
        values: dict[str, object] = {
            "form": SchoolVariant(pk=self.forms[row.school, row.form]) if row.form else None,
            "stage": row.stage or Stage.RUNNING,
            "is_open": bool(row.is_open),
            "falls_away": row.falls_away,
            "in_lesson_time": row.in_lesson_time,
            "wait_reason": row.wait_reason,
            **{name: getattr(row, name) or 0 for name in ("form_version", "overdue_wait", "help_wait", "leader_wait")},
        }
        told = self.book.told_by("Communities", values)
        return {name: values[name] for name in told if not (self.is_for_leader and "wait" in name)}

    def _take_partners(self, rows: Sequence[CommunityRow]) -> None:
        told = {(self.communities[row.code].pk, self.schools[slug].pk) for row in rows for slug in row.partner_schools}
        wanted = {pair for pair in told if self.partners is None or pair[1] in self.partners}
        self.tallies["Communities"].skipped[PARTNER] += len(told - wanted)
        schools = {school for _community, school in wanted}
        known = set(Partnership.objects.filter(school__in=schools).values_list("community_id", "school_id"))
        Partnership.objects.bulk_create(
            (Partnership(community_id=community, school_id=school) for community, school in sorted(wanted - known)),
            batch_size=BATCH,
        )

    def _take_pauses(self) -> None:
        rows = self._of_communities("Pauses", self.book.pauses)
        stored = Pause.objects.filter(community__school__in=self.school_ids).order_by("pk")
        key: Pass[PauseRow, Pause] = Pass(
            lambda row: (self.communities[row.community].pk, row.first_day),
            lambda pause: (pause.community_id, pause.first_day),
        )
        pairs, new = match(rows, stored, [key])
        upsert(
            Pause,
            pairs,
            new,
            lambda row: {
                "community": self.communities[row.community],
                "first_day": row.first_day,
                "last_day": row.last_day,
                "reason": row.reason,
            },
            self.tallies["Pauses"],
        )

    def take_members(self) -> dict[int, tuple[str, str, date]]:
        """Memberships as they are told, with their dates: for whoever runs the installation, who vouches for them.

        Returns how each is called, by its id; of two that are called the same, the one that runs counts.
        """
        rows = self._of_communities("Members", self.book.members)
        stored = Membership.objects.filter(community__school__in=self.school_ids).order_by("pk")

        def pair(row: MemberRow) -> tuple[int, int]:
            return self.communities[row.community].pk, self.people[row.email].pk

        pairs, new = match(
            rows,
            stored,
            [
                Pass(
                    lambda row: (*pair(row), row.joined_on, row.role, row.left_on),
                    lambda one: (one.community_id, one.user_id, one.joined_on, one.role, one.left_on),
                ),
                Pass(
                    lambda row: (*pair(row), row.joined_on, row.role),
                    lambda one: (one.community_id, one.user_id, one.joined_on, one.role),
                ),
                Pass(
                    lambda row: pair(row) if row.left_on is None else None,
                    lambda one: (one.community_id, one.user_id) if one.left_on is None else None,
                ),
            ],
        )
        # Who left by her own hand does not stand in the group again because a list is older than that.
        gone = [(row, one) for row, one in pairs if row.left_on is None and one.left_on is not None]
        self.tallies["Members"].skipped[PAST] += len(gone)
        lost = {one.pk for _row, one in gone}
        known = [(row, one) for row, one in pairs if one.pk not in lost]
        written = upsert(Membership, known, new, self._member_values, self.tallies["Members"], _as_imported)
        self.imported = written[len(known) :]
        ordered = [*gone, *zip([*(row for row, _one in known), *new], written, strict=True)]
        by_weight = sorted(ordered, key=lambda pair: (pair[1].left_on is not None, -pair[1].pk))
        return {one.pk: (row.community, row.email, row.joined_on) for row, one in by_weight}

    def _member_values(self, row: MemberRow) -> dict[str, object]:
        return {
            "community": self.communities[row.community],
            "user": self.people[row.email],
            "role": row.role,
            "joined_on": row.joined_on,
            "left_on": row.left_on,
            **{name: getattr(row, name) for name in self.book.told_by("Members", ("until",))},
        }

    def invite(self, *, by: User | None, now: datetime) -> None:
        """Nobody is enrolled: who is not in yet is asked, once; who took part before is history of another place."""
        rows = self._of_communities("Members", self.book.members)
        tally = self.tallies["Members"]
        own = Q(community__in=[community.pk for community in self.communities.values()])
        inside = set(Membership.objects.current().filter(own).values_list("community_id", "user_id"))
        asked = set(Invitation.objects.filter(own).values_list("community_id", "user_id"))
        invitations = []
        for row in rows:
            community, user = self.communities[row.community], self.people[row.email]
            if row.left_on:
                tally.skipped[PAST] += 1
            elif (community.pk, user.pk) in inside:
                tally.unchanged += 1
            elif (community.pk, user.pk) in asked:
                tally.skipped[ASKED] += 1
            else:
                invitations.append(
                    Invitation(
                        **{"community": community, "user": user, "role": row.role, "until": row.until},
                        **{"invited_by": by, "created_at": now},
                    )
                )
        enqueue_invitations(Invitation.objects.bulk_create(invitations, batch_size=BATCH), now=now)
        tally.created += len(invitations)

    def _of_communities(self, sheet: str, rows: Sequence[R]) -> list[R]:
        kept = [row for row in rows if row.community in self.communities]
        self.tallies[sheet].skipped[OTHER_SCHOOL] += len(rows) - len(kept)
        return kept


def _as_imported(_row: MemberRow) -> dict[str, object]:
    return {"came_by": Membership.IMPORTED}
