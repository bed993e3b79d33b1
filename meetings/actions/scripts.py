"""A group makes a way of leading its meetings its own (R67)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from meetings.actions.errors import MeetingError
from meetings.models import GroupScript
from meetings.scripts import Script, rows_of
from schools import audit
from schools.models import User

MOST_SCRIPTS = 12


class TooManyScripts(MeetingError):
    """A list from which nobody can choose any more."""

    message = _("Twelve scripts are enough. Remove one that you do not use first.")


class ScriptNameTaken(MeetingError):
    """The group has a script of this name already."""

    message = _("Your group has a script with this name already.")


@transaction.atomic
def copy_script(*, community: Community, script: Script, by: User, now: datetime) -> GroupScript:
    """Make a known script the group's own, under a name that is still free. Raises TooManyScripts."""
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    taken = set(GroupScript.objects.filter(community=community).values_list("name", flat=True))
    if len(taken) >= MOST_SCRIPTS:
        raise TooManyScripts
    short = script.name.split(":")[0][:70]
    name = next(name for n in range(1, MOST_SCRIPTS + 2) if (name := short if n == 1 else f"{short} {n}") not in taken)
    base = "" if script.code.startswith("own-") else script.code
    row = GroupScript.objects.create(
        community=community, base=base, name=name, steps=rows_of(script), changed_by=by, changed_at=now
    )
    audit.record(by=by, verb="copy_script", target=f"group_script:{row.pk}", at=now)
    return row


@transaction.atomic
def save_script(
    *, script: GroupScript, name: str, steps: Sequence[Mapping[str, Any]], by: User, now: datetime
) -> GroupScript:
    """Change its name and its steps. Raises ScriptNameTaken."""
    script.name, script.steps, script.changed_by, script.changed_at = name, list(steps), by, now
    try:
        with transaction.atomic():
            script.save(update_fields=["name", "steps", "changed_by", "changed_at"])
    except IntegrityError:
        raise ScriptNameTaken from None
    audit.record(by=by, verb="save_script", target=f"group_script:{script.pk}", at=now)
    return script


@transaction.atomic
def delete_script(*, script: GroupScript, by: User, now: datetime) -> None:
    """Agendas that were made with it stay as they are."""
    audit.record(by=by, verb="delete_script", target=f"group_script:{script.pk}", at=now)
    script.delete()
