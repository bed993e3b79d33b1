"""One notice of questions to a leader: to the people of the group, that there is an answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from communities.models import Membership
from leading.actions.requests import ANSWERED
from leading.models import LeaderRequest
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, occasion_id, register


def register_all() -> None:
    register(
        ANSWERED,
        compose_answered,
        label=_lazy("An answer of the school leader"),
        explanation=_lazy("When the leader answers what your group asked."),
        heading=_lazy("Your group"),
    )


def compose_answered(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """For who still takes part; nothing once the group has settled it. The occasion is "request:<id>"."""
    ids = {notice.pk: occasion_id(notice) for notice in notices}
    rows = LeaderRequest.objects.filter(pk__in=ids.values(), closed_on=None, answered_at__isnull=False)
    found = rows.select_related("community").in_bulk()
    people = Membership.objects.current().filter(community__in={row.community_id for row in found.values()})
    inside = set(people.values_list("community_id", "user_id"))
    answers: dict[int, Answer] = dict.fromkeys(ids, Verdict.DROP)
    for notice in notices:
        row = found.get(ids[notice.pk])
        if row and (row.community_id, notice.recipient_id) in inside:
            with translation.override(notice.recipient.language):
                answers[notice.pk] = answered_section(row)
    return answers


def answered_section(row: LeaderRequest) -> Section:
    group = row.community.name
    return Section(
        subject=_("%(group)s: the leader answered") % {"group": group},
        heading=_("The leader answered your group"),
        lines=[_("You asked: %(line)s") % {"line": row.line}],
        points=[": ".join(part for part in (row.get_outcome_display(), row.answer) if part)],
        points_title=_("The answer"),
        button=_("To the questions of the group"),
        path=reverse("leading:requests", args=[row.community_id]),
        why=_("You get this mail because you take part in this group."),
        group=group,
        group_path=reverse("dashboard:community", args=[row.community_id]),
    )
