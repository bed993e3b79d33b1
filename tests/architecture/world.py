"""Two schools that know nothing of one another, each with everything; and everybody who may want to look inside."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import uuid4

from django.core import signing
from django.core.files.base import ContentFile
from django.db.models import Model

from coaching.sealed_notes import Said, seal_note
from communities.models import Community, Membership
from communities.views.taking_part import SALT
from meetings.models import LogReceipt
from notifications.models import Notice, Preference
from schools.models import School, User
from tests.conftest import Personas
from tests.factories import (
    ActivityFactory,
    AgendaBlockFactory,
    AttendanceFactory,
    CalendarFeedFactory,
    CharterAcceptanceFactory,
    CharterFactory,
    CharterVersionFactory,
    ChoreFactory,
    ClosureFactory,
    CommunityFactory,
    CompositionAnswerFactory,
    ConditionAnswerFactory,
    CycleFactory,
    CycleStepFactory,
    CycleTextFactory,
    DecisionFactory,
    ExperimentFactory,
    FeedbackAnswerFactory,
    FeedbackCardFactory,
    GuestConsentFactory,
    InvitationFactory,
    MeetingFactory,
    MembershipFactory,
    MemberStatementFactory,
    MinutesFactory,
    NoticeFactory,
    OtherScanFactory,
    PartnershipFactory,
    PauseFactory,
    PupilGuestsFactory,
    PurposeDraftFactory,
    PurposeNoteFactory,
    QuietPeriodFactory,
    ReadinessRoundFactory,
    ReadinessStepFactory,
    RenewalFactory,
    RenewalVoiceFactory,
    ReplyFactory,
    SchoolConditionFactory,
    SchoolVariantFactory,
    StaffFactory,
    StageDecisionFactory,
    StartConfirmationFactory,
    SubtaskFactory,
    UserFactory,
    VariantChoiceFactory,
    VariantVersionFactory,
    WatchWordsFactory,
    WorkingAgreementsFactory,
    WorkloadRuleFactory,
    open_school,
    staff_member,
)
from tests.factories_leading import (
    AttestFactory,
    BoardReaderFactory,
    GroupPlaceFactory,
    LeaderRequestFactory,
    LookBackFactory,
    MeetingHourFactory,
    PageTimeFactory,
    PeopleGainsFactory,
    PlannedDateFactory,
    PlanningWishFactory,
    ReleaseFactory,
    ReportTextFactory,
    RetentionRunFactory,
    RollUpFactory,
    RoomFactory,
    SampleSchoolFactory,
    SavedViewFactory,
    SchoolDeletionFactory,
    SchoolGainFactory,
    SchoolGroupFactory,
    TaughtHourFactory,
    YearPlanFactory,
    YearReportFactory,
)
from tests.factories_learning import (
    BoardFactory,
    BoardMoveFactory,
    BoardStepFactory,
    CasePupilFactory,
    CoachMandateFactory,
    CommentFactory,
    ConversationFactory,
    EvidenceFactory,
    ExitCheckFactory,
    FindingFactory,
    GroupScriptFactory,
    HelpRequestFactory,
    LessonTalkFactory,
    MandateVoiceFactory,
    ModelCheckFactory,
    NoteFactory,
    ObjectionFactory,
    ObservationFactory,
    OfferFactory,
    OutcomeFactory,
    OutcomeUseFactory,
    OutcomeVersionFactory,
    ParkedItemFactory,
    PostFactory,
    PracticeLineFactory,
    PredictionFactory,
    ProcessAnswerFactory,
    ProcessReviewFactory,
    ProposalFactory,
    RoleTurnFactory,
    RoundFactory,
    RunFactory,
    SchoolPulseFactory,
    SelfReviewFactory,
    SignalDismissalFactory,
    StakeholderAskFactory,
    StakeholderUpdateFactory,
    TalkFactory,
    TopicFactory,
    TryOutFactory,
    open_box,
)


@dataclass(frozen=True)
class Things:
    """One school with one row of everything, by the names of `schools/permissions.csv`."""

    rows: dict[str, Model]

    @property
    def school(self) -> School:
        return self.rows["school"]

    @property
    def group(self) -> Community:
        return self.rows["community"]


@dataclass(frozen=True)
class World:
    """`here` is where the personas live, `elsewhere` another school; `people` by role."""

    here: Things
    elsewhere: Things
    people: dict[str, User]
    own_people: Membership


def learn(school: School, group: Community, member: Membership, asked: User, coach: User) -> dict[str, Model]:
    """Everything of how a group learns; `asked`: a colleague whose word it asks for."""
    held = MeetingFactory(community=group, status="held", day=date(2026, 11, 5))
    step = CycleStepFactory(cycle=CycleFactory(community=group, ended_on=date(2026, 11, 20)), kind="lesson")
    pupil = CasePupilFactory(cycle=step.cycle, label="zq-canary-case")
    board = BoardFactory(community=group, about="zq-canary-board")
    board_step = BoardStepFactory(board=board, state="now")
    outcome = OutcomeFactory(community=group, title="zq-canary-outcome")
    topic = TopicFactory(community=group, by=member.user, title="zq-canary-topic")
    update = StakeholderUpdateFactory(community=group)
    review = ProcessReviewFactory(community=group, autonomy_line="zq-canary-autonomy")
    proposal = ProposalFactory(meeting=held, text="zq-canary-proposal")
    closed = RoundFactory(community=group, has_comments=True)
    mandate = CoachMandateFactory(community=group, user=coach, why="zq-canary-mandate")
    return {
        "coach_mandate": mandate,
        "mandate_voice": MandateVoiceFactory(mandate=mandate, user=member.user),
        "help_request": HelpRequestFactory(community=group, line="zq-canary-help"),
        "offer": OfferFactory(community=group, text="zq-canary-offer", by=coach),
        "talk": TalkFactory(community=group, author=coach),
        "coach_note": NoteFactory(author=coach, sealed=seal_note(Said(group.pk, member.user_id, "zq-canary-note"))),
        "signal_dismissal": SignalDismissalFactory(community=group, reason="zq-canary-signal"),
        "group_script": GroupScriptFactory(community=group, name="zq-canary-script"),
        "role_turn": RoleTurnFactory(meeting=held, user=member.user),
        "run": RunFactory(meeting=held),
        "parked_item": ParkedItemFactory(meeting=held, text="zq-canary-parked"),
        "proposal": proposal,
        "objection": ObjectionFactory(proposal=proposal, text="zq-canary-objection"),
        "exit_check": ExitCheckFactory(meeting=held, line="zq-canary-exit"),
        "model_check": ModelCheckFactory(meeting=held, line="zq-canary-model"),
        "process_review": review,
        "process_answer": ProcessAnswerFactory(review=review, note="zq-canary-process", next_step="zq-canary-step"),
        "self_review": SelfReviewFactory(community=group, keeps="zq-canary-self"),
        "practice_line": PracticeLineFactory(school=school),
        "board": board,
        "board_step": board_step,
        "board_move": BoardMoveFactory(board=board, reason="zq-canary-move"),
        "evidence": EvidenceFactory(step=board_step, text="zq-canary-evidence"),
        "case_pupil": pupil,
        "prediction": PredictionFactory(step=step, pupil=pupil, text="zq-canary-prediction"),
        "observation": ObservationFactory(step=step, by=member.user, text="zq-canary-observation"),
        "lesson_talk": LessonTalkFactory(step=step, others="zq-canary-lesson-talk"),
        "try_out": TryOutFactory(community=group, by=member.user, what="zq-canary-try-out"),
        "outcome": outcome,
        "outcome_version": OutcomeVersionFactory(
            outcome=outcome,
            note="zq-canary-version",
            file=ContentFile(b"zq-canary-file", name="file"),
            file_name="les.txt",
        ),
        "outcome_use": OutcomeUseFactory(outcome=outcome, by=member.user, where="zq-canary-use"),
        "shared_outcome": OutcomeFactory(community=group, reach="school"),
        "topic": topic,
        "post": PostFactory(topic=topic, by=member.user, text="zq-canary-post"),
        "stakeholder_update": update,
        "stakeholder_ask": StakeholderAskFactory(told=update, user=asked),
        "pulse_round": closed,
        "pulse_finding": FindingFactory(round=closed),
        "pulse_comment": CommentFactory(round=closed, text="zq-canary-comment"),
        "open_round": open_box(
            RoundFactory(
                community=group, opened_on=date(2026, 11, 16), closes_on=date(2026, 11, 27), closed_on=None, size=""
            ),
            [one.user for one in group.memberships.current().filter(role="member").select_related("user")],
        ),
        "shared_round": RoundFactory(community=group, shared_on=date(2026, 10, 30)),
        "conversation": ConversationFactory(community=group, round=closed),
        "school_pulse": SchoolPulseFactory(school=school),
    }


def lead(school: School, group: Community, member: Membership, leader: User) -> dict[str, Model]:
    """Everything that leading a school, planning its year and telling of it leaves behind."""
    plan = YearPlanFactory(school=school)
    report = YearReportFactory(school=school)
    board = SchoolGroupFactory()
    return {
        "room": RoomFactory(school=school),
        "meeting_hour": MeetingHourFactory(school=school),
        "taught_hour": TaughtHourFactory(school=school, user=member.user),
        "planning_wish": PlanningWishFactory(community=group),
        "year_plan": plan,
        "planned_date": PlannedDateFactory(plan=plan, community=group),
        "leader_request": LeaderRequestFactory(community=group, school=school),
        "saved_view": SavedViewFactory(school=school, user=leader),
        "year_report": report,
        "shared_report": YearReportFactory(school=school, year="2025-2026", shared_on=date(2026, 9, 30)),
        "report_text": ReportTextFactory(report=report),
        "school_gain": SchoolGainFactory(report=report),
        "look_back": LookBackFactory(school=school, user=member.user, words="zq-canary-look-back"),
        "people_gains": PeopleGainsFactory(school=school),
        "attest": AttestFactory(user=member.user),
        "school_group": board,
        "board_reader": BoardReaderFactory(group=board),
        "group_place": GroupPlaceFactory(group=board, school=school),
        "release": ReleaseFactory(group=board, school=school),
        "roll_up": RollUpFactory(group=board),
        "open_roll_up": RollUpFactory(group=board, year="2026-2027", closes_on=date(2026, 12, 18), made_on=None),
        "page_time": PageTimeFactory(school=school),
        "retention_run": RetentionRunFactory(school=school),
        "school_deletion": SchoolDeletionFactory(school=school),
        "sample": SampleSchoolFactory(beside=school),
    }


def furnish(school: School, group: Community, member: Membership, invited: User) -> Things:
    """Everything that a school and a group can have."""
    meeting = MeetingFactory(community=group, status="held", present_count=3)
    cycle = CycleFactory(community=group, started_on=date(2026, 11, 23))
    step = CycleStepFactory(cycle=cycle, kind="lesson")
    card = FeedbackCardFactory(community=group, about="zq-canary-card")
    charter = CharterVersionFactory(community=group, number=1)
    own_form = SchoolVariantFactory(school=school)
    renewal = RenewalFactory(community=group)
    starting: dict[str, Model] = {
        "workload_rule": WorkloadRuleFactory(school=school),
        "school_variant": own_form,
        "variant_version": VariantVersionFactory(variant=own_form),
        "variant_choice": VariantChoiceFactory(community=group),
        "watch_words": WatchWordsFactory(community=group, user=member.user),
        "charter": CharterFactory(community=group, need="zq-canary-charter"),
        "charter_version": charter,
        "working_agreements": WorkingAgreementsFactory(version=charter, text="zq-canary-agreements"),
        "charter_acceptance": CharterAcceptanceFactory(version=charter, user=member.user),
        "member_statement": MemberStatementFactory(membership=member, brings="zq-canary-statement"),
        "guest_consent": GuestConsentFactory(community=group, user=UserFactory(), school=school),
        "composition_answer": CompositionAnswerFactory(community=group, note="zq-canary-composition"),
        "experiment": ExperimentFactory(community=group),
        "stage_decision": StageDecisionFactory(community=group),
        "renewal": renewal,
        "renewal_voice": RenewalVoiceFactory(renewal=renewal, user=member.user),
        "pupil_guests": PupilGuestsFactory(community=group),
        "feedback_card": card,
        "feedback_answer": FeedbackAnswerFactory(card=card, helped="zq-canary-pupil"),
        "chore": ChoreFactory(meeting=meeting, text="zq-canary-chore"),
        "school_condition": SchoolConditionFactory(school=school),
        "condition_answer": ConditionAnswerFactory(community=group),
        "start_confirmation": StartConfirmationFactory(community=group),
        "readiness_round": ReadinessRoundFactory(school=school),
        "readiness_step": ReadinessStepFactory(school=school),
        "other_scan": OtherScanFactory(school=school),
        "purpose_note": PurposeNoteFactory(school=school, by=member.user),
        "purpose_draft": PurposeDraftFactory(school=school),
    }
    coach = group.memberships.filter(role="coach").first()
    return Things(
        starting
        | learn(school, group, member, invited, coach.user if coach else UserFactory())
        | lead(school, group, member, User.objects.get(staff__school=school, staff__roles__role="leader"))
        | {
            "school": school,
            "staff": StaffFactory(school=school),
            "closure": ClosureFactory(school=school),
            "quiet_period": QuietPeriodFactory(school=school),
            "community": group,
            "membership": member,
            "limited": MembershipFactory(community=group, role="expert", until=date(2027, 6, 30)),
            "open_group": CommunityFactory(school=school, is_open=True),
            "invitation": InvitationFactory(community=group, user=invited),
            "pause": PauseFactory(community=group, first_day=date(2027, 5, 24), last_day=date(2027, 5, 28)),
            "meeting": meeting,
            "planned": MeetingFactory(
                community=group, day=date(2026, 12, 10), starts_at=datetime(2026, 12, 10, 12, tzinfo=UTC)
            ),
            "draft": MeetingFactory(community=group, status="draft", day=date(2027, 1, 14)),
            "agenda": AgendaBlockFactory(meeting=meeting),
            "minutes": MinutesFactory(meeting=meeting, note="zq-canary-minutes"),
            "decision": DecisionFactory(meeting=meeting, text="zq-canary-decision"),
            "subtask": SubtaskFactory(meeting=meeting, text="zq-canary-subtask", owner=member.user),
            "attendance": AttendanceFactory(meeting=meeting, user=member.user),
            "reply": ReplyFactory(meeting=meeting, user=member.user),
            "receipt": LogReceipt.objects.create(
                key=uuid4(), meeting=meeting, by=member.user, at=datetime(2026, 10, 15, 16, tzinfo=UTC), version=2
            ),
            "cycle": cycle,
            "cycle_step": step,
            "cycle_text": CycleTextFactory(cycle=cycle, step=step, text="zq-canary-lesson"),
            "activity": ActivityFactory(community=group, text="zq-canary-activity", by=member.user),
            "feed": CalendarFeedFactory(user=member.user),
            "notice": told_notice(member.user),
            "preference": Preference.objects.create(person=member.user, is_weekly=True),
        }
    )


def build(personas: Personas) -> World:
    """The personas' school `here`, a partner school, and a third school `elsewhere`."""
    school, group = personas.school, personas.group
    partner = open_school()
    PartnershipFactory(community=group, school=partner)
    external = MembershipFactory(community=group).user
    former = staff_member(school)
    MembershipFactory(community=group, user=former, left_on=date(2026, 10, 1))
    partner_member = MembershipFactory(community=group, user=staff_member(partner))
    other_school = School.objects.get(staff__user=personas.other_leader)
    other_group = CommunityFactory(school=other_school)
    other_member = MembershipFactory(community=other_group, user=staff_member(other_school))
    here = furnish(school, group, Membership.objects.get(user=personas.teacher), personas.outsider)
    return World(
        here=here,
        elsewhere=furnish(other_school, other_group, other_member, UserFactory()),
        people={
            "leader": personas.leader,
            "partner_leader": staff_member(partner, "leader"),
            "coach": personas.coach,
            "teacher": personas.teacher,
            "external": external,
            "former": former,
            "outsider": personas.outsider,
            "other_leader": personas.other_leader,
            "board": here.rows["board_reader"].user,
        },
        own_people=partner_member,
    )


def told_notice(person: User) -> Notice:
    """A notice that stands in somebody's inbox."""
    moment = datetime(2026, 11, 20, 8, tzinfo=UTC)
    words = {"heading": "zq-canary-notice", "lines": [], "path": "/", "group_path": "/"}
    return NoticeFactory(recipient=person, state="sent", sent_at=moment, sent_on=moment, told_at=moment, words=words)


def undo_token(membership: Membership) -> str:
    """The way back for somebody who has just left."""
    return signing.dumps([membership.pk, []], salt=SALT, compress=True)
