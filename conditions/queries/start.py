"""Start conditions of a school and of a group, and on which side of the table somebody sits."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import get_language

from communities.models import Community, Membership
from conditions.catalogue import Condition, OwnWords, of_school
from conditions.gaps import GROUP, LEADER, shown_to
from conditions.models import ConditionAnswer, SchoolCondition, StartConfirmation
from schools.models import School, Staff, StaffRole, User


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of one side. `by` is the name of who gave it, for whoever may know it; else empty."""

    code: str
    side: str
    status: str
    word: str
    note: str
    next_step: str
    owner: str
    due_on: date | None
    by: str
    at: datetime

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said of one group, by code and side: the latest, and everything before it, the latest first."""

    latest: Mapping[str, Mapping[str, Said]]
    earlier: Mapping[tuple[str, str], tuple[Said, ...]]

    def statuses(self, code: str) -> dict[str, str]:
        return {side: said.status for side, said in self.latest.get(code, {}).items()}

    def seen_by(self, side: str | None, code: str) -> dict[str, Said]:
        """The answers to this condition that somebody on this side may see."""
        found = self.latest.get(code, {})
        return {one: found[one] for one in shown_to(side, self.statuses(code))}

    def days(self) -> list[date]:
        return [said.day for sides in self.latest.values() for said in sides.values()]


def conditions_of(school: School | int) -> tuple[Condition, ...]:
    """Every start condition of a school in the reader's language, hidden ones as well. One query."""
    rows = SchoolCondition.objects.filter(school=school).order_by("position", "pk")
    columns = ("code", "name", "text", "source", "is_hidden", "position", "actions", "behaviour")
    return of_school(get_language() or "nl", [OwnWords(*values) for values in rows.values_list(*columns)])


def side_of(community: Community, user: User) -> str | None:
    """For which side somebody answers. Who leads the host school answers as its leader, also as a member (N8)."""
    if Community.objects.led_by(user).filter(pk=community.pk).exists():
        return LEADER
    inside = Community.objects.owned_by_group_of(user).filter(pk=community.pk).exists()
    return GROUP if inside else None


def answers_of(community_ids: Iterable[int], *, side: str | None) -> dict[int, Answers]:
    """What was said of these groups; one query. Who is not of the group (`side`) reads no name of who spoke for it."""
    rows = ConditionAnswer.objects.filter(community__in=list(community_ids)).select_related("owner", "by")
    return _by_group((row, _speaker(row, side)) for row in rows.order_by("-at", "-pk"))


def latest_answers_of(community_ids: Iterable[int]) -> dict[int, Answers]:
    """The same for all groups of a school at once: no history, and no name of who spoke."""
    newest = Window(RowNumber(), partition_by=["community", "code", "side"], order_by=["-at", "-pk"])
    rows = ConditionAnswer.objects.filter(community__in=list(community_ids)).annotate(place=newest)
    return _by_group((row, "") for row in rows.filter(place=1).select_related("owner"))


def _by_group(rows: Iterable[tuple[ConditionAnswer, str]]) -> dict[int, Answers]:
    found: dict[int, dict[tuple[str, str], list[Said]]] = defaultdict(lambda: defaultdict(list))
    for row, speaker in rows:
        found[row.community_id][row.code, row.side].append(_said(row, speaker))
    return {pk: _answers(said) for pk, said in found.items()}


NOTHING_SAID = Answers({}, {})


def _answers(said: Mapping[tuple[str, str], list[Said]]) -> Answers:
    latest: dict[str, dict[str, Said]] = defaultdict(dict)
    for (code, side), found in said.items():
        latest[code][side] = found[0]
    return Answers(dict(latest), {key: tuple(found[1:]) for key, found in said.items()})


def _speaker(row: ConditionAnswer, side: str | None) -> str:
    """Who gave this answer, for a reader on this side."""
    is_nameless = row.side == ConditionAnswer.Side.GROUP and side != GROUP
    return "" if is_nameless or row.by is None else row.by.get_full_name()


def _said(row: ConditionAnswer, speaker: str) -> Said:
    return Said(
        code=row.code,
        side=row.side,
        status=row.status,
        word=str(row.get_status_display()),
        note=row.note,
        next_step=row.next_step,
        owner=row.owner.get_full_name() if row.owner else "",
        due_on=row.due_on,
        by=speaker,
        at=row.at,
    )


def confirmations_of(community_ids: Iterable[int]) -> dict[int, dict[str, StartConfirmation]]:
    """Why these groups started although a condition was open, by group and code; one query."""
    found: dict[int, dict[str, StartConfirmation]] = defaultdict(dict)
    rows = StartConfirmation.objects.filter(community__in=list(community_ids)).select_related("by").order_by("at")
    for row in rows:
        found[row.community_id][row.code] = row
    return dict(found)


def owner_choices(community: Community, side: str, viewer: User, owner_id: int | None) -> list[tuple[int, str]]:
    """Who can take a next step: the group's people and the leaders; a leader gives nobody of the group a task.

    A coach gives nobody one (R70): she takes it herself, leaves it open, or leaves it to `owner_id`, who has it.
    """
    leaders = StaffRole.objects.filter(role=StaffRole.Role.LEADER, staff__school=community.school_id)
    people = User.objects.filter(is_active=True)
    leading = Exists(Staff.objects.current().filter(pk__in=leaders.values("staff"), user=OuterRef("pk")))
    inside = Exists(Membership.objects.current().filter(community=community, user=OuterRef("pk")))
    own = Membership.objects.current().filter(community=community, user=viewer, role=Membership.Role.COACH)
    free = ~Exists(own) | Q(pk__in=[viewer.pk, owner_id or viewer.pk])
    chosen = people.filter(leading) if side == LEADER else people.filter(leading | inside).filter(free)
    return [(person.pk, person.get_full_name()) for person in chosen.order_by("first_name", "last_name", "pk")]


def latest_statuses(community: Community, code: str) -> dict[str, str]:
    """What each side that answered this condition says of it now."""
    rows = ConditionAnswer.objects.filter(community=community, code=code).order_by("at", "pk")
    return dict(rows.values_list("side", "status"))


def latest_answer(community: Community, code: str, side: str) -> ConditionAnswer | None:
    """What this side said last."""
    return _of(community, code, side).first()


def _of(community: Community, code: str, side: str) -> "QuerySet[ConditionAnswer]":
    return ConditionAnswer.objects.filter(community=community, code=code, side=side).order_by("-at", "-pk")
