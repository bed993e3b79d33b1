"""The plan of a school towards its first communities: steps with an owner and a date (R40)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from conditions.models import ReadinessStep
from schools import audit
from schools.models import School, User

FIELDS = ("code", "text", "owner", "due_on")


@transaction.atomic
def add_step(
    *, school: School, code: str, text: str, owner: User | None, due_on: date | None, by: User, now: datetime
) -> ReadinessStep:
    """A new step; the same words twice in a row, still to do, are one step."""
    School.objects.select_for_update().get(pk=school.pk)
    same = ReadinessStep.objects.filter(school=school, code=code, text=text, owner=owner, due_on=due_on, done_on=None)
    known: ReadinessStep | None = same.first()
    if known is not None:
        return known
    step = ReadinessStep.objects.create(school=school, code=code, text=text, owner=owner, due_on=due_on)
    audit.record(by=by, verb="readiness.step", target=f"school:{school.pk}", at=now, step=step.pk)
    return step


@transaction.atomic
def change_step(
    *, step: ReadinessStep, code: str, text: str, owner: User | None, due_on: date | None, by: User, now: datetime
) -> ReadinessStep:
    """Other words, another owner or date."""
    step.code, step.text, step.owner, step.due_on = code, text, owner, due_on
    step.save(update_fields=FIELDS)
    audit.record(by=by, verb="readiness.step", target=f"school:{step.school_id}", at=now, step=step.pk)
    return step


@transaction.atomic
def mark_step(*, step: ReadinessStep, is_done: bool, by: User, now: datetime) -> ReadinessStep:
    """Done, or open again. What is done keeps its day."""
    step = ReadinessStep.objects.select_for_update().get(pk=step.pk)
    if is_done != (step.done_on is not None):
        step.done_on = timezone.localdate(now) if is_done else None
        step.save(update_fields=["done_on"])
        verb = "readiness.done" if is_done else "readiness.reopened"
        audit.record(by=by, verb=verb, target=f"school:{step.school_id}", at=now, step=step.pk)
    return step


@transaction.atomic
def remove_step(*, step: ReadinessStep, by: User, now: datetime) -> None:
    """A step that is not wanted after all."""
    audit.record(by=by, verb="readiness.removed", target=f"school:{step.school_id}", at=now, step=step.pk)
    step.delete()
