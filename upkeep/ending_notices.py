"""What is told about the end of a school: to its leaders at once, to everybody who works there two weeks before, and
to the leader of a partner who goes on with a group."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from communities.models import Community
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, subject_id
from schools.models import StaffRole
from upkeep.models import SchoolDeletion

SCHOOL: dict[str, Any] = {
    "label": _lazy("A school is going to be deleted"),
    "explanation": _lazy("When a school leader asked to delete everything of your school from here."),
    "heading": _lazy("Your school"),
    "is_optional": False,
}
GROUP: dict[str, Any] = {
    "label": _lazy("A group goes on at your school"),
    "explanation": _lazy("When the school that hosted a group of yours is no longer here."),
    "heading": _lazy("Your school"),
    "roles": frozenset({"leader"}),
    "is_optional": False,
}


def compose_ending(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """As long as the deletion stands; taken back means dropped."""
    ids = {subject_id(notice) for notice in notices}
    standing = {one.school_id: one for one in SchoolDeletion.objects.filter(school__in=ids).select_related("school")}
    leads = StaffRole.objects.filter(role=StaffRole.Role.LEADER, staff__left_on=None, staff__school__in=standing)
    leaders = set(leads.values_list("staff__school", "staff__user"))
    answers: dict[int, Answer] = dict.fromkeys((notice.pk for notice in notices), Verdict.DROP)
    for notice in notices:
        deletion = standing.get(subject_id(notice))
        if deletion is not None and notice.occasion.startswith(f"{deletion.asked_at:%Y%m%d%H%M%S}"):
            with translation.override(notice.recipient.language):
                is_leader = (deletion.school_id, notice.recipient_id) in leaders
                answers[notice.pk] = ending_section(deletion, is_leader=is_leader)
    return answers


def ending_section(deletion: SchoolDeletion, *, is_leader: bool) -> Section:
    names = {"school": deletion.school.name, "day": date_format(deletion.due_on, "j F Y")}
    lines = [_("A school leader asked to delete everything of %(school)s from here on %(day)s.") % names]
    if is_leader:
        lines.append(
            _("Until then every leader can take that back with one button, and take out what the school keeps.")
        )
        button, path = _("Look, or take it back"), reverse("upkeep:delete-school", args=[deletion.school.slug])
    else:
        lines.append(
            _("Do you want to keep what your group noted? Until then each group can take it out on its own page.")
        )
        button, path = _("To my groups"), reverse("dashboard:mine")
    return Section(
        subject=_("%(school)s is deleted here on %(day)s") % names,
        heading=_("Your school is leaving"),
        lines=lines,
        button=button,
        path=path,
        why=_("You get this because you work in %(school)s.") % names,
        group=deletion.school.name,
        group_path=path,
    )


def compose_moved(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """To who leads the school that hosts the group now."""
    groups = Community.objects.in_bulk({subject_id(notice) for notice in notices})
    answers: dict[int, Answer] = dict.fromkeys((notice.pk for notice in notices), Verdict.DROP)
    for notice in notices:
        group = groups.get(subject_id(notice))
        if group is not None:
            with translation.override(notice.recipient.language):
                answers[notice.pk] = moved_section(group)
    return answers


def moved_section(group: Community) -> Section:
    path = reverse("dashboard:community", args=[group.pk])
    return Section(
        subject=_("%(group)s goes on at your school") % {"group": group.name},
        heading=_("Your school hosts this group now"),
        lines=[
            _("The school that hosted it is no longer here. Your school took part first, so it goes on with you."),
            _("Its people, meetings and agreements are as they were. Its rhythm now follows your school calendar."),
        ],
        button=_("See the group"),
        path=path,
        why=_("You get this because you lead the school of this group."),
        group=group.name,
        group_path=path,
    )
