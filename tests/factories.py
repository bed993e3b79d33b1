"""One factory a model; every default is plain and nothing happens behind the caller's back."""

from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from communities.models import (
    Charter,
    CharterAcceptance,
    CharterVersion,
    CoachRole,
    Community,
    CompositionAnswer,
    Experiment,
    GuestConsent,
    Invitation,
    Membership,
    MemberStatement,
    Partnership,
    Pause,
    Renewal,
    RenewalVoice,
    SchoolVariant,
    StageDecision,
    VariantChoice,
    VariantVersion,
    WatchWords,
    WorkingAgreements,
)
from conditions.models import (
    ConditionAnswer,
    OtherScan,
    PurposeDraft,
    PurposeNote,
    ReadinessRound,
    ReadinessStep,
    SchoolCondition,
    StartConfirmation,
)
from meetings.models import (
    Activity,
    AgendaBlock,
    Attendance,
    Cadence,
    CalendarFeed,
    Chore,
    Cycle,
    CycleStep,
    CycleText,
    Decision,
    FeedbackAnswer,
    FeedbackCard,
    Meeting,
    Minutes,
    PupilGuests,
    Reply,
    Subtask,
)
from notifications.models import Notice
from schools.models import Closure, QuietPeriod, School, SchoolYear, Staff, StaffRole, User, WorkloadRule

YEAR = ("2026-2027", date(2026, 9, 1), date(2027, 6, 30))
# Flanders 2026-27, as published (domain.md 5.1): what closes a school inside the year.
CLOSURES_2026 = [
    (date(2026, 11, 2), date(2026, 11, 8)),
    (date(2026, 11, 11), date(2026, 11, 11)),
    (date(2026, 12, 21), date(2027, 1, 3)),
    (date(2027, 2, 8), date(2027, 2, 14)),
    (date(2027, 3, 29), date(2027, 4, 11)),
    (date(2027, 5, 6), date(2027, 5, 7)),
    (date(2027, 5, 17), date(2027, 5, 17)),
]


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@school.example")
    first_name = factory.Sequence(lambda n: f"Voornaam{n}")
    last_name = factory.Sequence(lambda n: f"Achternaam{n}")


class SchoolFactory(DjangoModelFactory[School]):
    class Meta:
        model = School

    slug = factory.Sequence(lambda n: f"school-{n}")
    name = factory.Sequence(lambda n: f"School {n}")
    calendar = "BE-VLG"


class SchoolYearFactory(DjangoModelFactory[SchoolYear]):
    class Meta:
        model = SchoolYear

    school = factory.SubFactory(SchoolFactory)
    label, first_day, last_day = YEAR


class ClosureFactory(DjangoModelFactory[Closure]):
    class Meta:
        model = Closure

    school = factory.SubFactory(SchoolFactory)
    first_day = date(2026, 10, 5)
    last_day = factory.SelfAttribute("first_day")


class QuietPeriodFactory(DjangoModelFactory[QuietPeriod]):
    class Meta:
        model = QuietPeriod

    school = factory.SubFactory(SchoolFactory)
    first_day = date(2026, 12, 7)
    last_day = date(2026, 12, 18)


class StaffFactory(DjangoModelFactory[Staff]):
    class Meta:
        model = Staff

    school = factory.SubFactory(SchoolFactory)
    user = factory.SubFactory(UserFactory)


class CommunityFactory(DjangoModelFactory[Community]):
    class Meta:
        model = Community

    code = factory.Sequence(lambda n: f"c{n:04}")
    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Ontwerpteam {n}")
    variant = "TDT"
    regime = "interval"
    target_weeks = 4
    limit_weeks = 6
    minimum_per_year = 5
    gap_weeks = 2
    started_on = date(2026, 9, 1)


class PartnershipFactory(DjangoModelFactory[Partnership]):
    class Meta:
        model = Partnership


class PauseFactory(DjangoModelFactory[Pause]):
    class Meta:
        model = Pause


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    community = factory.SubFactory(CommunityFactory)
    user = factory.SubFactory(UserFactory)
    joined_on = date(2026, 9, 1)


class CoachRoleFactory(DjangoModelFactory[CoachRole]):
    class Meta:
        model = CoachRole

    started_on = date(2026, 9, 1)
    kind = "facilitating"


class InvitationFactory(DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    community = factory.SubFactory(CommunityFactory)
    user = factory.SubFactory(UserFactory)


class MeetingFactory(DjangoModelFactory[Meeting]):
    class Meta:
        model = Meeting

    community = factory.SubFactory(CommunityFactory)
    day = date(2026, 10, 15)
    starts_at = factory.LazyAttribute(lambda m: datetime(m.day.year, m.day.month, m.day.day, 12, 0, tzinfo=UTC))
    minutes = 120


class AgendaBlockFactory(DjangoModelFactory[AgendaBlock]):
    class Meta:
        model = AgendaBlock

    meeting = factory.SubFactory(MeetingFactory)
    title = "Ontwerpen"


class MinutesFactory(DjangoModelFactory[Minutes]):
    class Meta:
        model = Minutes

    meeting = factory.SubFactory(MeetingFactory)


class DecisionFactory(DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    meeting = factory.SubFactory(MeetingFactory)
    text = "We proberen de lessenreeks uit."


class AttendanceFactory(DjangoModelFactory[Attendance]):
    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    user = factory.SubFactory(UserFactory)
    is_present = True


class ReplyFactory(DjangoModelFactory[Reply]):
    class Meta:
        model = Reply

    meeting = factory.SubFactory(MeetingFactory)
    user = factory.SubFactory(UserFactory)
    answer = "yes"
    starts_at = factory.SelfAttribute("meeting.starts_at")
    at = datetime(2026, 11, 20, 8, tzinfo=UTC)


class SubtaskFactory(DjangoModelFactory[Subtask]):
    class Meta:
        model = Subtask

    meeting = factory.SubFactory(MeetingFactory)
    text = "Les 3 uitschrijven"


class CycleFactory(DjangoModelFactory[Cycle]):
    class Meta:
        model = Cycle

    community = factory.SubFactory(CommunityFactory)
    started_on = date(2026, 10, 12)


class CycleStepFactory(DjangoModelFactory[CycleStep]):
    class Meta:
        model = CycleStep

    cycle = factory.SubFactory(CycleFactory)
    position = factory.Sequence(int)
    kind = "design"


class CycleTextFactory(DjangoModelFactory[CycleText]):
    class Meta:
        model = CycleText

    text = "Redeneren met breuken"


class ActivityFactory(DjangoModelFactory[Activity]):
    class Meta:
        model = Activity

    community = factory.SubFactory(CommunityFactory)
    day = date(2026, 11, 12)
    kind = "question"


class CadenceFactory(DjangoModelFactory[Cadence]):
    class Meta:
        model = Cadence

    community = factory.SubFactory(CommunityFactory)


class CalendarFeedFactory(DjangoModelFactory[CalendarFeed]):
    class Meta:
        model = CalendarFeed

    user = factory.SubFactory(UserFactory)
    token_hash = factory.Sequence(lambda n: f"{n:064x}")
    created_at = datetime(2026, 11, 20, 8, tzinfo=UTC)


class NoticeFactory(DjangoModelFactory[Notice]):
    class Meta:
        model = Notice

    kind = "overdue"
    subject = "community:1"
    occasion = factory.Sequence(lambda n: f"2026-2027#{n}")
    recipient = factory.SubFactory(UserFactory)


class WorkloadRuleFactory(DjangoModelFactory[WorkloadRule]):
    class Meta:
        model = WorkloadRule

    ceiling_hours = 40
    text = "Afgesproken op de personeelsvergadering van september."


class SchoolVariantFactory(DjangoModelFactory[SchoolVariant]):
    class Meta:
        model = SchoolVariant

    base = "COP"
    code = factory.Sequence(lambda n: f"vakgroep-{n}")
    name = "Vakgroep"


class VariantVersionFactory(DjangoModelFactory[VariantVersion]):
    class Meta:
        model = VariantVersion

    number = 1


class VariantChoiceFactory(DjangoModelFactory[VariantChoice]):
    class Meta:
        model = VariantChoice

    variant = "TDT"
    reason = "We willen samen een lessenreeks maken."
    decided_on = date(2026, 9, 1)


class WatchWordsFactory(DjangoModelFactory[WatchWords]):
    class Meta:
        model = WatchWords

    feasible, supported, purposeful = 3, 4, 5
    day = date(2026, 9, 1)


class CharterFactory(DjangoModelFactory[Charter]):
    class Meta:
        model = Charter

    need = "Leerlingen haken af bij bewijzen."


class CharterVersionFactory(DjangoModelFactory[CharterVersion]):
    class Meta:
        model = CharterVersion

    number = 1
    put_at = datetime(2026, 9, 10, 12, tzinfo=UTC)


class WorkingAgreementsFactory(DjangoModelFactory[WorkingAgreements]):
    class Meta:
        model = WorkingAgreements

    text = "We beginnen op tijd."


class CharterAcceptanceFactory(DjangoModelFactory[CharterAcceptance]):
    class Meta:
        model = CharterAcceptance

    at = datetime(2026, 9, 11, 12, tzinfo=UTC)


class MemberStatementFactory(DjangoModelFactory[MemberStatement]):
    class Meta:
        model = MemberStatement

    brings = "Ervaring met GeoGebra."


class GuestConsentFactory(DjangoModelFactory[GuestConsent]):
    class Meta:
        model = GuestConsent

    asked_at = datetime(2026, 9, 11, 12, tzinfo=UTC)


class CompositionAnswerFactory(DjangoModelFactory[CompositionAnswer]):
    class Meta:
        model = CompositionAnswer

    fit = "yes"
    at = datetime(2026, 9, 11, 12, tzinfo=UTC)


class ExperimentFactory(DjangoModelFactory[Experiment]):
    class Meta:
        model = Experiment

    question = "Helpt samen ontwerpen leerlingen om te durven bewijzen?"
    started_on = date(2026, 9, 1)
    ends_on = date(2027, 5, 14)


class StageDecisionFactory(DjangoModelFactory[StageDecision]):
    class Meta:
        model = StageDecision

    kind = "embed"
    decided_on = date(2026, 10, 1)
    recorded_at = datetime(2026, 10, 1, 12, tzinfo=UTC)


class RenewalFactory(DjangoModelFactory[Renewal]):
    class Meta:
        model = Renewal

    opened_on = date(2026, 11, 1)


class RenewalVoiceFactory(DjangoModelFactory[RenewalVoice]):
    class Meta:
        model = RenewalVoice

    goes_on = True


class PupilGuestsFactory(DjangoModelFactory[PupilGuests]):
    class Meta:
        model = PupilGuests

    number = 3
    first_day = date(2026, 9, 1)
    last_day = date(2027, 6, 30)


class FeedbackCardFactory(DjangoModelFactory[FeedbackCard]):
    class Meta:
        model = FeedbackCard

    about = "De les over bewijzen"
    created_on = date(2026, 11, 16)
    closes_on = date(2026, 12, 4)
    delete_on = date(2027, 6, 30)


class FeedbackAnswerFactory(DjangoModelFactory[FeedbackAnswer]):
    class Meta:
        model = FeedbackAnswer

    mood = 3


class ChoreFactory(DjangoModelFactory[Chore]):
    class Meta:
        model = Chore

    kind = "room"


class SchoolConditionFactory(DjangoModelFactory[SchoolCondition]):
    class Meta:
        model = SchoolCondition

    code = factory.Sequence(lambda n: f"eigen-{n}")
    name = "Er is een lokaal met een bord"


class ConditionAnswerFactory(DjangoModelFactory[ConditionAnswer]):
    class Meta:
        model = ConditionAnswer

    code, side, status = "time", "group", "partly"
    at = datetime(2026, 9, 11, 12, tzinfo=UTC)


class StartConfirmationFactory(DjangoModelFactory[StartConfirmation]):
    class Meta:
        model = StartConfirmation

    code = "time"
    reason = "Vanaf januari is er een vast uur."
    at = datetime(2026, 9, 11, 12, tzinfo=UTC)


class ReadinessRoundFactory(DjangoModelFactory[ReadinessRound]):
    class Meta:
        model = ReadinessRound

    opened_on = date(2026, 11, 16)
    closes_on = date(2026, 12, 4)


class ReadinessStepFactory(DjangoModelFactory[ReadinessStep]):
    class Meta:
        model = ReadinessStep

    text = "Een vast uur per week vrijhouden."


class OtherScanFactory(DjangoModelFactory[OtherScan]):
    class Meta:
        model = OtherScan

    name = "Scan School als PLG"
    taken_on = date(2026, 3, 12)
    result = "Sterk in samenwerken, zwak in tijd."


class PurposeNoteFactory(DjangoModelFactory[PurposeNote]):
    class Meta:
        model = PurposeNote

    question = "want"
    text = "Dat leerlingen durven zeggen dat ze iets niet begrijpen."
    at = datetime(2026, 11, 20, 8, tzinfo=UTC)


class PurposeDraftFactory(DjangoModelFactory[PurposeDraft]):
    class Meta:
        model = PurposeDraft

    question = "want"
    version = 1
    text = "Elke leerling durft vragen te stellen."
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)


def open_school(**fields: Any) -> School:
    """A Flemish school with the school year 2026-27 and its published closures."""
    school = SchoolFactory(**fields)
    SchoolYearFactory(school=school)
    Closure.objects.bulk_create(
        Closure(school=school, kind=Closure.Kind.PUBLISHED, first_day=first, last_day=last)
        for first, last in CLOSURES_2026
    )
    return school


def staff_member(school: School, *roles: str, **fields: Any) -> User:
    """Somebody who works in `school` in the given roles (default: teacher)."""
    staff = StaffFactory(school=school, user=UserFactory(**fields))
    StaffRole.objects.bulk_create(StaffRole(staff=staff, role=role) for role in roles or ("teacher",))
    return staff.user
