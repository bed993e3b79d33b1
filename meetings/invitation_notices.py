"""The words of news about a meeting, for who had an invitation: what is other now, and what a calendar does with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from meetings.calendar_mail import calendar_part
from meetings.invitations import CANCELLED, CHANGED, News, invitations_of, meeting_of, news_of, telling
from meetings.kinds import about
from meetings.models import Meeting
from meetings.replies import choices_for
from meetings.sections import day_words, hours_words
from notifications.models import Notice
from notifications.outbox import key_of
from notifications.registry import Answer, Section, Verdict, register
from schools.models import User


def compose(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """A section for each notice that tells the newest edition to somebody who does not get it otherwise."""
    rows = Meeting.objects.filter(pk__in={meeting_of(notice) for notice in notices})
    meetings = list(rows.select_related("community__school").order_by("pk"))
    still = {key_of(one.draft): one for one in news_of(meetings, now=now, but_for=notices)}
    told_anew = invited_anew(notices, meetings)
    answers: dict[int, Answer] = {notice.pk: Verdict.DROP for notice in notices}
    for notice in notices:
        news = still.get(key_of(notice))
        if news and (news.meeting.pk, news.recipient_id) not in told_anew:
            with translation.override(notice.recipient.language):
                answers[notice.pk] = WORDS[notice.kind](news, notice.recipient, now)
    return answers


def invited_anew(notices: Sequence[Notice], meetings: Sequence[Meeting]) -> set[tuple[int, int]]:
    """Meetings and people whose invitation, still to be made by this worker or later, tells the newest by itself."""
    waiting = invitations_of(meetings, state=Notice.State.QUEUED, message_id="")
    if owners := {notice.claimed_by for notice in notices if notice.claimed_by}:
        waiting += invitations_of(meetings, state=Notice.State.CLAIMED, claimed_by__in=owners)
    return {(meeting_of(notice), notice.recipient_id) for notice in waiting}


def changed(news: News, reader: User, now: datetime) -> Section:
    """It moved, something of it changed, or it takes place after all."""
    meeting, told = news.meeting, news.told
    day = {"day": day_words(meeting.day)}
    hours = hours_words(meeting.starts_at, meeting.minutes)
    lines = [f"{hours}, {meeting.place}" if meeting.place else hours]
    if told.kind == CANCELLED:
        act, heading = _("it takes place after all on %(day)s"), _("The meeting on %(day)s takes place after all")
    elif told.day and told.day != meeting.day:
        act, heading = _("moved to %(day)s"), _("The meeting moves to %(day)s")
        lines.append(_("It was planned on %(day)s.") % {"day": day_words(told.day)})
    else:
        act, heading = _("changed: %(day)s"), _("The meeting on %(day)s has changed")
    lines.append(_("The attached invitation takes the place of the earlier one in your calendar."))
    return section(
        news,
        act=act % day,
        heading=heading % day,
        lines=lines,
        choices_title=_("Will you be there?"),
        choices=choices_for(meeting, reader.pk),
        button=_("See the meeting"),
        path=reverse("meetings:meeting", args=[meeting.pk]),
        attachments=[calendar_part(meeting, reader=reader, now=now)],
    )


def cancelled(news: News, reader: User, now: datetime) -> Section:
    day = {"day": day_words(news.told.day or news.meeting.day)}
    return section(
        news,
        act=_("no meeting on %(day)s") % day,
        heading=_("The meeting on %(day)s does not take place") % day,
        lines=[_("You need not do anything. Your calendar takes it out, or asks you whether it may.")],
        button=_("See the group"),
        path=reverse("dashboard:community", args=[news.meeting.community_id]),
        attachments=[calendar_part(news.meeting, reader=reader, now=now)],
    )


def section(news: News, *, act: str, **words: Any) -> Section:
    community = news.meeting.community
    return Section(
        subject=f"{community.name}: {act}",
        why=_("You get this mail because you had an invitation to this meeting."),
        group=community.name,
        group_path=reverse("dashboard:community", args=[community.pk]),
        **words,
    )


WORDS = {CHANGED: changed, CANCELLED: cancelled}


def register_all() -> None:
    """Teach the outbox both kinds."""
    for kind in WORDS:
        register(kind, telling(compose), **about(kind))
