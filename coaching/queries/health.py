"""What the nine signals and the trends rest on, for any number of groups in the same number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery

from coaching.health_facts import Balance, Facts, Length, Rhythm
from coaching.models import HelpRequest, Offer
from coaching.queries import health_parts as parts
from communities.models import Community, Membership, Variant, VariantVersion
from communities.variants import VARIANTS
from conditions.models import ProcessAnswer
from learning.models import Outcome, StakeholderUpdate, TryOut
from meetings import mirror
from meetings.cadence import CYCLE_LENGTHS
from meetings.known import Known, known_on
from meetings.mirror import Spent
from meetings.mirror_page import BACK, spent_by, weights_by
from meetings.models import Attendance, Subtask
from pulse.models import Conversation, Round

HALF_YEAR = timedelta(days=182)
FREE = (Variant.NETWORK, Variant.ONLINE)  # no usual length, and people come and go

Rows = dict[int, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything about one group, for its own people. `begin`: the first day of its school year."""

    community: Community
    known: Known
    begin: date
    spent: Sequence[Spent]
    weights: tuple[int, ...]
    usual: tuple[int, int] | None
    rows: Mapping[str, list[tuple[Any, ...]]]

    @property
    def of_year(self) -> list[Spent]:
        """The held meetings of this school year, the latest first."""
        return [one for one in self.spent if one.day >= self.begin]

    @property
    def is_free(self) -> bool:
        """Whether people come and go in this kind of group, and work as it suits them."""
        return self.community.variant in FREE


def gather(communities: Sequence[Community], *, today: date) -> dict[int, Gathered]:
    """Twenty statements; one more each where a group works in cycles, is online, or is of a form of its school."""
    ids = [community.pk for community in communities]
    spent, weights, usual = spent_by(ids, today=today), weights_by(ids), usual_lengths(communities)
    rows = {name: _by_group(found) for name, found in statements(ids, today=today).items()}
    return {
        known.community.pk: Gathered(
            community=known.community,
            known=known,
            begin=begin_of(known, today),
            spent=spent[known.community.pk],
            weights=weights[known.community.pk],
            usual=usual[known.community.pk],
            rows={name: found[known.community.pk] for name, found in rows.items()},
        )
        for known in known_on(communities, day=today)
    }


def statements(ids: Sequence[int], *, today: date) -> "dict[str, QuerySet[Any, Any]]":
    """One each; the first column is the group."""
    since = today - BACK
    coaches = Membership.objects.current().filter(role=Membership.Role.COACH, community=OuterRef("meeting__community"))
    present = Attendance.objects.filter(Exists(coaches.filter(user=OuterRef("user"))), is_present=True)
    latest = Round.objects.filter(community=OuterRef("community")).exclude(closed_on=None).order_by("-closed_on", "-pk")
    shown = Outcome.objects.filter(community__in=ids, removed_on=None).exclude(reach=Outcome.Reach.GROUP)
    found: dict[str, QuerySet[Any]] = {
        "subtasks": Subtask.objects.filter(meeting__community__in=ids, meeting__day__gt=since),
        "try_outs": TryOut.objects.filter(community__in=ids, noted_on__gt=since),
        "people": Membership.objects.filter(community__in=ids).order_by("pk"),
        "rounds": Round.objects.filter(community__in=ids, pk=Subquery(latest.values("pk")[:1])),
        "talks": Conversation.objects.filter(community__in=ids).order_by("held_on"),
        "conditions": ProcessAnswer.objects.filter(review__community__in=ids).order_by("review__opened_on", "pk"),
        "updates": StakeholderUpdate.objects.filter(community__in=ids, sent_at__gt=parts.moment_of(today - HALF_YEAR)),
        "outcomes": shown.annotate(last_on=Max("versions__on")),
        "help": HelpRequest.objects.filter(community__in=ids),
        "offers": Offer.objects.filter(community__in=ids),
        "present": present.filter(meeting__community__in=ids, meeting__status="held", meeting__day__lte=today),
    }
    return {name: rows.values_list(*COLUMNS[name]) for name, rows in found.items()}


COLUMNS = {
    "subtasks": ("meeting__community_id", "meeting__day", "done_on", "dropped_on", "due_on"),
    "try_outs": ("community_id", "noted_on"),
    "people": ("community_id", "user_id", "role", "joined_on", "left_on"),
    "rounds": ("community_id", "closed_on", "size"),
    "talks": ("community_id", "held_on"),
    "conditions": ("review__community_id", "review__opened_on", "code", "status", "done_on"),
    "updates": ("community_id", "sent_at"),
    "outcomes": ("community_id", "made_on", "last_on"),
    "help": ("community_id", "asked_at", "answered_at", "closed_on"),
    "offers": ("community_id", "made_at"),
    "present": ("meeting__community_id", "meeting__day"),
}


def facts_of(found: Gathered, *, today: date, for_coach: bool) -> Facts:
    """The facts as the group reads them, or as its coach does: one held meeting later in the mirror (R78)."""
    status, days, rows, is_free = found.known.status(), found.known.counted, found.rows, found.is_free
    held = [one.day for one in found.spent]
    length = tuple((one.pk, one.day, one.length) for one in found.spent)
    between = parts.between(rows["subtasks"], rows["try_outs"], begin=found.begin, today=today)
    return Facts(
        today=today,
        rhythm=Rhythm(
            state=status.state,
            is_known=found.known.is_calendar_known,
            last_on=status.last_active_on or status.last_held_on or max(held, default=None),
            due_on=status.due_on,
            next_on=status.planned_next_on,
        ),
        length=Length(length, found.usual),
        between=replace(between, held=len(found.of_year), is_free=is_free),
        people=parts.people(rows["people"], found.community, begin=found.begin, today=today, is_open=is_free),
        balance=balance_of(found, for_coach=for_coach),
        pulse=parts.pulse(rows["rounds"], rows["talks"], held),
        conditions=parts.conditions(rows["conditions"], days, today=today),
        sharing=parts.sharing(rows["updates"], rows["outcomes"], held, since=today - HALF_YEAR),
        contact=parts.contact(rows, found.of_year, days, begin=found.begin, today=today),
    )


def balance_of(found: Gathered, *, for_coach: bool) -> Balance:
    """The mirror as its reader may see it yet."""
    variant, weights = found.community.variant, found.weights
    seen = mirror.seen_by_coach(found.spent) if for_coach else found.spent
    drift = mirror.drift_for_coach if for_coach else mirror.drift_of
    return Balance(
        wanted=mirror.wanted_share(weights, variant),
        has_evidence=mirror.has_evidence(seen),
        drift=drift(found.spent, weights, variant),
        upto=seen[0].day if seen else None,
    )


def begin_of(known: Known, today: date) -> date:
    """The first day of the school year; the first of September where none is known."""
    return known.year.first_day if known.year else date(today.year - (today.month < 9), 9, 1)


def usual_lengths(communities: Sequence[Community]) -> dict[int, tuple[int, int] | None]:
    """Shortest and longest usual minutes of each group: its school's own words, else what practice does; one
    statement."""
    forms = {community.form_id for community in communities if community.form_id}
    versions = VariantVersion.objects.filter(variant__in=forms).values_list("variant_id", "number", "content")
    said = {(form, number): content for form, number, content in versions}
    found = {}
    for community in communities:
        content = said.get((community.form_id or 0, community.form_version), {})
        own = content.get("minutes_low"), content.get("minutes_high")
        band = own if all(own) else VARIANTS[community.variant].minutes_band
        found[community.pk] = usual_length(community.variant, band)
    return found


def usual_length(variant: str, band: tuple[int, int]) -> tuple[int, int] | None:
    """None for networks and online groups; a research-lesson cycle knows steps of one to two hours."""
    if variant in FREE:
        return None
    return (min(band[0], CYCLE_LENGTHS[0]), max(band[1], CYCLE_LENGTHS[1])) if variant == "LS" else band


def _by_group(rows: Iterable[tuple[Any, ...]]) -> Rows:
    found: Rows = defaultdict(list)
    for group, *rest in rows:
        found[group].append(tuple(rest))
    return found
