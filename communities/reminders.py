"""What an invitation says in the mail; registered for the kind `invitation` in `communities.apps`."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from communities.descriptions import policy_of, rhythm_in_words
from communities.models import Invitation
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, subject_id


def compose_invitations(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """One section an open invitation; dropped when it was answered meanwhile or the group has finished."""
    today = timezone.localdate(now)
    rows = Invitation.objects.filter(
        answered_at=None,
        user__in={notice.recipient_id for notice in notices},
        community__in={subject_id(notice) for notice in notices},
    ).select_related("community__school", "user", "invited_by")
    open_ones = {(row.community_id, row.user_id): row for row in rows}
    answers: dict[int, Answer] = {}
    for notice in notices:
        invitation = open_ones.get((subject_id(notice), notice.recipient_id))
        ended_on = invitation.community.ended_on if invitation else None
        is_open = invitation is not None and (ended_on is None or ended_on > today)
        answers[notice.pk] = section_of(invitation) if invitation and is_open else Verdict.DROP
    return answers


def section_of(invitation: Invitation) -> Section:
    """The question, what for, and one button; in the language of the one who is asked."""
    community = invitation.community
    with override(invitation.user.language):
        names = {"name": str(invitation.invited_by or community.school), "group": community.name}
        return Section(
            subject=_("%(group)s: would you like to take part?") % names,
            heading=_("%(name)s asks whether you would like to take part in %(group)s.") % names,
            lines=[
                *(line for line in (community.purpose, community.task) if line),
                _("How often: %(rhythm)s.") % {"rhythm": rhythm_in_words(community.regime, policy_of(community))},
                _("Yes or not now: one tap is enough, and nobody sees a no."),
            ],
            button=_("Look at the invitation"),
            path=reverse("communities:invitation", args=[invitation.pk]),
            why=_("You get this because %(name)s invited you.") % names,
            group=community.name,
            group_path=reverse("communities:invitation", args=[invitation.pk]),
        )
