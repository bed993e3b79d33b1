"""What a log writes beside the meeting itself.

A row is removed only when its own words were emptied, never because it is not on the list: somebody else may have
added it meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import models

from meetings.models import Attendance, Decision, Meeting, Minutes, Subtask

Row = TypeVar("Row", Decision, Subtask)


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A decision as sent: `pk` of the row it changes, None for a new one; no text removes the row."""

    text: str
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class NewTask:
    """A subtask of this meeting as sent; `pk` and empty text as with decisions."""

    text: str
    owner_id: int | None = None
    due_on: date | None = None
    pk: int | None = None


def write_notes(
    *,
    meeting: Meeting,
    present: Mapping[int, bool],
    focuses: Sequence[str],
    note: str,
    decisions: Sequence[NoteLine],
    subtasks: Sequence[NewTask],
    ended: Mapping[int, str],
) -> list[int]:
    """Write all of it inside the caller's transaction; returns the subtasks of earlier meetings that ended here."""
    Attendance.objects.bulk_create(
        [Attendance(meeting=meeting, user_id=user_id, is_present=is_there) for user_id, is_there in present.items()],
        update_conflicts=True,
        unique_fields=["meeting", "user"],
        update_fields=["is_present"],
    )
    Minutes.objects.update_or_create(meeting=meeting, defaults={"note": note, "focuses": list(focuses)})
    _write_decisions(meeting, decisions)
    _write_subtasks(meeting, subtasks)
    return _end_subtasks(meeting, ended)


def same(text: str) -> str:
    """Two people write down one decision: capitals, spaces and a full stop make no difference."""
    return " ".join(text.casefold().split()).rstrip(".")


def _write_decisions(meeting: Meeting, lines: Sequence[NoteLine]) -> None:
    kept = {decision.pk: decision for decision in Decision.objects.filter(meeting=meeting)}
    known = {same(decision.text) for decision in kept.values()}
    emptied = [line.pk for line in lines if line.pk in kept and not line.text]
    changed = []
    for line in lines:
        if line.pk in kept and line.text and kept[line.pk].text != line.text:
            kept[line.pk].text = line.text
            changed.append(kept[line.pk])
    fresh = []
    for line in lines:
        if line.pk is None and line.text and same(line.text) not in known:
            known.add(same(line.text))
            fresh.append(Decision(meeting=meeting, text=line.text))
    last = max((decision.position for decision in kept.values()), default=-1)
    for position, decision in enumerate(fresh, last + 1):
        decision.position = position
    _write(Decision.objects.filter(meeting=meeting), emptied, changed, fresh, ["text"])


def _write_subtasks(meeting: Meeting, tasks: Sequence[NewTask]) -> None:
    kept = {subtask.pk: subtask for subtask in Subtask.objects.filter(meeting=meeting)}
    known = {(same(subtask.text), subtask.owner_id) for subtask in kept.values()}
    emptied = [task.pk for task in tasks if task.pk in kept and not task.text]
    changed = []
    for task in tasks:
        if task.pk in kept and task.text:
            row = kept[task.pk]
            if (row.text, row.owner_id, row.due_on) != (task.text, task.owner_id, task.due_on):
                row.text, row.owner_id, row.due_on = task.text, task.owner_id, task.due_on
                changed.append(row)
    fresh = []
    for task in tasks:
        if task.pk is None and task.text and (same(task.text), task.owner_id) not in known:
            known.add((same(task.text), task.owner_id))
            fresh.append(Subtask(meeting=meeting, text=task.text, owner_id=task.owner_id, due_on=task.due_on))
    _write(Subtask.objects.filter(meeting=meeting), emptied, changed, fresh, ["text", "owner", "due_on"])


def _write(
    rows: "models.QuerySet[Row]",
    emptied: Sequence[Any],
    changed: Sequence[Row],
    fresh: Sequence[Row],
    columns: Sequence[str],
) -> None:
    """At most one statement for each kind of change."""
    manager = rows.model._default_manager
    if emptied:
        rows.filter(pk__in=emptied).delete()
    if changed:
        manager.bulk_update(changed, columns)
    if fresh:
        manager.bulk_create(fresh)


def _end_subtasks(meeting: Meeting, ended: Mapping[int, str]) -> list[int]:
    """Done on the day of the meeting, or dropped; what had ended already stays as it is."""
    if not ended:
        return []
    open_ones = Subtask.objects.filter(pk__in=ended, meeting__community_id=meeting.community_id).open()
    pks = set(open_ones.values_list("pk", flat=True))
    for answer, column in (("done", "done_on"), ("dropped", "dropped_on")):
        chosen = [pk for pk in pks if ended[pk] == answer]
        if chosen:
            Subtask.objects.filter(pk__in=chosen).open().update(**{column: meeting.day})
    return sorted(pks)
