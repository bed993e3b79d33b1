"""What a leader takes along when a school hands over or leaves: tables that she may read, and what of them.

The rows pass her own doors as well. A leader who takes part in a group reads more there than her successor will: what
is the group's stays out here, and its people take it out themselves.
"""

from django.db.models import Exists, OuterRef, Q

from conditions.models import ConditionAnswer

EVERYTHING = Q()
BY_LEADER = ConditionAnswer.objects.filter(community=OuterRef("community"), code=OuterRef("code"), side="leader")
ANSWERED = Q(side="leader") | Q(Exists(BY_LEADER))  # what the group said is shown once the leader has answered
SHARED = Q(reach__in=("school", "all"), removed_on=None)
HANDED: dict[str, Q] = {
    "schools.School": EVERYTHING,
    "schools.SchoolYear": EVERYTHING,
    "schools.Closure": EVERYTHING,
    "schools.QuietPeriod": EVERYTHING,
    "schools.Staff": EVERYTHING,
    "schools.StaffRole": EVERYTHING,
    "schools.WorkloadRule": EVERYTHING,
    "communities.SchoolVariant": EVERYTHING,
    "communities.VariantVersion": EVERYTHING,
    "communities.Community": EVERYTHING,
    "communities.Partnership": EVERYTHING,
    "communities.Membership": EVERYTHING,
    "communities.Pause": EVERYTHING,
    "communities.VariantChoice": EVERYTHING,
    "communities.CharterVersion": EVERYTHING,
    "communities.GuestConsent": EVERYTHING,
    "communities.Experiment": EVERYTHING,
    "communities.StageDecision": EVERYTHING,
    "communities.Renewal": EVERYTHING,
    "meetings.Meeting": ~Q(status="draft"),
    "meetings.Cycle": EVERYTHING,
    "meetings.CycleStep": EVERYTHING,
    "conditions.SchoolCondition": EVERYTHING,
    "conditions.ConditionAnswer": ANSWERED,
    "conditions.StartConfirmation": EVERYTHING,
    "conditions.ReadinessRound": EVERYTHING,
    "conditions.ReadinessStep": EVERYTHING,
    "conditions.PurposeNote": EVERYTHING,
    "conditions.PurposeDraft": EVERYTHING,
    "conditions.OtherScan": EVERYTHING,
    "conditions.PracticeLine": EVERYTHING,
    "planning.Room": EVERYTHING,
    "planning.MeetingHour": EVERYTHING,
    "planning.TaughtHour": EVERYTHING,
    "planning.PlanningWish": EVERYTHING,
    "planning.YearPlan": EVERYTHING,
    "planning.PlannedDate": EVERYTHING,
    "learning.Outcome": SHARED,
    "learning.OutcomeVersion": Q(outcome__reach__in=("school", "all"), outcome__removed_on=None),
    "pulse.SchoolPulse": EVERYTHING,
    "leading.LeaderRequest": EVERYTHING,
    "evidence.YearReport": EVERYTHING,
    "evidence.ReportText": EVERYTHING,
    "evidence.SchoolGain": EVERYTHING,
    "evidence.PeopleGains": EVERYTHING,
    "evidence.GroupPlace": EVERYTHING,
    "evidence.Release": EVERYTHING,
    "upkeep.RetentionRun": EVERYTHING,
    "upkeep.SchoolDeletion": EVERYTHING,
}
# Columns of these that a leader is shown nowhere: what people state for their groups, what a group chose for itself.
KEPT_BACK: dict[str, frozenset[str]] = {
    "schools.Staff": frozenset({"grades", "teaching_since"}),
    "communities.Community": frozenset({"overdue_wait", "help_wait", "leader_wait", "wait_reason"}),
    "communities.Membership": frozenset({"came_by"}),
    "communities.Experiment": frozenset({"created_by"}),
    "communities.Renewal": frozenset({"opened_by"}),
    "communities.VariantChoice": frozenset({"decided_by"}),
    "communities.CharterVersion": frozenset({"put_by"}),
    "communities.Pause": frozenset({"created_by"}),
    "conditions.ConditionAnswer": frozenset({"by"}),
    "meetings.Meeting": frozenset({"note_taker", "logged_by", "logged_at", "created_by"}),
    "meetings.Cycle": frozenset({"created_by"}),
    "leading.LeaderRequest": frozenset({"asked_by"}),  # the group asks, not one of its people
    "learning.Outcome": frozenset({"made_by"}),
    "learning.OutcomeVersion": frozenset({"by"}),
}
# Tables that no export holds: they open a door (tokens, keys), or only wake or fill a mailbox.
NEVER = frozenset(
    {
        "meetings.CalendarFeed",
        "meetings.FeedbackTicket",
        "pulse.RoundKey",
        "notifications.Notice",
        "meetings.Telling",
        "upkeep.SampleSchool",
    }
)
# Left out for one of its people: traces of a save; what pupils answered, which a page shows from three on and mixed.
OUT_OF_GROUP = frozenset({"meetings.LogReceipt", "meetings.FeedbackAnswer"})
OUT_OF_ROW: dict[str, frozenset[str]] = {
    "meetings.FeedbackCard": frozenset({"key"}),  # with it answers of pupils are given
    "pulse.Finding": frozenset({"sealed_level"}),
}
BARE = frozenset({"password", "last_login", "is_superuser", "form_key"})  # columns that no export holds
