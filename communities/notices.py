"""The mail of an invitation, and the days on which people may get mail at all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Exists
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from communities.models import Community, Invitation, Membership
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, occasion_id, subject_id, subject_key
from schools.models import Closure, SchoolYear, Staff, StaffRole, User

KIND = "invitation"
SATURDAY = 5
ABOUT: dict[str, Any] = {
    "label": _lazy("Invitation to a group"),
    "explanation": _lazy("When a colleague asks you to take part. You decide, and a no needs no reason."),
    "is_optional": False,
}


def compose_invitations(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """Invitations that still wait for an answer; the others are dropped."""
    ids = {invitation_id(notice): notice for notice in notices}
    waiting = Invitation.objects.filter(pk__in=ids, answered_at=None).select_related("community", "invited_by", "user")
    answers: dict[int, Answer] = {notice.pk: Verdict.DROP for notice in notices}
    day = now.date()
    for invitation in waiting:
        notice, ended_on = ids[invitation.pk], invitation.community.ended_on
        if invitation.user_id == notice.recipient_id and (ended_on is None or ended_on > day):
            with translation.override(invitation.user.language):
                answers[notice.pk] = invitation_section(invitation)
    return answers


def invitation_id(notice: Notice) -> int:
    """The occasion of an invitation is "invitation:<id>:<moment of asking>"."""
    return occasion_id(notice)


def invitation_section(invitation: Invitation) -> Section:
    group = invitation.community.name
    lines = [_("You are invited to take part in this learning community.")]
    if invitation.invited_by:
        lines = [
            _("%(name)s asks whether you want to take part in this learning community.")
            % {"name": invitation.invited_by.get_full_name()}
        ]
    if invitation.role != Membership.Role.MEMBER:
        lines.append(_("Your role: %(role)s.") % {"role": invitation.get_role_display().lower()})
    if invitation.until:
        lines.append(_("For a limited time: until %(day)s.") % {"day": date_format(invitation.until, "j F Y")})
    lines.append(_("You decide. “Not now” needs no reason, and nobody sees it."))
    path = reverse("communities:invitation", args=[invitation.pk])
    return Section(
        subject=_("%(group)s: will you join?") % {"group": group},
        heading=_("Will you join?"),
        lines=lines,
        points=[invitation.community.task] if invitation.community.task else [],
        points_title=_("What the group wants to do"),
        button=_("See the invitation"),
        path=path,
        why=_("You get this mail because a colleague invited you."),
        group=group,
        group_path=path,
    )


def roles_of(user: User) -> set[str]:
    """Whether somebody coaches a group or leads a school: to those some notices are sent that others never get."""
    coached = Membership.objects.filter(user=user, role=Membership.Role.COACH, left_on=None)
    led = StaffRole.objects.filter(staff__user=user, staff__left_on=None, role=StaffRole.Role.LEADER)
    played = User.objects.filter(pk=user.pk).values_list(Exists(coached), Exists(led)).get()
    return {role for role, is_played in zip(("coach", "leader"), played, strict=True) if is_played}


def on_school_days(notices: Sequence[Notice], day: date) -> set[int]:
    """The notices whose reader has school on this day: every school where somebody works is open, and for somebody
    who works in none, the host of the group. No data about a school year is not "open"."""
    if day.weekday() >= SATURDAY:
        return set()
    readers = {notice.recipient_id for notice in notices}
    workplaces: dict[int, set[int]] = {}
    for user_id, school_id in Staff.objects.current().filter(user__in=readers).values_list("user_id", "school_id"):
        workplaces.setdefault(user_id, set()).add(school_id)
    homeless = [notice for notice in notices if notice.recipient_id not in workplaces]
    hosts = hosts_of(homeless)
    schools_of = {notice.pk: workplaces.get(notice.recipient_id) or hosts[notice.pk] for notice in notices}
    is_open = open_schools({school for schools in schools_of.values() for school in schools}, day)
    return {pk for pk, schools in schools_of.items() if schools and schools <= is_open}


def hosts_of(notices: Sequence[Notice]) -> dict[int, set[int]]:
    """The schools that each notice is about: of a group its host, of a person the hosts of her groups."""
    about: defaultdict[str, set[int]] = defaultdict(set)
    for notice in notices:
        about[notice.subject.partition(":")[0]].add(subject_id(notice))
    hosted = Community.objects.filter(pk__in=about["community"]).values_list("pk", "school_id")
    taking_part = Membership.objects.current().filter(user__in=about["user"])
    found: defaultdict[str, set[int]] = defaultdict(set)
    for school_id in about["school"]:
        found[subject_key("school", school_id)].add(school_id)
    for pk, school_id in hosted:
        found[subject_key("community", pk)].add(school_id)
    for user_id, school_id in taking_part.values_list("user_id", "community__school_id"):
        found[subject_key("user", user_id)].add(school_id)
    return {notice.pk: found[notice.subject] for notice in notices}


def open_schools(school_ids: Iterable[int], day: date) -> set[int]:
    """Which of these schools have a school year that covers this weekday and no closure on it."""
    ids = set(school_ids)
    years = SchoolYear.objects.filter(school__in=ids, first_day__lte=day, last_day__gte=day)
    closed = Closure.objects.between(day, day).filter(school__in=ids)
    return set(years.values_list("school_id", flat=True)) - set(closed.values_list("school_id", flat=True))
