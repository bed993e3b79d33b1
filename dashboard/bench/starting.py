"""What groups and their school stand on (starting well), in bulk: every page of it is full in a measured school."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from communities import charter_text
from communities.models import (
    Charter,
    CharterAcceptance,
    CharterVersion,
    Community,
    Experiment,
    Invitation,
    Membership,
    MemberStatement,
    SchoolVariant,
    Stage,
    VariantChoice,
    WatchWords,
    WorkingAgreements,
)
from conditions.catalogue import CODES
from conditions.models import ConditionAnswer, ReadinessAnswer, ReadinessRound, ReadinessStep
from conditions.readiness_statements import codes
from meetings.localtime import wall_time
from meetings.models import Chore, FeedbackCard, Meeting
from schools.models import School, Staff, User, WorkloadRule

ANSWERS = 25  # of a readiness round; below three a side nothing is shown
STATUSES = ("yes", "partly", "no", "na")
TEXT = "Leerlingen haken af bij bewijzen; we willen dat ze durven zeggen waar ze vastlopen."


def fill_starting(school: School, *, today: date, leader: User) -> None:
    """Charters, answers, experiments, a round and a card, as if every group had done all of it."""
    now = wall_time(today, time(12))
    communities = list(Community.objects.filter(school=school).order_by("pk"))
    people = list(Membership.objects.current().filter(community__in=communities).order_by("pk"))
    _school(school, today)
    _charters(communities, people, now)
    _people(communities, people, school, today)
    _conditions(communities, leader, now)
    _experiments(communities, today)
    _round(school, today)
    _meetings(communities, today)


def _school(school: School, today: date) -> None:
    SchoolVariant.objects.bulk_create(
        SchoolVariant(school=school, base="COP", code=f"vakgroep-{number}", name=f"Vakgroep {number}")
        for number in range(3)
    )
    WorkloadRule.objects.create(school=school, ceiling_hours=10, text=TEXT, published_on=today)


def _charters(communities: Sequence[Community], people: Sequence[Membership], now: datetime) -> None:
    words = {name: TEXT for name in charter_text.FIELDS if name not in ("weights", "working_model", "contact")}
    own = {name: text for name, text in words.items() if name not in charter_text.OF_COMMUNITY}
    Charter.objects.bulk_create(Charter(community=one, changed_at=now, **own) for one in communities)
    versions = CharterVersion.objects.bulk_create(
        CharterVersion(community=one, number=1, content=words, put_at=now) for one in communities
    )
    WorkingAgreements.objects.bulk_create(WorkingAgreements(version=version, text=TEXT) for version in versions)
    of_group = {version.community_id: version for version in versions}
    CharterAcceptance.objects.bulk_create(
        CharterAcceptance(version=of_group[one.community_id], user_id=one.user_id, is_clear=True, at=now)
        for one in people[::2]
    )


def _people(communities: Sequence[Community], people: Sequence[Membership], school: School, today: date) -> None:
    MemberStatement.objects.bulk_create(MemberStatement(membership=one, brings=TEXT, learns=TEXT) for one in people)
    WatchWords.objects.bulk_create(
        WatchWords(community_id=one.community_id, user_id=one.user_id, feasible=3, supported=4, purposeful=5, day=today)
        for one in people
    )
    VariantChoice.objects.bulk_create(
        VariantChoice(community=one, variant=one.variant, reason=TEXT, decided_on=one.started_on) for one in communities
    )
    inside = {(one.community_id, one.user_id) for one in people}
    colleagues = list(Staff.objects.filter(school=school).order_by("pk").values_list("user_id", flat=True)[1:4])
    Invitation.objects.bulk_create(
        Invitation(community=one, user_id=pk) for one in communities for pk in colleagues if (one.pk, pk) not in inside
    )


def _conditions(communities: Sequence[Community], leader: User, now: datetime) -> None:
    """Both sides of every condition, twice."""
    ConditionAnswer.objects.bulk_create(
        ConditionAnswer(
            community=one,
            code=code,
            side=side,
            status=STATUSES[(number + place + turn) % len(STATUSES)],
            note=TEXT,
            by=leader,
            at=now - timedelta(days=20 * (2 - turn)),
        )
        for number, one in enumerate(communities)
        for place, code in enumerate(CODES)
        for side in ConditionAnswer.Side.values
        for turn in range(2)
    )


def _experiments(communities: Sequence[Community], today: date) -> None:
    """Every third group."""
    chosen = communities[::3]
    Community.objects.filter(pk__in=[one.pk for one in chosen]).update(stage=Stage.EXPERIMENT)
    Experiment.objects.bulk_create(
        Experiment(
            community=one, question=TEXT, started_on=one.started_on, ends_on=today + timedelta(days=7 * (number % 40))
        )
        for number, one in enumerate(chosen)
    )


def _round(school: School, today: date) -> None:
    """A round that is settled, so that the page shows what both sides said."""
    closed_on = today - timedelta(days=2)
    held = ReadinessRound.objects.create(
        school=school, opened_on=closed_on - timedelta(days=14), closes_on=closed_on, closed_on=closed_on
    )
    ReadinessAnswer.objects.bulk_create(
        ReadinessAnswer(round=held, is_leader=number < 3, code=code, now=1 + number % 4, wanted=4)
        for number in range(ANSWERS)
        for code in codes()
    )
    ReadinessStep.objects.bulk_create(
        ReadinessStep(school=school, code=code, text="Een vast uur per week vrijhouden.") for code in codes()[:6]
    )


def _meetings(communities: Sequence[Community], today: date) -> None:
    """Chores at what is planned, and a card on the board of each group."""
    planned = Meeting.objects.planned().filter(community__in=communities).order_by("pk")
    Chore.objects.bulk_create(Chore(meeting=one, kind=kind) for one in planned for kind in Chore.Kind.values)
    ends_on = today + timedelta(days=14)
    FeedbackCard.objects.bulk_create(
        FeedbackCard(
            community=one, about=TEXT, is_on_board=True, created_on=today, closes_on=ends_on, delete_on=ends_on
        )
        for one in communities
    )
