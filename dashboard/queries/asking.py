"""What asks something of somebody: a pulse, a question of a group, a coach to accept, an offer, an answer, a role, a
mention. One statement.

A line says what is open, never who has done it: that of a pulse, or of a coach who waits for the group, stays the same
until it is over for everybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.models import HelpRequest, Offer
from communities.models import CoachMandate, CoachRole, Membership
from dashboard import words
from dashboard.queries.prepared import Prepared
from learning.models import Mention, Post, StakeholderAsk
from meetings.models import Meeting, RoleTurn
from pulse.queries.rounds import answerable
from schools.models import User

PULSE, QUESTION, COACH, OFFER, HELP, ROLE, MENTION = "pulse", "question", "coach", "offer", "help", "role", "mention"
AHEAD = BACK = timedelta(days=14)  # a role is asked two weeks before, a mention until two weeks after
Rows = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Asking:
    """One line: what is asked, of which group and until when, and where to do it."""

    text: str
    note: str
    url: str


def columns(rows: Rows, kind: str, *, pk: str, what: Any, day: Any, whose: str) -> Rows:
    """These rows with the columns that all have; each is the path to a field or an expression."""
    named = rows.order_by().annotate(source=Value(kind, CharField()), said=what, by_day=day, whose=F(whose))
    found: Rows = named.values_list("source", pk, "said", "by_day", "whose")
    return found


def memberships(user: User) -> Any:
    """Ids of the groups in which this person is a member."""
    rows = Membership.objects.current().filter(user=user, role=Membership.Role.MEMBER)
    return rows.values("community_id")


def pulses(user: User, today: date) -> Rows:
    rows = answerable(user).filter(closes_on__gte=today)
    nothing = Value("", CharField())
    return columns(rows, PULSE, pk="pk", what=nothing, day=F("closes_on"), whose="community__name")


def questions(user: User, today: date) -> Rows:
    asks = StakeholderAsk.objects.editable_by(user)
    rows: Rows = asks.filter(answered_at=None, told__closes_on__gte=today)
    question, day = F("told__question"), F("told__closes_on")
    return columns(rows, QUESTION, pk="pk", what=question, day=day, whose="told__community__name")


def coaches(user: User) -> Rows:
    rows = CoachMandate.objects.open().filter(community__in=memberships(user), accepted_on=None)
    blank = Value(" ")
    name = Concat("user__first_name", blank, "user__prefix", blank, "user__last_name", output_field=CharField())
    return columns(rows, COACH, pk="community_id", what=name, day=F("asked_on"), whose="community__name")


def offers(user: User) -> Rows:
    rows = Offer.objects.visible_to(user).filter(community__in=memberships(user), answer="")
    day = TruncDate("made_at")
    return columns(rows, OFFER, pk="community_id", what=F("text"), day=day, whose="community__name")


def answers(user: User) -> Rows:
    rows = HelpRequest.objects.visible_to(user).filter(asked_by=user, answered_at__isnull=False, closed_on=None)
    day = TruncDate("answered_at")
    return columns(rows, HELP, pk="community_id", what=F("answer"), day=day, whose="community__name")


def roles(user: User, today: date, until: date) -> Rows:
    rows = RoleTurn.objects.visible_to(user).filter(user=user, meeting__status=Meeting.Status.PLANNED)
    rows = rows.filter(meeting__day__range=(today, until))
    return columns(rows, ROLE, pk="meeting_id", what=F("kind"), day=F("meeting__day"), whose="meeting__community__name")


def mentions(user: User, since: date) -> Rows:
    """Calls into an open topic in which this person did not say anything since."""
    said = Post.objects.filter(topic=OuterRef("post__topic"), by=user, at__gt=OuterRef("post__at"))
    readable = Q(post__hidden_on=None, post__topic__hidden_on=None, post__topic__closed_on=None)
    rows = Mention.objects.filter(readable, user=user, post__in=Post.objects.visible_to(user)).exclude(Exists(said))
    rows = rows.annotate(on=TruncDate("post__at")).filter(on__gte=since)
    title = F("post__topic__title")
    return columns(rows, MENTION, pk="post__topic_id", what=title, day=F("on"), whose="post__topic__community__name")


ASKED = Prepared(
    lambda user, today, until, since: pulses(User(pk=user), today).union(
        questions(User(pk=user), today),
        coaches(User(pk=user)),
        offers(User(pk=user)),
        answers(User(pk=user)),
        roles(User(pk=user), today, until),
        mentions(User(pk=user), since),
    )
)


def asked_of(user: User, *, today: date) -> tuple[Asking, ...]:
    """What waits for this person, by kind, then by day; nothing twice."""
    rows = ASKED.rows(user=user.pk, today=today, until=today + AHEAD, since=today - BACK)
    order = list(SAID)
    rows.sort(key=lambda row: (order.index(row[0]), row[3], row[1], row[2]))
    return tuple(asking_of(*row) for row in rows)


def asking_of(kind: str, pk: int, what: str, day: date, whose: str) -> Asking:
    address, say = SAID[kind]
    text, note = say(what, words.say_day(day))
    return Asking(text, " · ".join(part for part in (whose, note) if part), reverse(address, args=[pk]))


def say_pulse(_what: str, day: str) -> tuple[str, str]:
    return _("The pulse of your group is open"), until(day)


def say_question(what: str, day: str) -> tuple[str, str]:
    return what, until(day)


def say_coach(what: str, _day: str) -> tuple[str, str]:
    return _("Do you want %(name)s as your process coach?") % {"name": " ".join(what.split())}, ""


def say_offer(what: str, _day: str) -> tuple[str, str]:
    return what, _("an offer to your group: take it or leave it")


def say_help(_what: str, _day: str) -> tuple[str, str]:
    return _("Your question for help has an answer"), ""


def say_role(what: str, day: str) -> tuple[str, str]:
    name = str(CoachRole.Kind(what).label)
    return _("You take this role: %(name)s") % {"name": name}, _("the meeting of %(day)s") % {"day": day}


def say_mention(what: str, _day: str) -> tuple[str, str]:
    return what, _("somebody would like to hear you")


def until(day: str) -> str:
    return _("open until %(day)s") % {"day": day}


# By kind, in the order of the page: where it leads, and its words.
SAID: dict[str, tuple[str, Callable[[str, str], tuple[str, str]]]] = {
    COACH: ("communities:coach", say_coach),
    PULSE: ("pulse:answer", say_pulse),
    QUESTION: ("learning:asked", say_question),
    HELP: ("coaching:help", say_help),
    OFFER: ("coaching:help", say_offer),
    ROLE: ("meetings:meeting", say_role),
    MENTION: ("learning:topic", say_mention),
}
