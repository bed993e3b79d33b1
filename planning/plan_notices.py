"""One notice about a published plan: the dates of a group, once. The group moves or cancels them as it likes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from communities.models import Membership
from meetings.models import Meeting
from meetings.words import moment_words
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, occasion_id, register, subject_id
from planning.actions import PLANNED
from planning.models import PlannedDate

Key = tuple[int, int]  # community and plan


def register_all() -> None:
    register(
        PLANNED,
        compose,
        label=_lazy("Dates for the year"),
        explanation=_lazy("Once, when your school has planned the meetings of a school year."),
        heading=_lazy("Meetings"),
    )


def key_of(notice: Notice) -> Key:
    """The occasion is "plan:<id>"."""
    return subject_id(notice), occasion_id(notice)


def compose(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """What is still planned of it, for who still takes part."""
    keys = {key_of(notice) for notice in notices}
    meetings = coming(keys, now)
    inside = set(
        Membership.objects.current()
        .filter(community__in={group for group, _plan in keys})
        .values_list("community_id", "user_id")
    )
    answers: dict[int, Answer] = dict.fromkeys((notice.pk for notice in notices), Verdict.DROP)
    for notice in notices:
        rows = meetings.get(key_of(notice))
        if rows and (subject_id(notice), notice.recipient_id) in inside:
            with translation.override(notice.recipient.language):
                answers[notice.pk] = section(rows)
    return answers


def coming(keys: set[Key], now: datetime) -> dict[Key, list[Meeting]]:
    """The meetings that these plans made for these groups and that still lie ahead."""
    found: defaultdict[Key, list[Meeting]] = defaultdict(list)
    rows = PlannedDate.objects.filter(
        plan__in={plan for _group, plan in keys},
        community__in={group for group, _plan in keys},
        meeting__status=Meeting.Status.PLANNED,
        meeting__starts_at__gt=now,
    ).select_related("meeting__community")
    for one in rows.order_by("meeting__starts_at"):
        if one.meeting:
            found[one.community_id, one.plan_id].append(one.meeting)
    return found


def section(meetings: Sequence[Meeting]) -> Section:
    community = meetings[0].community
    return Section(
        subject=_("%(group)s: dates for the year") % {"group": community.name},
        heading=_("Dates for the year"),
        lines=[
            _("Your school has placed these meetings so that nobody is in two at once and a room is free."),
            _("Does a date not suit you? Your group moves or cancels it like any other meeting."),
        ],
        points=[line_of(one) for one in meetings],
        points_title=_("Planned"),
        button=_("Open the group"),
        path=reverse("dashboard:community", args=[community.pk]),
        why=_("You get this mail because you take part in this group."),
        group=community.name,
        group_path=reverse("dashboard:community", args=[community.pk]),
    )


def line_of(meeting: Meeting) -> str:
    return " · ".join(part for part in (moment_words(meeting.starts_at), meeting.place) if part)
