"""Two notices about help: to the coaches of the group that it asked, and to who asked that there is an answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from coaching.actions.help import ANSWERED, ASKED
from coaching.models import HelpRequest
from communities.models import Membership
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, occasion_id, register


def register_all() -> None:
    register(
        ASKED,
        compose_asked,
        label=_lazy("A group asks for help"),
        explanation=_lazy("When a group that you coach could use help. Nobody else is told."),
        heading=_lazy("Coaching"),
        roles=frozenset({"coach"}),
    )
    register(
        ANSWERED,
        compose_answered,
        label=_lazy("An answer to your question for help"),
        explanation=_lazy("When somebody answers help that you asked for in a group."),
        heading=_lazy("Your group"),
    )


def requests_of(notices: Sequence[Notice]) -> dict[int, HelpRequest]:
    """The question of each notice, by the notice; the occasion is "help:<id>"."""
    ids = {notice.pk: occasion_id(notice) for notice in notices}
    rows = HelpRequest.objects.filter(pk__in=ids.values(), closed_on=None).select_related("community", "asked_by")
    found = rows.in_bulk()
    return {notice: found[pk] for notice, pk in ids.items() if pk in found}


def parts_in(rows: Mapping[int, HelpRequest]) -> dict[tuple[int, int], str]:
    groups = {row.community_id for row in rows.values()}
    people = Membership.objects.current().filter(community__in=groups)
    return {(group, user): role for group, user, role in people.values_list("community_id", "user_id", "role")}


def compose_asked(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """What still waits, for who still coaches the group; nothing of it stands in the subject."""
    rows = requests_of(notices)
    parts = parts_in(rows)
    answers: dict[int, Answer] = dict.fromkeys((notice.pk for notice in notices), Verdict.DROP)
    for notice in notices:
        row = rows.get(notice.pk)
        if row and row.answered_at is None and parts.get((row.community_id, notice.recipient_id)) == "coach":
            with translation.override(notice.recipient.language):
                answers[notice.pk] = asked_section(row)
    return answers


def asked_section(row: HelpRequest) -> Section:
    group = row.community.name
    return Section(
        subject=_("%(group)s: the group could use help") % {"group": group},
        heading=_("The group could use help"),
        lines=[
            _("Kind of help: %(kind)s.") % {"kind": row.get_kind_display().lower()},
            _("One line back is enough; the group sees how long an answer took."),
        ],
        points=[row.line] if row.line else [],
        points_title=_("In their words"),
        button=_("Answer the group"),
        path=reverse("coaching:queue"),
        why=_("You get this mail because this group accepted you as its coach."),
        group=group,
        group_path=reverse("dashboard:community", args=[row.community_id]),
    )


def compose_answered(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """For who asked and still takes part."""
    rows = requests_of(notices)
    parts = parts_in(rows)
    answers: dict[int, Answer] = dict.fromkeys((notice.pk for notice in notices), Verdict.DROP)
    for notice in notices:
        row = rows.get(notice.pk)
        if row and row.answered_at and (row.community_id, notice.recipient_id) in parts:
            with translation.override(notice.recipient.language):
                answers[notice.pk] = answered_section(row)
    return answers


def answered_section(row: HelpRequest) -> Section:
    group = row.community.name
    return Section(
        subject=_("%(group)s: there is an answer to your question") % {"group": group},
        heading=_("There is an answer to your question for help"),
        lines=[row.answer],
        button=_("To help in the group"),
        path=reverse("coaching:help", args=[row.community_id]),
        why=_("You get this mail because you asked for help in this group."),
        group=group,
        group_path=reverse("dashboard:community", args=[row.community_id]),
    )
