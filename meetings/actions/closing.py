"""Two questions at the end of a meeting (R68, F36): the joint answer of the group, never a person's."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from meetings.actions.errors import NotToBeLed
from meetings.models import ExitCheck, Meeting, ModelCheck
from schools import audit
from schools.models import User


@dataclass(frozen=True, slots=True)
class Closing:
    """What the group says; "" where it says nothing. `exit` and `helps` are codes, the others one line each."""

    exit: str = ""
    exit_line: str = ""
    helps: str = ""
    helps_line: str = ""


@transaction.atomic
def say_closing(*, meeting: Meeting, closing: Closing, by: User | None, now: datetime) -> None:
    """Keep what was answered; no answer takes back an earlier one. Raises NotToBeLed."""
    if meeting.status == Meeting.Status.CANCELLED:
        raise NotToBeLed
    changed = _say_exit(meeting, closing)
    if _say_model(meeting, closing) or changed:
        audit.record(by=by, verb="say_closing", target=f"meeting:{meeting.pk}", at=now)


def _say_exit(meeting: Meeting, closing: Closing) -> bool:
    stored = getattr(meeting, "exit_check", None)
    if stored and (stored.answer, stored.line) == (closing.exit, closing.exit_line):
        return False
    if closing.exit:
        ExitCheck.objects.update_or_create(
            meeting=meeting, defaults={"answer": closing.exit, "line": closing.exit_line}
        )
    elif stored:
        stored.delete()
    return bool(closing.exit or stored)


def _say_model(meeting: Meeting, closing: Closing) -> bool:
    stored = getattr(meeting, "model_check", None)
    if stored and (stored.answer, stored.line) == (closing.helps, closing.helps_line):
        return False
    if closing.helps:
        charter = getattr(meeting.community, "charter", None)
        model = charter.working_model if charter else ""
        said = {"answer": closing.helps, "line": closing.helps_line, "model": model}
        ModelCheck.objects.update_or_create(meeting=meeting, defaults=said)
    elif stored:
        stored.delete()
    return bool(closing.helps or stored)
