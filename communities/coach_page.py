"""What the page about the coach of a group shows: who coaches, what is asked of the reader, who plays which role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from communities import mandates, role_grid
from communities.descriptions import COACH_ROLES
from communities.models import CoachMandate, CoachRole, Community, MandateVoice, Membership
from schools.models import User

State = mandates.State
COACH, MEMBER = Membership.Role.COACH, Membership.Role.MEMBER


@dataclass(frozen=True, slots=True)
class Coach:
    """Somebody who coaches, or whom the group is asked about. `asks`: the reader's yes is wanted now; `said`: "yes",
    "end" or "", her own voice; `may_end`: she could say that it ends; `waits_for`: "group", "person" or "".
    """

    user: User
    mandate: CoachMandate | None
    state: State
    is_in: bool
    is_own: bool
    asks: bool
    said: str
    may_end: bool
    may_withdraw: bool
    waits_for: str


@dataclass(frozen=True, slots=True)
class CoachPage:
    """`roles`: label and explanation of each."""

    coaches: tuple[Coach, ...]
    roles: tuple[tuple[str, str], ...]
    grid: role_grid.Grid
    own: Membership
    has_members: bool


def coach_page(community: Community, people: Sequence[Membership], viewer: User, *, today: date) -> CoachPage:
    """Two statements; `people` takes part now, with roles_now."""
    own = next(row for row in people if row.user_id == viewer.pk)
    open_ones = CoachMandate.objects.visible_to(viewer).open().filter(community=community)
    rows = list(open_ones.select_related("user").order_by("asked_on", "pk"))
    voices = MandateVoice.objects.visible_to(viewer).filter(mandate__community=community)
    said = {mandate: "end" if is_end else "yes" for mandate, is_end in voices.values_list("mandate_id", "is_end")}
    parts = {row.user_id: row.role for row in people}
    coaches = [coach_of(mandate, parts, own, said.get(mandate.pk, ""), today) for mandate in rows]
    known = {mandate.user_id for mandate in rows}
    coaches += [without_question(row) for row in people if row.role == COACH and row.user_id not in known]
    roles = tuple((str(kind.label), str(COACH_ROLES[kind])) for kind in CoachRole.Kind)
    has_members = any(row.role == MEMBER for row in people)
    sorted_ones = tuple(sorted(coaches, key=lambda coach: not coach.is_in))
    return CoachPage(sorted_ones, roles, period_grid(people, viewer), own, has_members)


def coach_of(mandate: CoachMandate, parts: dict[int, str], own: Membership, said: str, today: date) -> Coach:
    dates = mandates.Dates(mandate.accepted_on, mandate.ends_on, mandate.ended_on)
    state, is_own = mandates.state_of(dates, today), mandate.user_id == own.user_id
    is_in = parts.get(mandate.user_id) == COACH
    has_voice = own.role == MEMBER and not is_own
    is_question = state in (State.ASKED, State.TO_RENEW)
    waits_for = "group" if state is State.ASKED else "" if is_in else "person"
    asks_self = is_own and (state is State.TO_RENEW or not is_in)
    return Coach(
        user=mandate.user,
        mandate=mandate,
        state=state,
        is_in=is_in,
        is_own=is_own,
        asks=said != "yes" and (asks_self or (has_voice and is_question)),
        said=said,
        may_end=has_voice and is_in and mandate.accepted_on is not None,
        may_withdraw=state is State.ASKED and not is_in and mandate.proposed_by_id == own.user_id,
        waits_for=waits_for,
    )


def without_question(row: Membership) -> Coach:
    """A coach about whom nobody asked the group yet."""
    return Coach(row.user, None, State.ASKED, True, False, False, "", False, False, "")


def period_grid(people: Sequence[Membership], viewer: User) -> role_grid.Grid:
    """Who has which role for a longer time; `people` with roles_now."""
    held = {
        (role.kind, row.user_id): _("since %(day)s") % {"day": date_format(role.started_on, "j F Y")}
        for row in people
        for role in row.roles_now  # type: ignore[attr-defined]
    }
    return role_grid.grid_of([row.user for row in people], viewer, taken=held)
