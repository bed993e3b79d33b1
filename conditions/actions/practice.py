"""A school writes its own table: in this stage, who does what, and what she shows by example (R87)."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from conditions.models import PracticeLine
from schools import audit
from schools.models import School, User


class LineStands(Exception):
    """The table has one line for an element, who and when."""

    message = _("This line is in the table already: what it is about, who and when are the same.")


@dataclass(frozen=True, slots=True)
class Practice:
    """What a line says."""

    element: str
    actor: str
    stage: str
    actions: str = ""
    behaviour: str = ""


@transaction.atomic
def add_line(*, school: School, practice: Practice, by: User, now: datetime) -> PracticeLine:
    """A new line, at the end of its stage. The very same line twice is one. Raises LineStands."""
    School.objects.select_for_update().get(pk=school.pk)
    lines = PracticeLine.objects.filter(school=school, stage=practice.stage)
    known: PracticeLine | None = lines.filter(element=practice.element, actor=practice.actor).first()
    if known is not None:
        if (known.actions, known.behaviour) == (practice.actions, practice.behaviour):
            return known
        raise LineStands
    last = lines.aggregate(last=Max("position"))["last"] or 0
    line: PracticeLine = PracticeLine.objects.create(school=school, position=last + 1, **asdict(practice))
    note(line, "practice.added", by=by, now=now)
    return line


@transaction.atomic
def change_line(*, line: PracticeLine, practice: Practice, by: User, now: datetime) -> PracticeLine:
    """Other words. Raises LineStands."""
    School.objects.select_for_update().get(pk=line.school_id)
    same = {"school": line.school_id, "element": practice.element, "actor": practice.actor, "stage": practice.stage}
    if PracticeLine.objects.filter(**same).exclude(pk=line.pk).exists():
        raise LineStands
    for name, value in asdict(practice).items():
        setattr(line, name, value)
    line.save(update_fields=list(asdict(practice)))
    note(line, "practice.changed", by=by, now=now)
    return line


@transaction.atomic
def move_line(*, line: PracticeLine, up: bool, by: User, now: datetime) -> None:
    """One place up or down among the lines of its stage; at the edge it stays."""
    School.objects.select_for_update().get(pk=line.school_id)
    lines = list(PracticeLine.objects.filter(school=line.school_id, stage=line.stage).order_by("position", "pk"))
    place = [one.pk for one in lines].index(line.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(lines):
        return
    lines[place], lines[other] = lines[other], lines[place]
    for position, one in enumerate(lines, 1):
        one.position = position
    PracticeLine.objects.bulk_update(lines, ["position"])
    note(line, "practice.moved", by=by, now=now)


@transaction.atomic
def remove_line(*, line: PracticeLine, by: User, now: datetime) -> None:
    """Take a line away."""
    note(line, "practice.removed", by=by, now=now)
    line.delete()


def note(line: PracticeLine, verb: str, *, by: User, now: datetime) -> None:
    audit.record(by=by, verb=verb, target=f"school:{line.school_id}", at=now, line=line.pk)
