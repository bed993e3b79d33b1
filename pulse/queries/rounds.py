"""What the pages of a group's pulse read: where it stands, past rounds in words, conversations."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import get_language

from communities.models import Community, Membership
from meetings.models import Meeting
from pulse import pace
from pulse.models import Comment, Condition, Conversation, Finding, Round, ShareVoice, Ticket, told_to
from pulse.queries.pace import group_of
from pulse.statements import Card, Statement, cards, statements
from schools.models import User

PAST = 6  # rounds on the page of a group
ORDER = {"discuss": 0, "growing": 1, "strong": 2}


@dataclass(frozen=True, slots=True)
class Line:
    """One condition in a closed round: its finding, None for too few answers, and when the group talked about it."""

    condition: Condition
    card: Card
    finding: Finding | None
    talked_on: date | None


@dataclass(frozen=True, slots=True)
class State:
    """The page of a group. `may_answer`: a ticket of the viewer, whether it was used or not."""

    community: Community
    running: Round | None
    may_answer: bool
    refusal: pace.Refusal | None
    moment: pace.Moment | None
    past: Sequence[Round]
    latest: Sequence[Line]
    talks: Sequence[Conversation]


@dataclass(frozen=True, slots=True)
class Result:
    """A closed round. `next_up`: what to talk about first; `own_voice`: the viewer would show it to the leader."""

    round: Round
    lines: Sequence[Line]
    next_up: Line | None
    comments: Sequence[Comment]
    is_inside: bool
    may_share: bool
    own_voice: bool


def own_language() -> str:
    return (get_language() or "")[:2]


def own_statements() -> tuple[Statement, ...]:
    """The statements in the reader's language."""
    return statements(own_language())


def own_card(condition: str) -> Card:
    return cards(own_language())[condition]


def groups_of(user: User) -> "QuerySet[Community]":
    """Groups whose pulse this person may see: as a member, or as the coach."""
    return Community.objects.owned_by_group_of(user).filter(pk__in=told_to(user))


def answerable(user: User) -> "QuerySet[Round]":
    """Open rounds for which this person holds a ticket, whether she answered or not."""
    return Round.objects.editable_by(user).open().filter(tickets__user=user).select_related("community")


def state_of(community: Community, *, viewer: User, today: date) -> State:
    """What the page of a group says."""
    rounds = list(
        Round.objects.visible_to(viewer).filter(community=community).order_by("-opened_on", "-pk")[: PAST + 1]
    )
    running = next((one for one in rounds if one.closed_on is None), None)
    past = [one for one in rounds if one.closed_on is not None]
    group = group_of(community, today=today)
    talks = talks_of(community, viewer)
    return State(
        community=community,
        running=running,
        may_answer=running is not None and Ticket.objects.filter(round=running, user=viewer).exists(),
        refusal=pace.refusal(group, today),
        moment=pace.suggested(group, today),
        past=past,
        latest=lines_of(past[0] if past and past[0].size else None, viewer, talks),
        talks=talks,
    )


def talks_of(community: Community, viewer: User) -> list[Conversation]:
    """Conversations, the latest first."""
    rows = Conversation.objects.visible_to(viewer).filter(community=community)
    return list(rows.select_related("meeting", "by").order_by("-held_on", "-pk")[:30])


def lines_of(pulse_round: Round | None, viewer: User, talks: Sequence[Conversation]) -> list[Line]:
    """The five conditions in their order, with what this round says of them."""
    rows = Finding.objects.visible_to(viewer).filter(round=pulse_round) if pulse_round else ()
    findings = {finding.condition: finding for finding in rows}
    talked: defaultdict[str, list[date]] = defaultdict(list)
    for talk in talks:
        talked[talk.condition].append(talk.held_on)
    since = pulse_round.closed_on if pulse_round and pulse_round.closed_on else date.min
    return [
        Line(one, own_card(one), findings.get(one), max((day for day in talked[one] if day >= since), default=None))
        for one in Condition
    ]


def next_up(lines: Sequence[Line]) -> Line | None:
    """One condition to talk about: not talked about since, lowest band first, then where the group is divided."""
    waiting = [line for line in lines if line.finding and line.talked_on is None]
    order = {"divided": 0, "mixed": 1}
    return min(
        waiting,
        key=lambda line: (ORDER[line.finding.band], order.get(line.finding.agreement, 2)) if line.finding else (9, 9),
        default=None,
    )


def result_of(pulse_round: Round, *, viewer: User) -> Result:
    """A round that closed, for its people, or for whom it was shown to: those read no comments and no conversations."""
    inside = Membership.objects.current().filter(community=pulse_round.community_id, user=viewer)
    role = inside.filter(community__in=told_to(viewer)).values_list("role", flat=True).first()
    talks = talks_of(pulse_round.community, viewer) if role else []
    lines = lines_of(pulse_round if pulse_round.size else None, viewer, talks)
    may_share = role == Membership.Role.MEMBER and bool(pulse_round.size) and pulse_round.shared_on is None
    return Result(
        round=pulse_round,
        lines=lines,
        next_up=next_up(lines) if role else None,
        comments=list(Comment.objects.visible_to(viewer).filter(round=pulse_round).order_by("key")),
        is_inside=bool(role),
        may_share=may_share,
        own_voice=may_share and ShareVoice.objects.filter(round=pulse_round, user=viewer).exists(),
    )


def next_meeting(community: Community, *, viewer: User, today: date) -> Meeting | None:
    """The meeting on whose agenda a conversation can be put."""
    return Meeting.objects.editable_by(viewer).filter(community=community).coming(today).first()


def recent_meetings(community: Community, *, viewer: User, today: date) -> list[Meeting]:
    """Where a conversation may have taken place: the last three meetings."""
    rows = Meeting.objects.visible_to(viewer).filter(community=community, day__lte=today)
    return list(rows.exclude(status=Meeting.Status.CANCELLED).order_by("-day", "-pk")[:3])
