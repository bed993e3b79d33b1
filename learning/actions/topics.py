"""Questions, cases and themes: begun, changed, closed with what the group takes from them (R24, R27-R29)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from communities.models import Community, Regime
from learning.actions.errors import GroupIsFinished, LearningError, NotPlanned
from learning.models import Post, Topic
from meetings.actions import Block, append_block, record_activity, rename_block
from meetings.localtime import local_day
from meetings.models import Meeting
from schools import audit
from schools.models import User

MINUTES = {Topic.Kind.QUESTION: 10, Topic.Kind.CASE: 40, Topic.Kind.THEME: 35}  # on an agenda, to begin with
LONGEST_TITLE = 120  # of a block of an agenda


@dataclass(frozen=True, slots=True)
class NewTopic:
    """What somebody begins; `meeting` of a case or a theme puts it on that agenda."""

    kind: str
    title: str
    text: str = ""
    meeting: Meeting | None = None


@transaction.atomic
def begin_topic(*, community: Community, topic: NewTopic, key: UUID, by: User, now: datetime) -> Topic:
    """One more topic; in an online group it counts as activity. The same `key` again returns the first.

    Raises GroupIsFinished, NotPlanned, AgendaIsFull.
    """
    check_runs(community, now)
    said = {"kind": topic.kind, "title": topic.title, "text": topic.text}
    row, is_new = Topic.objects.get_or_create(
        form_key=key, defaults={"community": community, **said, "by": by, "at": now, "last_at": now}
    )
    if row.community_id != community.pk:
        raise LearningError
    if is_new:
        audit.record(by=by, verb="begin_topic", target=f"topic:{row.pk}", at=now, kind=topic.kind)
        note_activity(community, kind="question", key=key, by=by, now=now)
        if topic.meeting:
            put_on_agenda(topic=row, meeting=topic.meeting, by=by, now=now)
    return row


@transaction.atomic
def rewrite_topic(*, topic: Topic, title: str, text: str, by: User, now: datetime) -> None:
    """Its writer puts it otherwise; what was hidden is shown again, for that was the reason to write it anew."""
    Topic.objects.filter(pk=topic.pk).update(title=title, text=text, hidden_on=None, hidden_why="")
    call_on_agenda(topic, title, by=by, now=now)
    audit.record(by=by, verb="rewrite_topic", target=f"topic:{topic.pk}", at=now)


@transaction.atomic
def remove_topic(*, topic: Topic, by: User, now: datetime) -> bool:
    """Its writer takes it away: wholly where nobody answered, else its words alone. Gives whether a row is left."""
    stays = Post.objects.filter(topic=topic).exists()
    call_on_agenda(topic, "", by=by, now=now)
    if stays:
        Topic.objects.filter(pk=topic.pk).update(title="", text="", hidden_on=None, hidden_why="")
    else:
        Topic.objects.filter(pk=topic.pk).delete()
    audit.record(by=by, verb="remove_topic", target=f"topic:{topic.pk}", at=now)
    return stays


@transaction.atomic
def close_topic(*, topic: Topic, harvest: str, by: User, now: datetime) -> None:
    """Done for now, with what the group takes from it; closing again changes the harvest alone."""
    day = topic.closed_on or local_day(now)
    Topic.objects.filter(pk=topic.pk).update(closed_on=day, harvest=harvest)
    audit.record(by=by, verb="close_topic", target=f"topic:{topic.pk}", at=now)


@transaction.atomic
def reopen_topic(*, topic: Topic, by: User, now: datetime) -> None:
    """There is more to say; what was taken from it stays."""
    if Topic.objects.filter(pk=topic.pk).exclude(closed_on=None).update(closed_on=None, last_at=now):
        audit.record(by=by, verb="reopen_topic", target=f"topic:{topic.pk}", at=now)


@transaction.atomic
def put_on_agenda(*, topic: Topic, meeting: Meeting, by: User, now: datetime) -> None:
    """A block with its title on the agenda of a meeting to come, once. Raises NotPlanned, AgendaIsFull."""
    is_planned = meeting.status == Meeting.Status.PLANNED and meeting.starts_at > now
    if meeting.community_id != topic.community_id or not is_planned or not topic.readable_title:
        raise NotPlanned
    if not Topic.objects.filter(pk=topic.pk).exclude(meeting=meeting).update(meeting=meeting):
        return
    block = Block(on_agenda(topic, topic.title), MINUTES[Topic.Kind(topic.kind)])
    append_block(meeting=meeting, block=block, by=by, now=now)
    audit.record(by=by, verb="put_on_agenda", target=f"topic:{topic.pk}", at=now)


@transaction.atomic
def hide(*, row: Topic | Post, why: str, by: User, now: datetime) -> None:
    """Nobody but its writer reads it any more; the reason stays in its place. Who did it is written nowhere on it."""
    type(row).objects.filter(pk=row.pk).update(hidden_on=local_day(now), hidden_why=why)
    if isinstance(row, Topic):
        call_on_agenda(row, "", by=by, now=now)
    audit.record(by=by, verb="hide_words", target=f"{row._meta.model_name}:{row.pk}", at=now)


@transaction.atomic
def show(*, row: Topic | Post, by: User, now: datetime) -> None:
    """It can be read again."""
    if type(row).objects.filter(pk=row.pk).exclude(hidden_on=None).update(hidden_on=None, hidden_why=""):
        if isinstance(row, Topic):
            call_on_agenda(row, row.title, by=by, now=now)
        audit.record(by=by, verb="show_words", target=f"{row._meta.model_name}:{row.pk}", at=now)


def call_on_agenda(topic: Topic, title: str, *, by: User, now: datetime) -> None:
    """What an agenda says of a topic follows its title; "" leaves only what kind of topic it is."""
    said = on_agenda(topic, topic.readable_title)
    if topic.meeting and said != (otherwise := on_agenda(topic, title)):
        rename_block(meeting=topic.meeting, title=said, otherwise=otherwise, by=by, now=now)


def on_agenda(topic: Topic, title: str) -> str:
    """The title of its block; of a topic without one, its kind."""
    title = title or str(topic.get_kind_display())
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def check_runs(community: Community, now: datetime) -> None:
    """Raises GroupIsFinished."""
    if community.has_ended(local_day(now)):
        raise GroupIsFinished


def note_activity(community: Community, *, kind: str, key: UUID, by: User, now: datetime) -> None:
    """Who writes in an online group that has begun is active by that alone (R29): nothing is noted twice."""
    if community.regime == Regime.NONE and community.started_on <= local_day(now):
        record_activity(community=community, kind=kind, key=key, by=by, now=now)
