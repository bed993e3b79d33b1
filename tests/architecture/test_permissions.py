"""Every cell of `schools/permissions.csv` holds, and every address answers each persona as `url_table` says."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from coaching.models import HelpRequest, Note, Offer, SignalDismissal, Talk
from communities import actions
from communities.models import (
    Charter,
    CharterAcceptance,
    CharterVersion,
    CoachMandate,
    Community,
    CommunityQuerySet,
    CompositionAnswer,
    Experiment,
    GuestConsent,
    Invitation,
    MandateVoice,
    Membership,
    MemberStatement,
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
    PracticeLine,
    ProcessAnswer,
    ProcessReview,
    PurposeDraft,
    PurposeNote,
    ReadinessRound,
    ReadinessStep,
    SchoolCondition,
    SelfReview,
    StartConfirmation,
)
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
from leading.models import LeaderRequest, SavedView
from learning.models import (
    Board,
    BoardMove,
    BoardStep,
    CasePupil,
    Evidence,
    LessonTalk,
    Observation,
    Outcome,
    OutcomeUse,
    OutcomeVersion,
    Post,
    Prediction,
    StakeholderAsk,
    StakeholderUpdate,
    Topic,
    TryOut,
)
from meetings.models import (
    Activity,
    AgendaBlock,
    Attendance,
    CalendarFeed,
    Chore,
    Cycle,
    CycleStep,
    CycleText,
    Decision,
    ExitCheck,
    FeedbackAnswer,
    FeedbackCard,
    GroupScript,
    LogReceipt,
    Meeting,
    Minutes,
    MinutesQuerySet,
    ModelCheck,
    Objection,
    ParkedItem,
    Proposal,
    PupilGuests,
    Reply,
    RoleTurn,
    Run,
    Subtask,
)
from notifications.models import Notice, Preference
from planning.models import MeetingHour, PlannedDate, PlanningWish, Room, TaughtHour, YearPlan
from plc_platform import clock
from pulse.models import Comment, Conversation, Finding, Round, SchoolPulse
from schools.models import Closure, QuietPeriod, School, Staff, User, WorkloadRule
from schools.permissions import Rule, reach_of, rules
from schools.wording import OBJECTS, ROLES
from tests.architecture.bodies import opened, read_to_the_end
from tests.architecture.url_table import INSIDERS, OPEN, TABLE, Row
from tests.architecture.world import World, build
from tests.conftest import Personas
from tests.factories import MembershipFactory
from upkeep.models import PageTime, RetentionRun, SchoolDeletion

DOORS: dict[str, type[models.Model]] = {
    "school": School,
    "staff": Staff,
    "closure": Closure,
    "quiet_period": QuietPeriod,
    "community": Community,
    "membership": Membership,
    "invitation": Invitation,
    "pause": Pause,
    "meeting": Meeting,
    "draft": Meeting,
    "agenda": AgendaBlock,
    "minutes": Minutes,
    "decision": Decision,
    "subtask": Subtask,
    "attendance": Attendance,
    "reply": Reply,
    "receipt": LogReceipt,
    "cycle": Cycle,
    "cycle_step": CycleStep,
    "cycle_text": CycleText,
    "activity": Activity,
    "notice": Notice,
    "feed": CalendarFeed,
    "preference": Preference,
    "workload_rule": WorkloadRule,
    "school_variant": SchoolVariant,
    "variant_version": VariantVersion,
    "variant_choice": VariantChoice,
    "watch_words": WatchWords,
    "charter": Charter,
    "charter_version": CharterVersion,
    "working_agreements": WorkingAgreements,
    "charter_acceptance": CharterAcceptance,
    "member_statement": MemberStatement,
    "guest_consent": GuestConsent,
    "composition_answer": CompositionAnswer,
    "experiment": Experiment,
    "stage_decision": StageDecision,
    "renewal": Renewal,
    "renewal_voice": RenewalVoice,
    "pupil_guests": PupilGuests,
    "feedback_card": FeedbackCard,
    "feedback_answer": FeedbackAnswer,
    "chore": Chore,
    "school_condition": SchoolCondition,
    "condition_answer": ConditionAnswer,
    "start_confirmation": StartConfirmation,
    "readiness_round": ReadinessRound,
    "readiness_step": ReadinessStep,
    "other_scan": OtherScan,
    "purpose_note": PurposeNote,
    "purpose_draft": PurposeDraft,
    "coach_mandate": CoachMandate,
    "mandate_voice": MandateVoice,
    "help_request": HelpRequest,
    "offer": Offer,
    "talk": Talk,
    "coach_note": Note,
    "signal_dismissal": SignalDismissal,
    "group_script": GroupScript,
    "role_turn": RoleTurn,
    "run": Run,
    "parked_item": ParkedItem,
    "proposal": Proposal,
    "objection": Objection,
    "exit_check": ExitCheck,
    "model_check": ModelCheck,
    "process_review": ProcessReview,
    "process_answer": ProcessAnswer,
    "self_review": SelfReview,
    "practice_line": PracticeLine,
    "board": Board,
    "board_step": BoardStep,
    "board_move": BoardMove,
    "evidence": Evidence,
    "case_pupil": CasePupil,
    "prediction": Prediction,
    "observation": Observation,
    "lesson_talk": LessonTalk,
    "try_out": TryOut,
    "outcome": Outcome,
    "outcome_version": OutcomeVersion,
    "outcome_use": OutcomeUse,
    "shared_outcome": Outcome,
    "topic": Topic,
    "post": Post,
    "stakeholder_update": StakeholderUpdate,
    "stakeholder_ask": StakeholderAsk,
    "pulse_round": Round,
    "pulse_finding": Finding,
    "pulse_comment": Comment,
    "shared_round": Round,
    "conversation": Conversation,
    "school_pulse": SchoolPulse,
    "room": Room,
    "meeting_hour": MeetingHour,
    "taught_hour": TaughtHour,
    "planning_wish": PlanningWish,
    "year_plan": YearPlan,
    "planned_date": PlannedDate,
    "leader_request": LeaderRequest,
    "saved_view": SavedView,
    "year_report": YearReport,
    "shared_report": YearReport,
    "report_text": ReportText,
    "school_gain": SchoolGain,
    "look_back": LookBack,
    "people_gains": PeopleGains,
    "attest": Attest,
    "school_group": SchoolGroup,
    "board_reader": BoardReader,
    "group_place": GroupPlace,
    "release": Release,
    "roll_up": RollUp,
    "page_time": PageTime,
    "retention_run": RetentionRun,
    "school_deletion": SchoolDeletion,
}
SIGNED_IN = [*ROLES, "other_leader"]
OURS = (
    *("schools", "communities", "meetings", "conditions", "planning", "learning", "pulse", "leading", "coaching"),
    *("evidence", "upkeep", "notifications"),
)


@pytest.fixture
def world(personas: Personas) -> World:
    return build(personas)


@pytest.fixture
def school_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Monday 23 November 2026, ten in the morning in Brussels."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


# --- the doors -------------------------------------------------------------------------------------------------------
def wrong_cells(world: World, role: str) -> list[Rule]:
    """Cells of the file that the doors do not keep to."""
    user, wrong = world.people[role], []
    for rule in (rule for rule in rules() if rule.role == role):
        things = world.elsewhere if rule.relation == "elsewhere" and role != "other_leader" else world.here
        row = world.own_people if rule.relation == "own_people" else things.rows[rule.object]
        door = {"read": "visible_to", "change": "editable_by"}[rule.action]
        rows = DOORS[rule.object].objects.all()
        opened = hasattr(rows, door) and getattr(rows, door)(user).filter(pk=row.pk).exists()
        wrong += [rule] if opened != rule.is_allowed else []
    return wrong


@pytest.mark.parametrize("role", SIGNED_IN)
def test_doors_give_each_role_exactly_the_rows_of_the_file(world: World, role: str) -> None:
    wrong = wrong_cells(world, role)

    assert not wrong, "\n".join(map(str, wrong))


def test_doors_test_notices_minutes_that_a_leader_can_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody_who_sees_the_group = lambda rows, user: rows.filter(  # noqa: E731
        meeting__community__in=Community.objects.visible_to(user)
    )
    monkeypatch.setattr(MinutesQuerySet, "visible_to", everybody_who_sees_the_group)

    assert [(rule.object, rule.action) for rule in wrong_cells(world, "leader")] == [
        ("minutes", "read"),
        ("minutes", "change"),
    ]


def test_file_has_every_object_with_every_role_and_both_actions() -> None:
    cells = {(rule.object, rule.role, rule.action) for rule in rules()}

    assert cells == {
        (thing, role, act) for thing in DOORS for role in (*SIGNED_IN, "anonymous") for act in ("read", "change")
    }


def test_file_gives_nothing_elsewhere_nor_to_the_anonymous() -> None:
    assert [
        rule for rule in rules() if rule.is_allowed and (rule.relation == "elsewhere" or rule.role == "anonymous")
    ] == []


def test_every_model_with_a_door_stands_in_the_file() -> None:
    with_a_door = {
        model
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if hasattr(model.objects.all(), "visible_to")
    }

    assert with_a_door <= set(DOORS.values())


def test_page_speaks_of_every_object_and_role() -> None:
    spoken = {name for reach in reach_of(ROLES) for name in (*reach.reads, *reach.never)}

    assert spoken == set(OBJECTS) == set(DOORS)


# --- the addresses ---------------------------------------------------------------------------------------------------
def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            namespace = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, namespace)
        else:
            yield f"{prefix}{pattern.name}"


def test_every_address_stands_in_the_table() -> None:
    assert set(names(get_resolver().url_patterns)) == TABLE.keys() | OPEN


def wanted(row: Row, method: str, role: str) -> set[int]:
    """The statuses that are right for this persona."""
    who = row.get if method == "get" else row.post
    if who is None:
        return {405}
    return {200, 302, 400} if role in who.split() or who == "all" else {404}


def wrong_answers(world: World, role: str, names: Iterable[str] = TABLE) -> list[tuple[str, str, int]]:
    """Addresses that answer this persona otherwise than the table says."""
    client, wrong = signed_in(world.people[role]), []
    for name in names:
        row = TABLE[name]
        for method in ("get", "post"):
            answer = answer_of(client, method, reverse(name, args=row.arguments(world.here, world.people[role])))
            if answer.status_code not in wanted(row, method, role):
                wrong.append((name, method, answer.status_code))
            if role not in INSIDERS.split() and b"zq-canary" in opened(answer.content):
                wrong.append((name, "words of the group", answer.status_code))
    return wrong


@pytest.mark.usefixtures("school_morning")
@pytest.mark.parametrize("role", SIGNED_IN)
def test_every_address_answers_as_the_table_says(world: World, role: str) -> None:
    wrong = wrong_answers(world, role)

    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.usefixtures("school_morning")
def test_walk_notices_a_door_that_stands_open(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CommunityQuerySet, "visible_to", lambda rows, user: rows.all())

    assert wrong_answers(world, "outsider", ["communities:members"]) == [("communities:members", "get", 200)]


@pytest.mark.usefixtures("school_morning")
@pytest.mark.parametrize("role", ["leader", "coach"])
def test_no_address_opens_anything_of_another_school(world: World, role: str) -> None:
    client, wrong = signed_in(world.people[role]), []

    for name, row in ((name, row) for name, row in TABLE.items() if row.is_about_a_thing):
        for method in ("get", "post"):
            path = reverse(name, args=row.arguments(world.elsewhere, world.people["other_leader"]))
            status = answer_of(client, method, path).status_code
            if status not in ({404, 405} if wanted(row, method, "nobody") == {404} else {405}):
                wrong.append((name, method, status))

    assert not wrong, "\n".join(map(str, wrong))


def test_nobody_comes_in_without_signing_in(world: World, client: Client) -> None:
    wrong = []

    for name, row in TABLE.items():
        path = reverse(name, args=row.arguments(world.here, AnonymousUser()))
        answers = [client.get(path), client.post(path)]
        wrong += [name for answer in answers if not str(answer.headers.get("Location")).startswith("/accounts/login/")]

    assert not wrong, "\n".join(map(str, wrong))


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def answer_of(client: Client, method: str, path: str) -> HttpResponse:
    """What an address answers; whatever it changed is taken back."""
    with transaction.atomic():
        answer = getattr(client, method)(path)
        if answer.streaming:
            answer = read_to_the_end(answer)
        transaction.set_rollback(True)
    return answer


# --- voluntariness ---------------------------------------------------------------------------------------------------
def enrolling(world: World, role: str, names: Iterable[str] = TABLE) -> list[str]:
    """Addresses through which this persona makes somebody else a member."""
    user, client = world.people[role], signed_in(world.people[role])
    target = world.people["outsider" if role != "outsider" else "former"]
    others = Membership.objects.exclude(user=user).filter(left_on=None)
    before, found = set(others.values_list("pk", flat=True)), []
    said = {
        "people": [target.pk], "user": target.pk, "member": target.pk, "members": [target.pk], "role": "member",
        "email": target.email, "part": "member", "name": "x", "variant": "TDT", "started_on": "2026-11-24",
        "community": world.here.group.pk, "regime": "count", "is_accepted": "1", "confirmed": "1",
        "answer": "yes", "is_open": "1", "is_idea": "1", "until": "2027-06-30", "brings": "x", "school_agrees": "1",
    }  # fmt: skip
    for name in names:
        with transaction.atomic():
            client.post(reverse(name, args=TABLE[name].arguments(world.here, user)), said)
            found += [name] if set(others.values_list("pk", flat=True)) - before else []
            transaction.set_rollback(True)
    return found


@pytest.mark.usefixtures("school_morning")
@pytest.mark.parametrize("role", ["leader", "partner_leader", "coach", "external", "outsider"])
def test_no_address_makes_somebody_else_a_member(world: World, role: str) -> None:
    assert enrolling(world, role, [name for name, row in TABLE.items() if row.post is not None]) == []


@pytest.mark.usefixtures("school_morning")
def test_walk_notices_an_address_that_enrols(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def enrol(*, community: Community, people: Iterable[User], **_said: object) -> int:
        return sum(bool(MembershipFactory(community=community, user=person)) for person in people)

    monkeypatch.setattr(actions, "invite_people", enrol)

    assert enrolling(world, "leader", ["communities:invite", "communities:edit"]) == ["communities:invite"]
