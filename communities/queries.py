"""What the pages of a community read: who takes part, who was asked, who could be asked."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from communities.models import CoachRole, Community, Invitation, Membership, Pause
from schools.links import SAMPLE, is_sample
from schools.models import School, Staff, User

NAMES_ON_A_PAGE = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """A colleague who could be asked; `is_asked` says nothing about an answer."""

    user: User
    note: str
    is_asked: bool
    is_ticked: bool


def people_of(community: Community, *, viewer: User) -> QuerySet[Membership]:
    """Who takes part now, as far as this viewer may know it, with their coach roles as `roles_now`."""
    roles = Prefetch("coach_roles", queryset=CoachRole.objects.current().order_by("kind"), to_attr="roles_now")
    people = Membership.objects.visible_to(viewer).current().filter(community=community)
    return people.select_related("user").prefetch_related(roles).order_by("user__last_name", "user__first_name", "pk")


def open_yes(community: Community) -> "QuerySet[Invitation]":
    """Invitations whose yes waits for a school. It lets in once: who has joined by it and left says yes anew."""
    since = Membership.objects.filter(
        community=community, user=OuterRef("user"), joined_on__gte=OuterRef("answered_day")
    )
    yes = Invitation.objects.filter(community=community, is_accepted=True)
    return yes.annotate(answered_day=TruncDate("answered_at")).exclude(Exists(since))


def asked_of(community: Community, *, is_inside: bool = False) -> list[User]:
    """Who was asked and has not joined; a "no" and no answer are the same here, and no date is given (R47).

    Who said yes and whose own school has not agreed is "asked" too for who is not of the group.
    """
    invited = Invitation.objects.filter(community=community, is_accepted=False).values("user_id")
    asked = Q(pk__in=invited) if is_inside else Q(pk__in=invited) | Q(pk__in=open_yes(community).values("user_id"))
    return list(
        User.objects.filter(asked, is_active=True)
        .exclude(pk__in=Membership.objects.current().filter(community=community).values("user_id"))
        .order_by("last_name", "first_name", "pk")
    )


@dataclass(frozen=True, slots=True)
class PauseLine:
    """A pause, and who noted it: by name for the group itself, as "the group" for its leader."""

    pause: Pause
    noted_by: str


def pauses_of(community: Community, viewer: User) -> list[PauseLine]:
    """The pauses of the community, the latest first; two queries."""
    is_inside = Community.objects.owned_by_group_of(viewer).filter(pk=community.pk).exists()
    of_group = Membership.objects.filter(community=community, user=OuterRef("created_by"))
    pauses = community.pauses.select_related("created_by").annotate(is_of_group=Exists(of_group))
    return [PauseLine(pause, _noted_by(pause, viewer, is_inside)) for pause in pauses.order_by("-first_day")]


def _noted_by(pause: Pause, viewer: User, is_inside: bool) -> str:
    by, is_of_group = pause.created_by, pause.is_of_group  # type: ignore[attr-defined]
    if by is None:
        return ""
    if by == viewer:
        return _("Noted by you.")
    if is_of_group:
        return _("Noted by %(name)s.") % {"name": by.get_full_name()} if is_inside else _("Noted by the group.")
    return _("Noted by the school leader.")


def schools_of(community: Community) -> QuerySet[School]:
    """The host and its partner schools."""
    return School.objects.filter(Q(pk=community.school_id) | Q(partnerships__community=community)).distinct()


def schools_to_ask(community: Community, user: User) -> list[School]:
    """Where this person works, if none of those schools takes part in the group: she would be a guest (R50, U13)."""
    works_in = list(School.objects.visible_to(user).order_by("pk"))
    taking_part = {community.school_id, *community.partnerships.values_list("school_id", flat=True)}
    return [] if any(school.pk in taking_part for school in works_in) else works_in


def invitable(community: Community, *, viewer: User) -> QuerySet[Staff]:
    """Colleagues in the schools of this community who do not take part; nobody, for a viewer from outside them."""
    schools = schools_of(community).values("pk")
    staff = Staff.objects.current().filter(school__in=schools, user__is_active=True)
    if not staff.filter(user=viewer).exists():
        return staff.none()
    return (
        staff.exclude(user__in=Membership.objects.current().filter(community=community).values("user_id"))
        .select_related("user", "school")
        .order_by("user__last_name", "user__first_name", "user_id", "pk")
    )


def candidates(
    community: Community, *, viewer: User, asked: list[User], search: str = "", ticked: tuple[int, ...] = ()
) -> tuple[list[Candidate], bool]:
    """The names to choose from, ticked ones first, and whether there are more than fit on the page."""
    staff = invitable(community, viewer=viewer)
    wanted = Q()
    for word in search.split()[:5]:
        wanted &= Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word) | Q(subjects__icontains=word)
    if wanted and ticked:
        wanted |= Q(user_id__in=ticked)
    found = list(staff.filter(wanted)[: NAMES_ON_A_PAGE + len(ticked) + 1])
    has_more = len(found) > NAMES_ON_A_PAGE + len(ticked)
    was_asked = {user.pk for user in asked}
    rows: dict[int, Candidate] = {}
    for person in found[: NAMES_ON_A_PAGE + len(ticked)]:
        elsewhere = "" if person.school_id == community.school_id else person.school.name
        rows.setdefault(
            person.user_id,
            Candidate(
                person.user,
                f"{elsewhere} · {person.subjects}".strip(" ·"),
                person.user_id in was_asked,
                person.user_id in ticked,
            ),
        )
    return sorted(rows.values(), key=lambda row: not row.is_ticked), has_more


def partner_choices(user: User, host: School | None) -> QuerySet[School]:
    """Schools that can be ticked as a partner: where this person works herself, and known partners of the host. Of a
    sample school only its own, and it is none of anybody else."""
    known = Q(pk__in=School.objects.visible_to(user).values("pk"))
    if host:
        known |= Q(partnerships__community__school=host)
    rows = School.objects.filter(known, slug__startswith=SAMPLE if host and is_sample(host) else "")
    if not (host and is_sample(host)):
        rows = rows.exclude(slug__startswith=SAMPLE)
    return rows.exclude(pk=host.pk if host else 0).distinct().order_by("name", "pk")
