"""The plan of a school towards its first communities: steps with an owner and a date (R40)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from conditions.models import OtherScan, ReadinessStep
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


@transaction.atomic
def add_scan(*, school: School, name: str, taken_on: date, result: str, by: User, now: datetime) -> OtherScan:
    """Note what another instrument said; the same line twice is one."""
    School.objects.select_for_update().get(pk=school.pk)
    given = {"school": school, "name": name, "taken_on": taken_on, "result": result}
    known: OtherScan | None = OtherScan.objects.filter(**given).first()
    if known is not None:
        return known
    scan = OtherScan.objects.create(**given)
    audit.record(by=by, verb="scan.noted", target=f"school:{school.pk}", at=now, scan=scan.pk)
    return scan


@transaction.atomic
def remove_scan(*, scan: OtherScan, by: User, now: datetime) -> None:
    """Take the line away."""
    audit.record(by=by, verb="scan.removed", target=f"school:{scan.school_id}", at=now, scan=scan.pk)
    scan.delete()
