"""A year plan while it is a draft: asked for, made, changed by hand, dropped. Nothing of it reaches a group yet."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from planning.models import PlannedDate, Room, YearPlan
from planning.signals import plan_asked
from schools import audit
from schools.models import School, User

LOST_AFTER = timedelta(minutes=12)  # a worker that took a plan and said nothing since is gone


class PlanIsOld(Exception):
    """Somebody changed the plan on another screen, or it was published."""

    message = _("This plan was changed on another screen. Look again before you change it.")


class DayIsTaken(Exception):
    """The group has a date on that day in this plan."""

    message = _("The group has a date on this day already.")


@transaction.atomic
def ask_for_plan(*, school: School, year: str, by: User, now: datetime) -> YearPlan:
    """Wanted: dates for all groups. A second tap changes nothing; dates moved by hand will stay where they are."""
    plan, is_new = YearPlan.objects.get_or_create(
        school=school, year=year, published_at=None, defaults={"made_by": by, "made_at": now, "asked_at": now}
    )
    waiting = YearPlan.objects.filter(pk=plan.pk, published_at=None, asked_at=None)
    asked = is_new or waiting.update(asked_at=now, taken_at=None, failure="", version=F("version") + 1)
    if asked:
        audit.record(by=by, verb="ask_for_plan", target=f"year_plan:{plan.pk}", at=now, year=year)
        transaction.on_commit(lambda: plan_asked.send(sender=YearPlan, plan_id=plan.pk))
    return plan


@transaction.atomic
def take_plan(*, now: datetime) -> YearPlan | None:
    """The plan that waits longest becomes the work of who asks here; None where none waits."""
    free = Q(taken_at=None) | Q(taken_at__lt=now - LOST_AFTER)
    waiting = YearPlan.objects.filter(free, published_at=None, asked_at__isnull=False).order_by("asked_at", "pk")
    for plan in waiting.select_related("school", "made_by")[:5]:
        if YearPlan.objects.filter(free, pk=plan.pk, asked_at=plan.asked_at).update(taken_at=now):
            plan.taken_at = now
            return plan
    return None


@transaction.atomic
def keep_proposal(
    *, plan: YearPlan, dates: Iterable[PlannedDate], left_over: list[dict[str, Any]], now: datetime
) -> bool:
    """What was made for this plan; False where it is not wanted any more. Dates moved by hand stay."""
    if not _end_waiting(plan, failure="", left_over=left_over, made_at=now):
        return False
    PlannedDate.objects.filter(plan=plan, is_moved=False, meeting=None).delete()
    made = PlannedDate.objects.bulk_create(dates, ignore_conflicts=True)
    audit.record(by=None, verb="propose_plan", target=f"year_plan:{plan.pk}", at=now, dates=len(made))
    return True


@transaction.atomic
def note_failure(*, plan: YearPlan, code: str, now: datetime) -> None:
    """No proposal came about; the dates of the plan stay as they were."""
    if _end_waiting(plan, failure=code):
        audit.record(by=None, verb="fail_plan", target=f"year_plan:{plan.pk}", at=now, code=code)


def _end_waiting(plan: YearPlan, **changes: object) -> bool:
    """Whoever took it last ends the waiting, and nobody else."""
    rows = YearPlan.objects.filter(pk=plan.pk, asked_at=plan.asked_at, taken_at=plan.taken_at, published_at=None)
    return bool(rows.update(asked_at=None, taken_at=None, version=F("version") + 1, **changes))


@transaction.atomic
def stop_waiting(*, plan: YearPlan, by: User, now: datetime) -> None:
    """Not wanted after all: what the plan held stays."""
    rows = YearPlan.objects.filter(pk=plan.pk, published_at=None).exclude(asked_at=None)
    if rows.update(asked_at=None, taken_at=None, version=F("version") + 1):
        audit.record(by=by, verb="stop_plan", target=f"year_plan:{plan.pk}", at=now)


@transaction.atomic
def move_date(
    *,
    planned: PlannedDate,
    version: int,
    day: date,
    starts: time,
    minutes: int,
    room: Room | None,
    by: User,
    now: datetime,
) -> PlannedDate:
    """By hand to another day, hour or room, where it stays. Raises PlanIsOld, DayIsTaken."""
    grow(planned.plan, version)
    planned.day, planned.starts, planned.minutes, planned.room, planned.is_moved = day, starts, minutes, room, True
    _save(planned)
    audit.record(
        by=by,
        verb="move_planned_date",
        target=f"year_plan:{planned.plan_id}",
        at=now,
        day=day.isoformat(),
        date=planned.pk,
    )
    return planned


@transaction.atomic
def add_date(
    *,
    plan: YearPlan,
    community: Community,
    version: int,
    day: date,
    starts: time,
    minutes: int,
    room: Room | None,
    by: User,
    now: datetime,
) -> PlannedDate:
    """One more date of a group, by hand. Raises PlanIsOld, DayIsTaken."""
    grow(plan, version)
    planned = PlannedDate(
        plan=plan, community=community, day=day, starts=starts, minutes=minutes, room=room, is_moved=True
    )
    _save(planned)
    audit.record(by=by, verb="add_planned_date", target=f"year_plan:{plan.pk}", at=now, day=day.isoformat())
    return planned


@transaction.atomic
def remove_date(*, planned: PlannedDate, version: int, by: User, now: datetime) -> None:
    """Not this one. Raises PlanIsOld."""
    grow(planned.plan, version)
    PlannedDate.objects.filter(pk=planned.pk, meeting=None).delete()
    audit.record(
        by=by, verb="remove_planned_date", target=f"year_plan:{planned.plan_id}", at=now, day=planned.day.isoformat()
    )


@transaction.atomic
def drop_plan(*, plan: YearPlan, by: User, now: datetime) -> None:
    """The draft goes away wholly; nobody but the leader ever saw it."""
    target = f"year_plan:{plan.pk}"
    if YearPlan.objects.filter(pk=plan.pk, published_at=None).delete()[0]:
        audit.record(by=by, verb="drop_plan", target=target, at=now, year=plan.year)


def grow(plan: YearPlan, version: int) -> None:
    """Counts one change. Raises PlanIsOld where `version` is no longer stored, or the plan is being made or out."""
    rows = YearPlan.objects.filter(pk=plan.pk, version=version, published_at=None, asked_at=None)
    if not rows.update(version=F("version") + 1):
        raise PlanIsOld


def _save(planned: PlannedDate) -> None:
    try:
        with transaction.atomic():
            planned.save()
    except IntegrityError:
        raise DayIsTaken from None
