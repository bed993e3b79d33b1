"""The mail to somebody who stands in a group because the school's list was taken over, with the way out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from communities.actions.imported import KIND
from communities.models import Membership
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, occasion_id

ABOUT: dict[str, Any] = {
    "label": _lazy("Put on the list of a group"),
    "explanation": _lazy("When your school took over a list with your name on it. You stay or leave, with one tap."),
    "is_optional": False,
}


def compose_imported(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """Who confirmed or left already is told nothing any more."""
    answers: dict[int, Answer] = {notice.pk: Verdict.DROP for notice in notices}
    by_membership = {occasion_id(notice): notice for notice in notices}
    rows = Membership.objects.current().filter(pk__in=by_membership, came_by=Membership.IMPORTED)
    for membership in rows.select_related("community__school", "user"):
        notice, ended_on = by_membership[membership.pk], membership.community.ended_on
        if membership.user_id == notice.recipient_id and (ended_on is None or ended_on > now.date()):
            with translation.override(membership.user.language):
                answers[notice.pk] = imported_section(membership)
    return answers


def imported_section(membership: Membership) -> Section:
    group, path = membership.community.name, reverse("communities:members", args=[membership.community_id])
    return Section(
        subject=_("%(group)s: you stand on its list") % {"group": group},
        heading=_("You stand on the list of this group"),
        lines=[
            _("Your name came along when the list of %(school)s was taken over.")
            % {"school": membership.community.school.name},
            _("You decide whether you take part. Rather not? One tap on the page of the group, without a reason."),
        ],
        button=_("Stay or leave"),
        path=path,
        why=_("You get this mail because a list with your name on it was taken over."),
        group=group,
        group_path=path,
    )


__all__ = ["ABOUT", "KIND", "compose_imported"]
