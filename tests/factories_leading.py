"""Factories of how a school is led: its year plan, what groups ask of a leader, reports and what is kept."""

from datetime import UTC, date, datetime, time

import factory
from factory.django import DjangoModelFactory

from evidence.models import (
    Attest,
    BoardReader,
    GroupPlace,
    LookBack,
    PeopleGains,
    Release,
    ReportText,
    RollUp,
    SchoolGain,
    SchoolGroup,
    YearReport,
)
from evidence.signing import sign
from leading.models import LeaderRequest, SavedView
from planning.models import MeetingHour, PlannedDate, PlanningWish, Room, TaughtHour, YearPlan
from tests.factories import CommunityFactory, SchoolFactory, UserFactory
from upkeep.models import PageTime, RetentionRun, SampleSchool, SchoolDeletion

MOMENT = datetime(2026, 11, 12, 14, tzinfo=UTC)


class RoomFactory(DjangoModelFactory[Room]):
    class Meta:
        model = Room

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Lokaal {n}")
    seats = 20


class MeetingHourFactory(DjangoModelFactory[MeetingHour]):
    class Meta:
        model = MeetingHour

    school = factory.SubFactory(SchoolFactory)
    weekday = 2
    starts = time(13, 30)
    ends = time(16, 0)


class TaughtHourFactory(DjangoModelFactory[TaughtHour]):
    class Meta:
        model = TaughtHour

    school = factory.SubFactory(SchoolFactory)
    user = factory.SubFactory(UserFactory)
    weekday = 0
    starts = time(8, 30)
    ends = time(10, 10)


class PlanningWishFactory(DjangoModelFactory[PlanningWish]):
    class Meta:
        model = PlanningWish

    community = factory.SubFactory(CommunityFactory)
    weekdays = [2]
    line = "Liefst na de middag."


class YearPlanFactory(DjangoModelFactory[YearPlan]):
    class Meta:
        model = YearPlan

    school = factory.SubFactory(SchoolFactory)
    year = "2026-2027"
    made_at = MOMENT


class PlannedDateFactory(DjangoModelFactory[PlannedDate]):
    class Meta:
        model = PlannedDate

    plan = factory.SubFactory(YearPlanFactory)
    community = factory.SubFactory(CommunityFactory)
    day = date(2027, 1, 13)
    starts = time(13, 30)
    minutes = 120


class LeaderRequestFactory(DjangoModelFactory[LeaderRequest]):
    class Meta:
        model = LeaderRequest

    community = factory.SubFactory(CommunityFactory)
    school = factory.SelfAttribute("community.school")
    kind = "time"
    line = "Een vrij uur op woensdag voor de hele groep."
    asked_at = MOMENT


class SavedViewFactory(DjangoModelFactory[SavedView]):
    class Meta:
        model = SavedView

    user = factory.SubFactory(UserFactory)
    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Wie mij nodig heeft {n}")
    query = {"state": "overdue"}


class YearReportFactory(DjangoModelFactory[YearReport]):
    class Meta:
        model = YearReport

    school = factory.SubFactory(SchoolFactory)
    year = "2026-2027"
    made_at = MOMENT


class ReportTextFactory(DjangoModelFactory[ReportText]):
    class Meta:
        model = ReportText

    report = factory.SubFactory(YearReportFactory)
    section = "needs"
    text = "Met het team besproken op de studiedag."


class SchoolGainFactory(DjangoModelFactory[SchoolGain]):
    class Meta:
        model = SchoolGain

    report = factory.SubFactory(YearReportFactory)
    gain = "communication"
    seen = "partly"
    text = "We overleggen vaker over de graden heen."


class LookBackFactory(DjangoModelFactory[LookBack]):
    class Meta:
        model = LookBack

    user = factory.SubFactory(UserFactory)
    school = factory.SubFactory(SchoolFactory)
    year = "2026-2027"
    gains = {"content": "more"}


class PeopleGainsFactory(DjangoModelFactory[PeopleGains]):
    class Meta:
        model = PeopleGains

    school = factory.SubFactory(SchoolFactory)
    year = "2025-2026"
    made_on = date(2026, 9, 30)
    size = "10-19"
    words = {"content": "most"}


def attested(user):
    """Two hours in lesson time, and three of which nobody said so."""
    groups = [
        {"name": "Ontwerpteam wiskunde", "number": 1, "inside": 120, "outside": 0, "unsaid": 0},
        {"name": "Leerteam taal", "number": 2, "inside": 0, "outside": 0, "unsaid": 180},
    ]
    return {
        "version": 1,
        "name": user.get_full_name(),
        "schools": ["Atheneum Ter Linde"],
        "made_on": "2026-11-12",
        "first_day": "2026-09-01",
        "last_day": "2026-11-12",
        "groups": groups,
        "dates": [["2026-10-15", "Ontwerpteam wiskunde", 120, True]],
        "activities": ["Een leerlijn over functies"],
    }


class AttestFactory(DjangoModelFactory[Attest]):
    class Meta:
        model = Attest

    user = factory.SubFactory(UserFactory)
    code = factory.Sequence(lambda n: f"ATTEST{n:014d}")
    content = factory.LazyAttribute(lambda one: attested(one.user))
    signature = factory.LazyAttribute(lambda one: sign(one.code, one.content))
    made_at = MOMENT


class SchoolGroupFactory(DjangoModelFactory[SchoolGroup]):
    class Meta:
        model = SchoolGroup

    name = factory.Sequence(lambda n: f"Scholengroep {n}")
    made_at = MOMENT


class BoardReaderFactory(DjangoModelFactory[BoardReader]):
    class Meta:
        model = BoardReader

    group = factory.SubFactory(SchoolGroupFactory)
    user = factory.SubFactory(UserFactory)
    since = date(2026, 9, 1)


class GroupPlaceFactory(DjangoModelFactory[GroupPlace]):
    class Meta:
        model = GroupPlace

    group = factory.SubFactory(SchoolGroupFactory)
    school = factory.SubFactory(SchoolFactory)
    joined_on = date(2026, 9, 1)


class ReleaseFactory(DjangoModelFactory[Release]):
    class Meta:
        model = Release

    group = factory.SubFactory(SchoolGroupFactory)
    school = factory.SubFactory(SchoolFactory)
    year = "2025-2026"
    people = 24
    released_at = MOMENT


class RollUpFactory(DjangoModelFactory[RollUp]):
    class Meta:
        model = RollUp

    group = factory.SubFactory(SchoolGroupFactory)
    year = "2025-2026"
    opened_on = date(2026, 9, 1)
    closes_on = date(2026, 10, 15)
    made_on = date(2026, 10, 16)


class PageTimeFactory(DjangoModelFactory[PageTime]):
    class Meta:
        model = PageTime

    school = factory.SubFactory(SchoolFactory)
    month = date(2026, 10, 1)
    kind = "log"
    views = 12
    seconds = 900


class RetentionRunFactory(DjangoModelFactory[RetentionRun]):
    class Meta:
        model = RetentionRun

    school = factory.SubFactory(SchoolFactory)
    rule = "attendance"
    day = date(2026, 11, 20)
    rows = 8


class SchoolDeletionFactory(DjangoModelFactory[SchoolDeletion]):
    class Meta:
        model = SchoolDeletion

    school = factory.SubFactory(SchoolFactory)
    asked_at = MOMENT
    due_on = date(2027, 2, 1)


class SampleSchoolFactory(DjangoModelFactory[SampleSchool]):
    class Meta:
        model = SampleSchool

    school = factory.SubFactory(SchoolFactory, slug=factory.Sequence(lambda n: f"voorbeeld-{n:012x}"))
    beside = factory.SubFactory(SchoolFactory)
    made_at = MOMENT
    is_ready = True
