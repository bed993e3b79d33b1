"""The course of one group, day by day (R62): goals, decisions, what it made, how it looked at itself. One statement.

Every part asks its own table who may read it, so that a leader follows the frame and what was shared, and nothing else.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Cast, TruncDate
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.models import CharterVersion, Community, Experiment, Renewal, StageDecision
from conditions.models import ProcessReview, SelfReview
from learning.models import Board, Outcome, StakeholderUpdate
from meetings.models import Decision, Meeting
from meetings.queries import for_viewer
from pulse.models import Condition, Conversation
from schools.models import User

SHOWN = 80  # entries on the page, the latest first
Rows = QuerySet[Any, Any]


@dataclass(slots=True)
class Entry:
    """Something that happened. `lines` are what was decided at a meeting."""

    day: date
    title: str
    text: str = ""
    url: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Timeline:
    community: Community
    is_inside: bool
    entries: list[Entry]
    has_more: bool


def columns(rows: Rows, kind: str, *, day: Any, what: Any, key: str = "pk") -> Rows:
    """These rows with the columns that all have."""
    text = what if isinstance(what, Case | Value) else Cast(what, CharField())
    named = rows.order_by().annotate(
        source=Value(kind, CharField()), by_day=day, said=text, ref=Cast(key, BigIntegerField())
    )
    found: Rows = named.values_list("source", "by_day", "said", "ref")
    return found


def parts(community: Community, user: User) -> list[Rows]:
    """What this person may read of this group, a queryset a table."""
    own = {"community": community}
    gone_on = Case(When(goes_on=True, then=Value("yes")), default=Value("no"), output_field=CharField())
    nothing = Value("", CharField())
    met, agreed = Meeting.objects.visible_to(user).held(), Decision.objects.visible_to(user)
    versions, updates = CharterVersion.objects.visible_to(user), StakeholderUpdate.objects.editable_by(user)
    closed = {"community": community, "closed_on__isnull": False}
    ended = {"community": community, "ended_on__isnull": False}
    outcomes = Outcome.objects.visible_to(user).filter(community=community, removed_on=None)
    return [
        columns(met.filter(community=community), "met", day=F("day"), what=F("minutes")),
        columns(
            agreed.filter(meeting__community=community),
            "agreed",
            day=F("meeting__day"),
            what=F("text"),
            key="meeting_id",
        ),
        columns(versions.filter(**own), "charter", day=TruncDate("put_at"), what=F("number")),
        columns(
            Experiment.objects.visible_to(user).filter(**own), "experiment", day=F("started_on"), what=F("question")
        ),
        columns(StageDecision.objects.visible_to(user).filter(**own), "stage", day=F("decided_on"), what=F("kind")),
        columns(Renewal.objects.visible_to(user).filter(**closed), "renewal", day=F("closed_on"), what=gone_on),
        columns(outcomes, "made", day=F("made_on"), what=F("title")),
        columns(ProcessReview.objects.visible_to(user).filter(**closed), "review", day=F("closed_on"), what=nothing),
        columns(SelfReview.objects.visible_to(user).filter(**own), "look", day=F("on"), what=F("year")),
        columns(Board.objects.visible_to(user).filter(**ended), "board", day=F("ended_on"), what=F("about")),
        columns(updates.filter(**own), "told", day=TruncDate("sent_at"), what=F("question")),
        columns(Conversation.objects.visible_to(user).filter(**own), "talk", day=F("held_on"), what=F("condition")),
    ]


def timeline_of(user: User, pk: int, *, today: date) -> Timeline:
    """The course of this group as this person may follow it; two statements. Raises Http404."""
    community = for_viewer(user).filter(pk=pk).first()
    if community is None:
        raise Http404
    first, *others = parts(community, user)
    rows = list(first.union(*others, all=True).order_by("-by_day")[: SHOWN + 1])
    has_more = len(rows) > SHOWN
    is_inside = bool(community.is_inside)  # type: ignore[attr-defined]
    return Timeline(community, is_inside, entries_of(community, rows[:SHOWN], is_inside, has_more, today), has_more)


def entries_of(
    community: Community, rows: list[tuple[str, date, str, int]], is_inside: bool, has_more: bool, today: date
) -> list[Entry]:
    """A meeting with what was decided there is one entry; the beginning and the end of the group stand with them."""
    decided: dict[int, list[str]] = {}
    for source, _day, said, place in rows:
        if source == "agreed":
            decided.setdefault(place, []).append(said)
    found = [entry_of(row, community, is_inside, decided) for row in rows if row[0] != "agreed"]
    if not has_more and community.started_on <= today:
        found.append(Entry(community.started_on, _("The group began")))
    if community.ended_on and community.ended_on <= today:
        found.append(Entry(community.ended_on, _("The last day of the group")))
    return sorted(found, key=lambda entry: entry.day, reverse=True)


def entry_of(
    row: tuple[str, date, str, int], community: Community, is_inside: bool, decided: dict[int, list[str]]
) -> Entry:
    source, day, said, place = row
    if source == "met":
        minutes = int(said or 0)
        words = ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes} if minutes else ""
        url = reverse("meetings:meeting", args=[place])
        return Entry(day, _("Meeting"), words, url, decided.get(place, []))
    title, text = words_of(source, said)
    return Entry(day, title, text, address_of(source, said, place, community.pk) if is_inside else "")


def words_of(source: str, said: str) -> tuple[str, str]:
    """A title, and the words of the group beside it."""
    goes_on = _("The group goes on") if said == "yes" else _("The group does not go on")
    if source == "stage":
        return str(StageDecision.Kind(said).label), ""
    if source == "talk":
        return _("Talked about how it goes"), str(Condition(said).label)
    known = {
        "charter": (_("Charter, version %(number)s") % {"number": said}, ""),
        "experiment": (_("An experiment began"), said),
        "renewal": (goes_on, ""),
        "made": (_("The group made something"), said),
        "review": (_("Looked at how it works together"), ""),
        "look": (_("Looked back on %(year)s") % {"year": said}, ""),
        "board": (_("Once through its way of working"), said),
        "told": (_("Word to colleagues, with a question"), said),
    }
    return known[source]


def address_of(source: str, said: str, place: int, group: int) -> str:
    """Where the group reads more."""
    known: dict[str, tuple[str, list[int | str]]] = {
        "charter": ("communities:charter-version", [group, said]),
        "review": ("conditions:process", [group]),
        "look": ("conditions:self-review", [group]),
        "made": ("learning:outcome", [place]),
        "board": ("learning:round", [place]),
        "told": ("learning:updates", [group]),
    }
    address, args = known.get(source, ("communities:stage", [group]))
    return reverse(address, args=args) if source != "talk" else ""
