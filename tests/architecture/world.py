"""Two schools that know nothing of one another, each with everything; and everybody who may want to look inside."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import uuid4

from django.core import signing
from django.db.models import Model

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


def furnish(school: School, group: Community, member: Membership, invited: User) -> Things:
    """Everything that a school and a group can have."""
    meeting = MeetingFactory(community=group, status="held", present_count=3)
    cycle = CycleFactory(community=group)
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
    return Things(
        starting
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
    return World(
        here=furnish(school, group, Membership.objects.get(user=personas.teacher), personas.outsider),
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
