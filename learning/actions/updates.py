"""Where a group stands and one question, to named colleagues; their answers go to the next agenda (R61)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from communities.models import Community
from communities.queries import invitable
from learning.actions.errors import LearningError, NotOpen
from learning.actions.topics import check_runs
from learning.models import StakeholderAsk, StakeholderUpdate
from learning.queries.updates import waiting_for_agenda
from meetings.actions import AgendaIsFull, Block, append_block
from meetings.localtime import local_day
from meetings.models import Meeting
from notifications import outbox
from notifications.registry import subject_key
from schools import audit
from schools.models import User

ASKED = "stakeholder_asked"
MOST = 30  # colleagues
MINUTES = 15  # of the block with answers
LATEST = timedelta(days=120)  # how long after its last day an update still waits for a meeting


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """What a group tells and asks, and until when it waits for answers."""

    text: str
    question: str
    closes_on: date


@transaction.atomic
def tell(
    *, community: Community, update: NewUpdate, people: Collection[int], key: UUID, by: User, now: datetime
) -> StakeholderUpdate:
    """Ask colleagues of the schools of this group; each is told once. The same `key` again returns the first.

    Raises GroupIsFinished, and LearningError for nobody, too many, or somebody who works elsewhere or takes part.
    """
    check_runs(community, now)
    said = {"text": update.text, "question": update.question, "closes_on": update.closes_on}
    row, is_new = StakeholderUpdate.objects.get_or_create(
        form_key=key, defaults={"community": community, **said, "by": by, "sent_at": now}
    )
    if row.community_id != community.pk:
        raise LearningError
    if not is_new:
        return row
    chosen = set(people)
    known = set(invitable(community, viewer=by).filter(user__in=chosen).order_by().values_list("user_id", flat=True))
    if not chosen or len(chosen) > MOST or chosen != known:
        raise LearningError
    asks = StakeholderAsk.objects.bulk_create([StakeholderAsk(told=row, user_id=pk) for pk in sorted(chosen)])
    drafts = [
        outbox.Draft(
            kind=ASKED, subject=subject_key("stakeholder_ask", ask.pk), occasion="asked", recipient_id=ask.user_id
        )
        for ask in asks
    ]
    outbox.enqueue(drafts=drafts, now=now)
    audit.record(by=by, verb="tell_colleagues", target=f"stakeholder_update:{row.pk}", at=now, asked=len(asks))
    return row


@transaction.atomic
def answer(*, ask: StakeholderAsk, text: str, by: User, now: datetime) -> None:
    """A colleague answers, or changes it; empty takes it back. It goes to the next agenda. Raises NotOpen.

    There is no trace of who answered, for there is none of who did not.
    """
    told = StakeholderUpdate.objects.select_for_update(no_key=True).get(pk=ask.told_id)
    if told.closes_on < local_day(now):
        raise NotOpen
    first = StakeholderAsk.objects.filter(pk=ask.pk).values_list("answered_at", flat=True).get()
    answered_at = (first or now) if text else None
    StakeholderAsk.objects.filter(pk=ask.pk).update(answer=text, answered_at=answered_at)
    bring_answers(now=now, only=told)


@transaction.atomic
def close(*, update: StakeholderUpdate, by: User, now: datetime) -> None:
    """Enough: from today nobody is waited for."""
    yesterday = local_day(now) - timedelta(days=1)
    if StakeholderUpdate.objects.filter(pk=update.pk, closes_on__gt=yesterday).update(closes_on=yesterday):
        audit.record(by=by, verb="close_update", target=f"stakeholder_update:{update.pk}", at=now)


@transaction.atomic
def take_back(*, ask: StakeholderAsk, by: User, now: datetime) -> None:
    """The question to one colleague is gone, as long as she did not answer."""
    if StakeholderAsk.objects.filter(pk=ask.pk, answered_at=None).delete()[0]:
        audit.record(by=by, verb="take_question_back", target=f"stakeholder_update:{ask.told_id}", at=now)


def bring_answers(*, now: datetime, only: StakeholderUpdate | None = None) -> int:
    """Answers that no agenda tells yet come on that of the next planned meeting: one block a meeting. Gives how many.

    Again and again without harm: answers that came after that meeting had begun go to the one after it.
    """
    rows = waiting_for_agenda(since=local_day(now) - LATEST)
    placed = 0
    for update in rows.filter(pk=only.pk) if only else rows:
        placed += _place(update, now)
    return placed


@transaction.atomic
def _place(update: StakeholderUpdate, now: datetime) -> bool:
    coming = Meeting.objects.planned().filter(community=update.community_id, starts_at__gt=now)
    meeting = coming.select_for_update(no_key=True).order_by("starts_at", "pk").first()
    if meeting is None or StakeholderUpdate.objects.filter(pk=update.pk, meeting=meeting).exists():
        return False
    is_told = StakeholderUpdate.objects.filter(meeting=meeting).exists()
    if not is_told:
        with translation.override(update.by.language if update.by else translation.get_language()):
            title = _("Answers of colleagues")
        try:
            append_block(meeting=meeting, block=Block(title, MINUTES), by=None, now=now)
        except AgendaIsFull:
            return False
    StakeholderUpdate.objects.filter(pk=update.pk).update(meeting=meeting)
    return True
