"""What the page of a group's ways of working shows: scripts, and what the group said of its meetings."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from communities.models import Community
from meetings.models import ExitCheck, GroupScript, Meeting, ModelCheck
from meetings.scripts import Script, Step, built_in, fitted, ordered, own
from schools.models import User

SHOWN = 12  # meetings of which the answers are told


@dataclass(frozen=True, slots=True)
class OwnScript:
    """A script of the group with what to change it by."""

    row: GroupScript
    script: Script


@dataclass(frozen=True, slots=True)
class Said:
    """What the group said at the end of one meeting; either of the two may be missing."""

    meeting: Meeting
    exit: ExitCheck | None
    model: ModelCheck | None


def own_scripts(community: Community, user: User) -> list[OwnScript]:
    """One statement."""
    rows = GroupScript.objects.visible_to(user).filter(community=community).order_by("name", "pk")
    return [OwnScript(row, own(row.pk, row.name, row.steps)) for row in rows]


def known_scripts(model: str) -> list[Script]:
    """In the reader's language, the way of working of the charter first."""
    return ordered(built_in(get_language() or ""), model)


def script_of(user: User, community_id: int, code: str) -> Script | None:
    """A script by its code: a known one, or `own-<pk>` of this group."""
    kind, _, pk = code.partition("-")
    if kind == "own" and pk.isdigit():
        row = GroupScript.objects.visible_to(user).filter(community=community_id, pk=int(pk)).first()
        return own(row.pk, row.name, row.steps) if row else None
    return next((script for script in built_in(get_language() or "") if script.code == code), None)


def fitted_script(user: User, meeting: Meeting, code: str) -> Sequence[Step]:
    """The steps of a script for exactly the minutes of this meeting; none where there is no such script."""
    script = script_of(user, meeting.community_id, code)
    return fitted(script, meeting.minutes, get_language() or "") if script else []


def said_of(community: Community, user: User) -> list[Said]:
    """The answers of the latest meetings, newest first; one statement."""
    rows = Meeting.objects.editable_by(user).filter(community=community).select_related("exit_check", "model_check")
    rows = rows.exclude(exit_check=None, model_check=None).order_by("-starts_at", "-pk")
    return [Said(row, getattr(row, "exit_check", None), getattr(row, "model_check", None)) for row in rows[:SHOWN]]
