"""What a coach keeps for herself: notes that are sealed, and the days of her talks (R86).

Nothing here leaves a trace: no line in the audit trail, no notice, no count. A note lies in the database under a key
that the database does not hold.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from coaching.models import Note, Talk
from coaching.queries.notes import opened
from coaching.sealed_notes import Said, seal_note
from communities.models import Community
from schools.models import User


@transaction.atomic
def write_note(*, said: Said, expires_on: date, by: User, now: datetime) -> Note:
    """A note for oneself alone; it is deleted after `expires_on`. The same words of the same day are the same note."""
    today = timezone.localdate(now)
    rows = Note.objects.filter(author=by, written_on=today, expires_on=expires_on)
    found: Note | None = next((note for note in rows if opened(note) == said), None)
    return found or Note.objects.create(author=by, sealed=seal_note(said), written_on=today, expires_on=expires_on)


@transaction.atomic
def change_note(*, note: Note, said: Said, expires_on: date) -> Note:
    """Sealed anew, with the newest key."""
    note.sealed, note.expires_on = seal_note(said), expires_on
    note.save(update_fields=["sealed", "expires_on"])
    return note


@transaction.atomic
def delete_note(*, note: Note) -> None:
    """At once, and for good."""
    note.delete()


@transaction.atomic
def forget_notes(*, now: datetime) -> int:
    """By night: what was to be deleted is deleted. Returns how many."""
    deleted, _by_model = Note.objects.filter(expires_on__lt=timezone.localdate(now)).delete()
    return deleted


@transaction.atomic
def note_talk(*, community: Community, held_on: date, by: User) -> Talk:
    """That a talk took place and when; not with whom, not what. The same day of the same group is noted once."""
    talk, _is_new = Talk.objects.get_or_create(author=by, community=community, held_on=held_on)
    return talk


@transaction.atomic
def delete_talk(*, talk: Talk) -> None:
    talk.delete()
