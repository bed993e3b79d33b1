"""From experiment to a part of the school (R34, R35): the trial, the decision, the yearly renewal by the members."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.actions.frame import EndsBeforeStart, set_end
from communities.actions.joining import CommunityIsFinished, refuse_finished
from communities.models import Community, Experiment, Membership, Renewal, RenewalVoice, Stage, StageDecision
from communities.stages import open_kinds
from notifications import outbox
from notifications.registry import subject_key
from schools import audit
from schools.models import User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Kind = StageDecision.Kind


class StageFault(Exception):
    """What cannot be done now, in words."""

    message: "StrOrPromise" = ""


class OnTrialAlready(StageFault):
    """One experiment at a time."""

    message = _("This group is an experiment already. Its question and its date stand on this page.")


class NotStartedYet(StageFault):
    """A proposal is no experiment yet."""

    message = _("This is still a proposal. It can become an experiment as soon as the group has started.")


class EndsTooSoon(StageFault):
    """A decide-by date that does not lie ahead."""

    message = _("Choose a day after today.")


class ExtendedBefore(StageFault):
    """An experiment gets more time once."""

    message = _("The experiment has had more time once. Now it is time to decide.")


class NotToDecide(StageFault):
    """A decision that does not fit where the group stands; also the second tap on the same decision."""

    message = _("This is not to be decided now: perhaps somebody has just noted it.")


class NotEmbedded(StageFault):
    """Only an embedded group is renewed each year."""

    message = _("The question to go on is asked once a group is a part of the school.")


class NoMember(StageFault):
    """Only members renew their group."""

    message = _("Only the members answer this question.")


STAGE_FAULTS = (StageFault, CommunityIsFinished, EndsBeforeStart)


def locked(community: Community) -> Community:
    """The row as it is now; of two who decide the second waits for the first."""
    return Community.objects.select_for_update().get(pk=community.pk)


@transaction.atomic
def start_experiment(*, community: Community, question: str, ends_on: date, by: User, now: datetime) -> Experiment:
    """Put the group on trial until `ends_on`.

    Raises CommunityIsFinished, NotStartedYet, OnTrialAlready, EndsTooSoon.
    """
    today, community = timezone.localdate(now), locked(community)
    refuse_finished(community, today)
    if community.stage == Stage.PROPOSAL:
        raise NotStartedYet
    if community.experiments.filter(closed_on=None).exists():
        raise OnTrialAlready
    if ends_on <= today:
        raise EndsTooSoon
    experiment = Experiment.objects.create(
        community=community, question=question, started_on=today, ends_on=ends_on, created_by=by
    )
    set_stage(community, Stage.EXPERIMENT)
    _record(community, "stage.experiment", by, now, ends_on=ends_on.isoformat())
    return experiment


@transaction.atomic
def decide_stage(
    *,
    community: Community,
    kind: str,
    decided_on: date,
    answer: str = "",
    reason: str = "",
    ends_on: date | None = None,
    by: User,
    now: datetime,
) -> StageDecision:
    """Keep what a decision meeting decided, and do it; `ends_on` is the new date of an extension.

    Raises CommunityIsFinished, NotToDecide, ExtendedBefore, EndsTooSoon, EndsBeforeStart.
    """
    community = locked(community)
    if community.ended_on:
        raise CommunityIsFinished
    experiment = community.experiments.filter(closed_on=None).first()
    is_extended = bool(experiment and experiment.is_extended)
    if kind == Kind.EXTEND and is_extended:
        raise ExtendedBefore
    if kind not in open_kinds(community.stage, has_experiment=experiment is not None, is_extended=is_extended):
        raise NotToDecide
    if experiment is not None and kind == Kind.EXTEND:
        extend(experiment, ends_on, today=timezone.localdate(now))
    elif kind != Kind.STOP:
        close_experiment(experiment, decided_on)
        set_stage(community, Stage.EMBEDDED if kind == Kind.EMBED else Stage.RUNNING)
    else:
        return finish_community(community=community, ended_on=decided_on, answer=answer, reason=reason, by=by, now=now)
    return _decision(community, kind, decided_on, answer=answer, reason=reason, by=by, now=now)


def extend(experiment: Experiment, ends_on: date | None, *, today: date) -> None:
    if ends_on is None or ends_on <= max(today, experiment.ends_on):
        raise EndsTooSoon
    experiment.ends_on, experiment.is_extended = ends_on, True
    experiment.save(update_fields=["ends_on", "is_extended"])


def close_experiment(experiment: Experiment | None, day: date) -> None:
    if experiment is not None:
        experiment.closed_on = day
        experiment.save(update_fields=["closed_on"])


def set_stage(community: Community, stage: str) -> None:
    community.stage = stage
    community.save(update_fields=["stage"])


@transaction.atomic
def finish_community(
    *,
    community: Community,
    ended_on: date,
    by: User,
    now: datetime,
    answer: str = "",
    reason: str = "",
    thanks: str = "",
) -> StageDecision:
    """The group has done its work; nothing is reminded of any more. What was learned stays. Raises EndsBeforeStart.

    With `thanks` every member gets these words. A second tap finds the first decision.
    """
    community = locked(community)
    if community.ended_on and (made := community.stage_decisions.filter(kind=Kind.STOP).order_by("-pk").first()):
        return made
    open_experiment = community.experiments.filter(closed_on=None).first()
    set_end(community, ended_on, "community.finished", by=by, now=now)
    community.renewals.filter(closed_on=None).delete()  # a question that nobody asks any more, with its single answers
    close_experiment(open_experiment, ended_on)
    if open_experiment is not None:
        set_stage(community, Stage.RUNNING)
    decision = _decision(community, Kind.STOP, ended_on, answer=answer, reason=reason, by=by, now=now)
    if thanks:
        thank_members(decision=decision, words=thanks, by=by, now=now)
    return decision


@transaction.atomic
def thank_members(*, decision: StageDecision, words: str, by: User, now: datetime) -> int:
    """Tell everybody of a group that has finished these words, once; gives how many are told."""
    decision = StageDecision.objects.select_for_update().select_related("community").get(pk=decision.pk)
    if decision.kind != Kind.STOP or decision.thanks or not words:
        return 0
    decision.thanks = words
    decision.save(update_fields=["thanks"])
    people = Membership.objects.current().filter(community=decision.community, user__is_active=True)
    return outbox.enqueue(
        drafts=[
            outbox.Draft(
                kind="thanks",
                subject=subject_key("community", decision.community_id),
                occasion=f"thanks:{decision.pk}",
                occasion_on=decision.decided_on,
                recipient_id=user_id,
            )
            for user_id in people.values_list("user_id", flat=True)
        ],
        now=now,
    )


@transaction.atomic
def open_renewal(*, community: Community, by: User, now: datetime) -> Renewal:
    """Ask the members whether the group goes on; the open question where there is one. Raises NotEmbedded."""
    today, community = timezone.localdate(now), locked(community)
    refuse_finished(community, today)
    if community.stage != Stage.EMBEDDED:
        raise NotEmbedded
    renewal, is_new = Renewal.objects.get_or_create(
        community=community, closed_on=None, defaults={"opened_on": today, "opened_by": by}
    )
    if is_new:
        _record(community, "renewal.opened", by, now)
    return renewal


@transaction.atomic
def say_renewal(*, renewal: Renewal, goes_on: bool, by: User) -> RenewalVoice:
    """One's own voice; it may change until the question is closed. It leaves no trace in the audit trail.

    Raises NoMember, NotToDecide when the question is closed.
    """
    renewal = Renewal.objects.select_for_update().get(pk=renewal.pk)
    if renewal.closed_on is not None:
        raise NotToDecide
    members = Membership.objects.current().filter(community=renewal.community_id, role=Membership.Role.MEMBER)
    if not members.filter(user=by).exists():
        raise NoMember
    voice, _is_new = RenewalVoice.objects.update_or_create(renewal=renewal, user=by, defaults={"goes_on": goes_on})
    return voice


@transaction.atomic
def close_renewal(*, renewal: Renewal, goes_on: bool, note: str, by: User, now: datetime) -> Renewal:
    """What the members decided together. The single voices have done their work and are deleted."""
    renewal = Renewal.objects.select_for_update().get(pk=renewal.pk)
    if renewal.closed_on is not None:
        return renewal
    renewal.closed_on, renewal.goes_on, renewal.note = timezone.localdate(now), goes_on, note
    renewal.save(update_fields=["closed_on", "goes_on", "note"])
    renewal.voices.all().delete()
    _record(renewal.community, "renewal.closed", by, now, goes_on=goes_on)
    return renewal


def _decision(
    community: Community, kind: str, decided_on: date, *, answer: str, reason: str, by: User, now: datetime
) -> StageDecision:
    decision = StageDecision.objects.create(
        community=community,
        kind=kind,
        answer=answer,
        reason=reason,
        decided_on=decided_on,
        recorded_by=by,
        recorded_at=now,
    )
    _record(community, "stage.decided", by, now, kind=kind)
    return decision


def _record(community: Community, verb: str, by: User, now: datetime, **detail: object) -> None:
    audit.record(by=by, verb=verb, target=f"community:{community.pk}", at=now, **detail)
