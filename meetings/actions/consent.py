"""Deciding by consent (R67): good enough for now and safe enough to try, with a day to look back.

Objections and concerns belong to no person. What is agreed stands in the one list of decisions.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from meetings.actions.errors import MeetingError
from meetings.localtime import local_day
from meetings.models import Decision, Meeting, Objection, Proposal
from schools import audit
from schools.models import User

ROUNDS = (
    Proposal.Round.PRESENT,
    Proposal.Round.UNDERSTAND,
    Proposal.Round.REACT,
    Proposal.Round.OBJECT,
    Proposal.Round.INTEGRATE,
)
CLOSED = (Proposal.Round.AGREED, Proposal.Round.DROPPED)
MOST_OBJECTIONS = 30
MOST_PROPOSALS = 20


class ObjectionsRemain(MeetingError):
    """An objection blocks; a concern does not."""

    message = _("There is still an objection that was not worked in. Work it in, or note it as a concern.")


class ProposalIsClosed(MeetingError):
    """It was agreed or set aside meanwhile."""

    message = _("This proposal was agreed or set aside already.")


class EnoughForOneMeeting(MeetingError):
    """More than a group can talk about."""

    message = _("That is more than one meeting can carry.")


@transaction.atomic
def propose(*, meeting: Meeting, text: str, driver: str = "", by: User, now: datetime) -> Proposal:
    """Put a proposal before the group; the same words while they are open are the same proposal."""
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    rows = Proposal.objects.filter(meeting=meeting)
    if same := rows.filter(text=text).exclude(round__in=CLOSED).first():
        return same
    if rows.count() >= MOST_PROPOSALS:
        raise EnoughForOneMeeting
    proposal = Proposal.objects.create(meeting=meeting, text=text, driver=driver)
    audit.record(by=by, verb="propose", target=f"meeting:{meeting.pk}", at=now)
    return proposal


@transaction.atomic
def go_to_round(*, proposal: Proposal, seen: str, to: str, by: User, now: datetime) -> None:
    """From the round `seen` on the page to another one, forward or back; a later tap changes nothing."""
    if to in ROUNDS and seen in ROUNDS:
        Proposal.objects.filter(pk=proposal.pk, round=seen).update(round=to)


@transaction.atomic
def reword(*, proposal: Proposal, text: str, by: User, now: datetime) -> None:
    """The words as the group changed them. Raises ProposalIsClosed."""
    row = _open(proposal)
    row.text = text
    row.save(update_fields=["text"])


@transaction.atomic
def object_to(*, proposal: Proposal, text: str, is_concern: bool, by: User, now: datetime) -> Objection:
    """A reason why it would harm, or a concern. Nobody's name is kept, nor a trace. Raises ProposalIsClosed."""
    row = _open(proposal)
    if same := row.objections.filter(text=text).first():
        return same
    if row.objections.count() >= MOST_OBJECTIONS:
        raise EnoughForOneMeeting
    return Objection.objects.create(proposal=row, text=text, is_concern=is_concern)


@transaction.atomic
def work_in(*, objection: Objection, how: str, is_concern: bool) -> None:
    """How the proposal takes it along, or that it does not stand in the way. Raises ProposalIsClosed."""
    _open(objection.proposal)
    Objection.objects.filter(pk=objection.pk).update(worked_in=how, is_concern=is_concern)


@transaction.atomic
def agree(*, proposal: Proposal, review_on: date | None, by: User, now: datetime) -> Decision:
    """It becomes a decision of the meeting; a second time gives the same. Raises ObjectionsRemain, ProposalIsClosed."""
    row = Proposal.objects.select_for_update(of=("self",)).select_related("decision").get(pk=proposal.pk)
    if row.decision:
        return row.decision
    if row.round in CLOSED:
        raise ProposalIsClosed
    if row.objections.filter(is_concern=False, worked_in="").exists():
        raise ObjectionsRemain
    decision = _decide(row.meeting, row.text, review_on)
    row.decision, row.round, row.review_on = decision, Proposal.Round.AGREED, review_on
    row.save(update_fields=["decision", "round", "review_on"])
    audit.record(by=by, verb="agree", target=f"meeting:{row.meeting_id}", at=now)
    return decision


@transaction.atomic
def set_aside(*, proposal: Proposal, by: User, now: datetime) -> None:
    """Not now, or not at all. A second time changes nothing."""
    if Proposal.objects.filter(pk=proposal.pk).exclude(round__in=CLOSED).update(round=Proposal.Round.DROPPED):
        audit.record(by=by, verb="set_aside", target=f"meeting:{proposal.meeting_id}", at=now)


@transaction.atomic
def keep_decision(*, decision: Decision, review_on: date | None, by: User, now: datetime) -> None:
    """It holds; the group looks back again on `review_on`."""
    if Decision.objects.in_force().filter(pk=decision.pk).update(review_on=review_on):
        audit.record(by=by, verb="keep_decision", target=f"meeting:{decision.meeting_id}", at=now)


@transaction.atomic
def drop_decision(*, decision: Decision, by: User, now: datetime) -> None:
    """It no longer holds; what was decided then stays to be read. A second time changes nothing."""
    if Decision.objects.in_force().filter(pk=decision.pk).update(dropped_on=local_day(now)):
        audit.record(by=by, verb="drop_decision", target=f"meeting:{decision.meeting_id}", at=now)


@transaction.atomic
def change_decision(
    *, decision: Decision, meeting: Meeting, text: str, review_on: date | None, by: User, now: datetime
) -> None:
    """Other words from `meeting` on; the old ones stay to be read where they were decided."""
    if Decision.objects.in_force().filter(pk=decision.pk).update(dropped_on=local_day(now)):
        _decide(meeting, text, review_on)
        audit.record(by=by, verb="change_decision", target=f"meeting:{meeting.pk}", at=now)


def _open(proposal: Proposal) -> Proposal:
    row = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if row.round in CLOSED:
        raise ProposalIsClosed
    return row


def _decide(meeting: Meeting, text: str, review_on: date | None) -> Decision:
    """One more line in the list of decisions of a meeting; who is writing its log sees that something was added."""
    last = Decision.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"]
    Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1)
    position = 0 if last is None else last + 1
    return Decision.objects.create(meeting=meeting, position=position, text=text, review_on=review_on)
