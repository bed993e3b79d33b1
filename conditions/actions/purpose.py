"""The purpose of communities in a school, written together: contributions, a joint answer, agreement (R43, R44)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from conditions.models import PurposeAgreement, PurposeDraft, PurposeNote
from schools import audit
from schools.models import School, User


class NewerDraft(Exception):
    """Somebody wrote a newer version in the meantime."""

    message = _("There is a newer text in the meantime. Read it first, please.")


@transaction.atomic
def add_note(*, school: School, question: str, text: str, by: User, now: datetime) -> PurposeNote:
    """Bring something in under one's own name; the same words twice are one contribution."""
    School.objects.select_for_update().get(pk=school.pk)
    note, _is_new = PurposeNote.objects.get_or_create(
        school=school, question=question, text=text, by=by, defaults={"at": now}
    )
    return note


@transaction.atomic
def remove_note(*, note: PurposeNote, by: User, now: datetime) -> None:
    """Take one's own contribution back. `by` and `now` as everywhere; nothing of it is kept."""
    note.delete()


@transaction.atomic
def write_draft(*, school: School, question: str, text: str, version: int, by: User, now: datetime) -> PurposeDraft:
    """A new version of the joint answer, on top of `version` (0: the first). Raises NewerDraft.

    Agreement belongs to a version, so a new one starts without.
    """
    School.objects.select_for_update().get(pk=school.pk)
    last: PurposeDraft | None = (
        PurposeDraft.objects.filter(school=school, question=question).order_by("-version").first()
    )
    if last and last.text == text:
        return last
    if (last.version if last else 0) != version:
        raise NewerDraft
    draft = PurposeDraft.objects.create(school=school, question=question, version=version + 1, text=text, by=by, at=now)
    audit.record(
        by=by, verb="purpose.written", target=f"school:{school.pk}", at=now, question=question, version=draft.version
    )
    return draft


@transaction.atomic
def agree(*, draft: PurposeDraft, by: User, now: datetime) -> None:
    """Recognise oneself in a version. Only counted, so nothing is recorded of who it was. Raises NewerDraft."""
    if PurposeDraft.objects.filter(school=draft.school_id, question=draft.question, version__gt=draft.version).exists():
        raise NewerDraft
    PurposeAgreement.objects.get_or_create(draft=draft, user=by)


@transaction.atomic
def take_agreement_back(*, draft: PurposeDraft, by: User, now: datetime) -> None:
    """Think about it once more; nobody is told."""
    PurposeAgreement.objects.filter(draft=draft, user=by).delete()
