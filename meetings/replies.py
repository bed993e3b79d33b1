"""Answering an invitation from a mail: the signed links, and what stands on the page behind them."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.urls import reverse

from communities.models import Community
from meetings.models import Meeting, Reply, Subtask
from notifications.registry import Choice
from schools.models import User

SALT = "meetings.reply"
OPEN, OVER, CANCELLED, LEFT = "open", "over", "cancelled", "left"


@dataclass(frozen=True, slots=True)
class Link:
    """What a signed link says: who answers what to which meeting. It is good until the meeting is over."""

    meeting_id: int
    user_id: int
    answer: str

    @property
    def token(self) -> str:
        return signing.dumps([self.meeting_id, self.user_id, self.answer], salt=SALT)


def link_behind(token: str) -> Link | None:
    """The link, if we signed it."""
    try:
        meeting_id, user_id, answer = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Link(meeting_id, user_id, answer)


def choices_for(meeting: Meeting, user_id: int) -> list[Choice]:
    """The three answers as buttons of a mail to this person, in the language that is active."""
    return [
        Choice(str(label), reverse("meetings:answer", args=[Link(meeting.pk, user_id, answer).token]))
        for answer, label in Reply.Answer.choices
    ]


@dataclass(frozen=True, slots=True)
class Card:
    """The page behind a link. `state`: open, over, cancelled, or left (the reader takes no part any more)."""

    meeting: Meeting
    user: User
    state: str
    reply: Reply | None = None
    subtasks: tuple[Subtask, ...] = ()

    @property
    def answer(self) -> str:
        return self.reply.answer if self.reply else ""


def card_behind(link: Link, *, now: datetime) -> Card | None:
    """What this person may know of this meeting; None when either does not exist (any more). At most five statements.

    Who left sees the name of the group and nothing else of it.
    """
    meeting = Meeting.objects.select_related("community").filter(pk=link.meeting_id).first()
    user = User.objects.filter(pk=link.user_id, is_active=True).first()
    if meeting is None or user is None or meeting.status == Meeting.Status.DRAFT:
        return None
    if not Community.objects.owned_by_group_of(user).filter(pk=meeting.community_id).exists():
        return Card(meeting, user, LEFT)
    if meeting.status == Meeting.Status.CANCELLED:
        return Card(meeting, user, CANCELLED)
    if meeting.status != Meeting.Status.PLANNED or meeting.starts_at <= now:
        return Card(meeting, user, OVER)
    own = Subtask.objects.open().visible_to(user).filter(owner=user, meeting__community=meeting.community_id)
    reply = Reply.objects.still_meant().visible_to(user).filter(meeting=meeting, user=user).first()
    return Card(meeting, user, OPEN, reply, tuple(own.order_by("due_on", "pk")))


@dataclass(frozen=True, slots=True)
class Coming:
    """Who of the group comes to a meeting, by name; `own` is the reader's own answer."""

    yes: tuple[str, ...]
    maybe: tuple[str, ...]
    no: tuple[str, ...]
    unknown: tuple[str, ...]
    own: str


def coming_to(meeting: Meeting, user: User) -> Coming:
    """For the group itself; two queries."""
    answers = dict(
        Reply.objects.still_meant().visible_to(user).filter(meeting=meeting).values_list("user_id", "answer")
    )
    people = meeting.community.memberships.current().select_related("user")
    names: dict[str, list[str]] = {"yes": [], "maybe": [], "no": [], "": []}
    for person in people:
        names[answers.get(person.user_id, "")].append(person.user.get_full_name())
    sorted_names = {answer: tuple(sorted(found, key=str.casefold)) for answer, found in names.items()}
    return Coming(
        sorted_names["yes"], sorted_names["maybe"], sorted_names["no"], sorted_names[""], answers.get(user.pk, "")
    )
