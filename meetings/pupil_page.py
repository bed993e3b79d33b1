"""What the group sees of its pupils: guests as a number, cards, and answers that nobody can tell apart."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from operator import attrgetter

from django.db.models import Count, Q
from django.utils.formats import date_format

from communities.models import Community
from meetings.models import FeedbackAnswer, FeedbackCard, FeedbackTicket, Meeting, PupilGuests
from schools.models import SchoolYear, User

SHOWN_FROM = 3  # answers: with fewer, everybody in the class would know who said what
MOST_DAYS = 365  # that answers are kept
OPEN_DAYS = 14
LOOKS_BACK = timedelta(days=60)
OFFERED = 20  # meetings to choose from


@dataclass(frozen=True, slots=True)
class GuestLine:
    """Pupils who are guests; `is_over` after their last day, `is_coming` before their first."""

    row: PupilGuests
    is_over: bool
    is_coming: bool

    @property
    def asks_consent(self) -> bool:
        return not self.is_over and self.row.consent_seen_on is None


@dataclass(frozen=True, slots=True)
class PupilsPage:
    """Guests that are there or come first; cards with `answers` and `is_open`, the newest first."""

    guests: list[GuestLine]
    cards: list[FeedbackCard]


def pupils_page(community: Community, user: User, *, today: date) -> PupilsPage:
    """For the group itself; two queries."""
    rows = PupilGuests.objects.visible_to(user).filter(community=community).select_related("meeting")
    lines = [line_of(row, today) for row in rows.order_by("-first_day", "-pk")]
    return PupilsPage(sorted(lines, key=attrgetter("is_over")), list(cards_of(community, user, today=today)))


def cards_of(community: Community, user: User, *, today: date) -> Iterable[FeedbackCard]:
    """Cards whose answers are still kept; each knows how many there are."""
    cards = FeedbackCard.objects.visible_to(user).filter(community=community, delete_on__gte=today)
    return cards.annotate(number_given=Count("answers"), is_open=Q(closes_on__gte=today)).order_by("-created_on", "-pk")


def line_of(row: PupilGuests, today: date) -> GuestLine:
    first, last = (row.meeting.day, row.meeting.day) if row.meeting else (row.first_day, row.last_day)
    return GuestLine(row, is_over=last < today, is_coming=first > today)


def guests_at(meeting: Meeting, user: User, *, today: date) -> list[GuestLine]:
    """Pupils who are guests at this meeting; for the group itself."""
    there = Q(meeting=meeting) | Q(meeting=None, first_day__lte=meeting.day, last_day__gte=meeting.day)
    rows = PupilGuests.objects.visible_to(user).filter(there, community=meeting.community_id)
    return [line_of(row, today) for row in rows.select_related("meeting").order_by("pk")]


@dataclass(frozen=True, slots=True)
class CardPage:
    """A card and what pupils said. `moods`: words and how many, the happiest first. Texts lie in no common order."""

    card: FeedbackCard
    today: date
    is_open: bool
    number: int
    has_papers: bool
    moods: list[tuple[str, int]]
    helped: list[str]
    hindered: list[str]
    own: list[str]

    @property
    def is_shown(self) -> bool:
        return self.number >= SHOWN_FROM

    @property
    def is_full(self) -> bool:
        return self.number >= self.card.number

    @property
    def missing(self) -> int:
        """How many answers there must be more before any is shown."""
        return SHOWN_FROM - self.number


def card_page(card: FeedbackCard, user: User, *, today: date) -> CardPage:
    """Two queries. Nothing of the answers before there are three."""
    answers = list(FeedbackAnswer.objects.visible_to(user).filter(card=card))
    shown = answers if len(answers) >= SHOWN_FROM else []
    moods = Counter(answer.mood for answer in shown)
    return CardPage(
        card=card,
        today=today,
        is_open=card.closes_on >= today,
        number=len(answers),
        has_papers=not card.is_on_board and FeedbackTicket.objects.filter(card=card).exists(),
        moods=[(str(mood.label), moods[mood]) for mood in reversed(FeedbackAnswer.Mood)],
        helped=mixed(shown, "helped"),
        hindered=mixed(shown, "hindered"),
        own=mixed(shown, "own"),
    )


def mixed(answers: Iterable[FeedbackAnswer], column: str) -> list[str]:
    """The texts of one question, in an order that tells neither when they came nor what belongs to one pupil."""
    texts = [(sha256(f"{answer.pk}{column}".encode()).digest(), getattr(answer, column)) for answer in answers]
    return [text for _order, text in sorted(texts) if text]


def year_end(community: Community, *, today: date) -> date:
    """The last day of the school year of the host, or of the next; half a year on where none is known."""
    years = SchoolYear.objects.filter(school=community.school_id, last_day__gte=today)
    last = years.order_by("last_day").values_list("last_day", flat=True).first()
    return last or today + timedelta(days=180)


def usual_days(community: Community, *, today: date) -> dict[str, date]:
    """Open for two weeks; the answers go with the school year, at the latest after a year."""
    closes_on = today + timedelta(days=OPEN_DAYS)
    until = max(closes_on, year_end(community, today=today))
    return {"closes_on": closes_on, "delete_on": min(until, today + timedelta(days=MOST_DAYS))}


def meeting_choices(community: Community, *, today: date, chosen: int | None = None) -> list[tuple[int, str]]:
    """Meetings of two months back and later, and the one that is chosen; the nearest first."""
    known = Meeting.objects.filter(community=community, status__in=[Meeting.Status.PLANNED, Meeting.Status.HELD])
    rows = known.filter(Q(day__gte=today - LOOKS_BACK) | Q(pk=chosen)).values_list("pk", "day")
    near = sorted(rows, key=lambda row: abs((row[1] - today).days))[:OFFERED]
    return [(pk, date_format(day, "l j F Y")) for pk, day in near]
