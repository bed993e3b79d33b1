"""Conversations: that the group talked about one of the five, and when; never what was said (R85)."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from communities.actions.joining import lock_community
from communities.models import Community
from meetings.actions import Block, append_block
from meetings.models import AgendaBlock, Meeting
from pulse.models import Conversation, Round
from schools import audit
from schools.models import User

TALK_MINUTES = 20


class OneAMeeting(Exception):
    """Another condition stands on this agenda: a group talks about one of them a meeting (R85)."""

    message = _("Another card stands on that agenda already. One a meeting is enough.")


class OnTheAgenda(Exception):
    """The same block stands there already."""

    message = _("It is on the agenda already.")


@transaction.atomic
def record_talk(
    *, community: Community, condition: str, held_on: date, meeting: Meeting | None, by: User, now: datetime
) -> Conversation:
    """We talked about this. The same condition on the same day is one conversation."""
    lock_community(community.pk)
    closed = Round.objects.filter(community=community, closed_on__isnull=False).order_by("-closed_on", "-pk")
    talk, is_new = Conversation.objects.get_or_create(
        community=community,
        condition=condition,
        held_on=held_on,
        defaults={"round": closed.first(), "meeting": meeting, "by": by},
    )
    if is_new:
        audit.record(by=by, verb="pulse.talked", target=f"community:{community.pk}", at=now)
    return talk


@transaction.atomic
def forget_talk(*, conversation: Conversation, by: User, now: datetime) -> None:
    """It was a mistake."""
    audit.record(by=by, verb="pulse.talk_removed", target=f"community:{conversation.community_id}", at=now)
    conversation.delete()


@transaction.atomic
def plan_talk(*, meeting: Meeting, title: str, others: Collection[str], by: User, now: datetime) -> None:
    """Put it on the agenda; `others`: titles of the other cards.

    Raises OnTheAgenda, OneAMeeting, meetings.actions.AgendaIsFull.
    """
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    stands = set(AgendaBlock.objects.filter(meeting=meeting).values_list("title", flat=True))
    if title in stands:
        raise OnTheAgenda
    if stands & set(others):
        raise OneAMeeting
    append_block(meeting=meeting, block=Block(title, TALK_MINUTES), by=by, now=now)
