"""What asks something now of a group while it learns: columns of the group itself, no statement of its own. For its own
people; the page leaves it out for everybody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from coaching.models import HelpRequest, Offer
from communities.models import CoachMandate, Community, MandateVoice, Membership
from conditions.models import ProcessReview
from learning.models import BoardStep
from pulse.models import Conversation, Round, told_to
from schools.models import User

LEARNING = (
    *("pulse_until", "is_pulse_untalked", "is_help_answered", "is_help_asked", "is_offer_open", "is_coach_asked"),
    *("is_review_open", "reads_pulse", "board_method", "step_code", "step_name"),
)


@dataclass(frozen=True, slots=True)
class Learning:
    """From the columns `LEARNING`. `step_name`: a name of the group's own for the step that it is in."""

    pulse_until: date | None = None
    is_pulse_untalked: bool = False
    is_help_answered: bool = False
    is_help_asked: bool = False
    is_offer_open: bool = False
    is_coach_asked: bool = False
    is_review_open: bool = False
    reads_pulse: bool = False
    board_method: str = ""
    step_code: str = ""
    step_name: str = ""


def with_learning(groups: "QuerySet[Community]", user: int) -> "QuerySet[Community]":
    """With the columns `LEARNING`, for whoever looks."""
    own = {"community": OuterRef("pk")}
    rounds, help_asked = Round.objects.filter(**own), HelpRequest.objects.filter(**own, closed_on=None)
    steps = BoardStep.objects.filter(
        board__community=OuterRef("pk"), board__ended_on=None, state=BoardStep.State.NOW
    ).order_by("position")
    return groups.annotate(
        pulse_until=Subquery(rounds.open().values("closes_on")[:1]),
        is_pulse_untalked=Exists(untalked(rounds)),
        is_help_answered=Exists(help_asked.exclude(answered_at=None)),
        is_help_asked=Exists(help_asked.filter(answered_at=None)),
        is_offer_open=Exists(Offer.objects.filter(**own, answer="")),
        is_coach_asked=Exists(asking_mandates(user)),
        is_review_open=Exists(ProcessReview.objects.filter(**own, closed_on=None)),
        reads_pulse=Exists(told_to(User(pk=user)).filter(community=OuterRef("pk"))),
        board_method=_text(steps, "board__method"),
        step_code=_text(steps, "code"),
        step_name=_text(steps, "name"),
    )


def untalked(rounds: "QuerySet[Round]") -> "QuerySet[Round]":
    """Closed rounds with enough answers, the latest of their group, of which nothing was talked about since."""
    talked = Conversation.objects.filter(community=OuterRef("community"), held_on__gte=OuterRef("closed_on"))
    later = Round.objects.filter(community=OuterRef("community"), closed_on__gt=OuterRef("closed_on"))
    closed = rounds.exclude(closed_on=None).exclude(size="")
    return closed.exclude(Exists(talked)).exclude(Exists(later))


def asking_mandates(user: int) -> "QuerySet[CoachMandate]":
    """Coaches who are proposed to the outer group, on whom this member has not said yes."""
    said = MandateVoice.objects.filter(mandate=OuterRef("pk"), user=user)
    member = Membership.objects.current().filter(
        community=OuterRef("community"), user=user, role=Membership.Role.MEMBER
    )
    asked = CoachMandate.objects.open().filter(community=OuterRef("pk"), accepted_on=None)
    return asked.filter(Exists(member)).exclude(Exists(said))


def _text(rows: "QuerySet[BoardStep]", column: str) -> Coalesce:
    return Coalesce(Subquery(rows.values(column)[:1]), Value(""), output_field=CharField())


def learning(columns: Sequence[object]) -> Learning:
    """From the columns `LEARNING`."""
    until, *rest = columns
    flags, texts = rest[:7], rest[7:]
    return Learning(until, *(bool(one) for one in flags), *texts)  # type: ignore[arg-type]
