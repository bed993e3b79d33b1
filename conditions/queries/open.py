"""What is still open of start conditions, as rows for pages that read it along with their own; no statement here."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from conditions.catalogue import ASKS_WHY
from conditions.models import ConditionAnswer, StartConfirmation

Side, Status = ConditionAnswer.Side, ConditionAnswer.Status
OPEN = (Status.NO, Status.PARTLY)
Answers = QuerySet[ConditionAnswer]


def in_running_groups(answers: Answers, today: date) -> Answers:
    return answers.filter(Q(community__ended_on=None) | Q(community__ended_on__gt=today))


def latest() -> Answers:
    """The last answer of each side to each condition."""
    same = ConditionAnswer.objects.filter(community=OuterRef("community"), code=OuterRef("code"), side=OuterRef("side"))
    later = same.filter(Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk")))
    return ConditionAnswer.objects.exclude(Exists(later))


def also_said_by(side: str) -> Exists:
    """Whether this side ever answered the condition of the outer query."""
    same = ConditionAnswer.objects.filter(community=OuterRef("community"), code=OuterRef("code"), side=side)
    return Exists(same)


def waiting_for_why() -> Answers:
    """Answers of leaders beside which a reason to start all the same is asked of them: `gaps.waits_for_why`."""
    same = {"community": OuterRef("community"), "code": OuterRef("code")}
    of_group = latest().filter(**same, side=Side.GROUP, status__in=OPEN)
    asking = latest().filter(~Q(status=Status.YES) | Exists(of_group), side=Side.LEADER, code__in=ASKS_WHY)
    return asking.exclude(Exists(StartConfirmation.objects.filter(**same)))


def waiting_for_leader() -> Answers:
    """Answers that wait for a leader: her reason is asked, or the group answered one of the three and she did not."""
    alone = ConditionAnswer.objects.filter(side=Side.GROUP, code__in=ASKS_WHY).exclude(also_said_by(Side.LEADER))
    return ConditionAnswer.objects.filter(Q(pk__in=waiting_for_why().values("pk")) | Q(pk__in=alone.values("pk")))


def open_steps() -> Answers:
    """Next steps that somebody has to take still, on conditions that are open as their side sees them."""
    return latest().filter(status__in=OPEN, owner__isnull=False).exclude(next_step="")
