"""The one notice of start conditions: a group waits for a word from its leader. It never tells what was answered."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from communities.models import Community
from conditions.models import ConditionAnswer
from conditions.queries.open import in_running_groups, waiting_for_leader
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, subject_id
from schools.models import StaffRole

ABOUT: dict[str, Any] = {
    "label": _lazy("A group waits for a word from you"),
    "explanation": _lazy("When a group looked at its start conditions and your view, or a reason, is asked."),
    "heading": _lazy("Your school"),
    "roles": frozenset({"leader"}),
}


def compose_asked(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """A section for who leads a group that still waits; on the next day, so that a group can first tap to the end."""
    today = timezone.localdate(now)
    ids = {subject_id(notice) for notice in notices}
    waiting = in_running_groups(waiting_for_leader(), today).filter(community__in=ids).values("community")
    groups = Community.objects.filter(pk__in=waiting).in_bulk()
    midnight = timezone.make_aware(datetime.combine(today, time()))
    busy = ConditionAnswer.objects.filter(community__in=groups, side=ConditionAnswer.Side.GROUP, at__gte=midnight)
    at_work = set(busy.values_list("community_id", flat=True))
    leads = StaffRole.objects.filter(role=StaffRole.Role.LEADER, staff__left_on=None)
    leaders = set(leads.values_list("staff__school_id", "staff__user_id"))
    answers: dict[int, Answer] = dict.fromkeys((notice.pk for notice in notices), Verdict.DROP)
    for notice in notices:
        group = groups.get(subject_id(notice))
        if group is None or (group.school_id, notice.recipient_id) not in leaders:
            continue
        with translation.override(notice.recipient.language):
            answers[notice.pk] = Verdict.LATER if group.pk in at_work else asked_section(group)
    return answers


def asked_section(group: Community) -> Section:
    return Section(
        subject=_("%(group)s: a word from you about the start") % {"group": group.name},
        heading=_("A group waits for a word from you"),
        lines=[
            _("The group looked at its start conditions. How do you see them? One tap each, two minutes in all."),
            _("Afterwards both of you see where you see things otherwise. The group may start meanwhile."),
        ],
        button=_("Look at the start conditions"),
        path=reverse("dashboard:conditions", args=[group.pk]),
        why=_("You get this mail because you lead the school of this group. There is no reminder."),
        group=group.name,
        group_path=reverse("dashboard:community", args=[group.pk]),
    )
