"""News of a meeting for who was told of it before: it moved, it changed, it does not take place, or after all it does.

A `Telling` says which edition (`Meeting.sequence`) of a meeting a notice told. It is written when the words are ready,
before the mail leaves, so the look after a later change finds it; and who wrote it looks once more whether the meeting
is still the same (`telling`). So however a change and a mail cross, the reader ends with the newest edition.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from communities.models import Community, Membership
from meetings import ladder
from meetings.known import known_on
from meetings.localtime import local_day
from meetings.models import Meeting, Telling
from notifications import outbox
from notifications.models import Notice
from notifications.registry import Answer, Section, subject_key

CHANGED = "meeting_changed"
CANCELLED = "meeting_cancelled"
BATCH = 500  # meetings a transaction
TRIES = 3  # to make the words of a meeting that keeps changing
UNKNOWN_CALENDAR = timedelta(days=3)  # counts as the next school day where that is not known


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody was told last of a meeting: which edition, and for which day."""

    sequence: int
    kind: str
    day: date | None


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell one person about a meeting."""

    meeting: Meeting
    recipient_id: int
    kind: str
    told: Told

    @property
    def draft(self) -> outbox.Draft:
        return outbox.Draft(
            kind=self.kind,
            subject=subject_key("community", self.meeting.community_id),
            occasion=f"meeting:{self.meeting.pk}#{self.meeting.sequence}",
            occasion_on=self.meeting.day,
            recipient_id=self.recipient_id,
        )


def look(*, now: datetime) -> int:
    """Remember what is to be told of meetings that changed since somebody looked; gives the number of notices.

    Reads only what changed (one index), and may run any number of times, at once or late.
    """
    ids = list(Meeting.objects.filter(has_news=True).order_by("pk").values_list("pk", flat=True))
    drafts = 0
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            rows = Meeting.objects.select_for_update(no_key=True, of=("self",)).filter(
                pk__in=ids[start : start + BATCH]
            )
            meetings = list(rows.select_related("community__school").order_by("pk"))
            drafts += remember(meetings, now=now)
            Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings]).update(has_news=False)
    return drafts


def remember(meetings: Sequence[Meeting], *, now: datetime) -> int:
    """Puts the news of these meetings into the outbox, what would come too late tomorrow as urgent."""
    found = news_of(meetings, now=now)
    ends = urgent_until([one.meeting.community for one in found], today=local_day(now))
    hasty = {
        (one.meeting.pk, one.recipient_id)
        for one in found
        if min(one.meeting.day, one.told.day or one.meeting.day) <= ends[one.meeting.community_id]
    }
    waiting = invitations_of(meetings, state=Notice.State.QUEUED, message_id="")
    told_anew = {(meeting_of(notice), notice.recipient_id): notice.pk for notice in waiting}
    Notice.objects.filter(pk__in=[told_anew[key] for key in hasty if key in told_anew]).update(is_urgent=True)
    drafts = [
        replace(one.draft, is_urgent=(one.meeting.pk, one.recipient_id) in hasty)
        for one in found
        if (one.meeting.pk, one.recipient_id) not in told_anew
    ]
    return outbox.enqueue(drafts=drafts, now=now)


def news_of(meetings: Sequence[Meeting], *, now: datetime, but_for: Iterable[Notice] = ()) -> list[News]:
    """Who was told an older edition of these meetings and still takes part; two queries, however many there are.

    `but_for`: notices that do not count as told, because their words are being made.
    """
    coming = {one.pk: one for one in meetings if one.starts_at > now and one.community.school.has_reminders}
    kinds = {Meeting.Status.PLANNED.value: CHANGED, Meeting.Status.CANCELLED.value: CANCELLED}
    inside = insiders_of(coming.values(), day=local_day(now))
    return [
        News(meeting, person, kinds[meeting.status], told)
        for (pk, person), told in sorted(told_about(coming, but_for).items())
        for meeting in [coming[pk]]
        if (meeting.community_id, person) in inside
        and meeting.status in kinds
        and told.sequence < meeting.sequence
        and not (meeting.status == Meeting.Status.CANCELLED and told.kind == CANCELLED)
    ]


def told_about(meeting_ids: Iterable[int], but_for: Iterable[Notice] = ()) -> Mapping[tuple[int, int], Told]:
    """By meeting and person, the newest edition that a mail told, is telling, or may have told."""
    certain = Q(notice__state__in=(Notice.State.SENT, Notice.State.CLAIMED))
    perhaps = Q(notice__state=Notice.State.QUEUED) & ~Q(notice__message_id="")
    perhaps |= Q(notice__state=Notice.State.FAILED, notice__is_uncertain=True)
    rows = Telling.objects.filter(certain | perhaps, meeting__in=list(meeting_ids)).order_by("sequence", "pk")
    rows = rows.exclude(notice__in=[notice.pk for notice in but_for])
    columns = ("meeting_id", "notice__recipient_id", "sequence", "notice__kind", "day")
    return {(pk, person): Told(*told) for pk, person, *told in rows.values_list(*columns)}


def insiders_of(meetings: Iterable[Meeting], *, day: date) -> set[tuple[int, int]]:
    """Pairs of a community and somebody who takes part in it that day."""
    groups = {meeting.community_id for meeting in meetings}
    ends = Q(left_on=None) | Q(left_on__gt=day)
    rows = Membership.objects.filter(ends, community__in=groups, joined_on__lte=day, user__is_active=True)
    return set(rows.values_list("community_id", "user_id"))


def urgent_until(communities: Iterable[Community], *, today: date) -> Mapping[int, date]:
    """The next school day of each community: what happens by then cannot wait until tomorrow's mail."""
    distinct = list({community.pk: community for community in communities}.values())
    following = {one.community.pk: one.days and one.days.after(today, 1) for one in known_on(distinct, day=today)}
    return {pk: day or today + UNKNOWN_CALENDAR for pk, day in following.items()}


def invitations_of(meetings: Iterable[Meeting], **state: Any) -> list[Notice]:
    """The invitations to these meetings, for the days on which they are now, that are in this state."""
    keys = [f"meeting:{meeting.pk}@{meeting.day.isoformat()}" for meeting in meetings]
    return list(Notice.objects.filter(kind=ladder.UPCOMING, occasion__in=keys, **state))


def meeting_of(notice: Notice) -> int:
    """The id of the meeting that a notice is about: "meeting:12@2026-11-26" or "meeting:12#3"."""
    return int(notice.occasion.removeprefix("meeting:").partition("@")[0].partition("#")[0])


Compose = Callable[[Sequence[Notice], datetime], Mapping[int, Answer]]


def telling(compose: Compose) -> Compose:
    """The same composer, that also notes which edition of a meeting each notice tells.

    Only what a worker has claimed is noted: a preview tells nobody anything.
    """

    def compose_and_note(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
        claimed = [notice for notice in notices if notice.state == Notice.State.CLAIMED]
        for _try in range(TRIES):
            editions = editions_of(claimed)
            answers = compose(notices, now)
            note_editions([one for one in claimed if isinstance(answers.get(one.pk), Section)], editions)
            if not claimed or editions_of(claimed) == editions:
                return answers
        raise RuntimeError("a meeting keeps changing while its words are made")

    return compose_and_note


Edition = tuple[int, date]  # Meeting.sequence and day


def editions_of(notices: Sequence[Notice]) -> dict[int, Edition]:
    """The edition, now, of every meeting that these notices are about."""
    rows = Meeting.objects.filter(pk__in={meeting_of(notice) for notice in notices})
    return {pk: (sequence, day) for pk, sequence, day in rows.values_list("pk", "sequence", "day")}


def note_editions(notices: Sequence[Notice], editions: Mapping[int, Edition]) -> None:
    pairs = [(notice, meeting_of(notice)) for notice in notices]
    Telling.objects.bulk_create(
        [
            Telling(notice=notice, meeting_id=pk, sequence=editions[pk][0], day=editions[pk][1])
            for notice, pk in pairs
            if pk in editions
        ],
        update_conflicts=True,
        unique_fields=["notice"],
        update_fields=["meeting", "sequence", "day"],
    )
