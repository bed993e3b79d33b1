"""What the page about the purpose of communities in a school reads: three questions, each with its voices."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from conditions.models import PurposeAgreement, PurposeDraft, PurposeNote, Question
from schools.models import School, User


@dataclass(frozen=True, slots=True)
class Canvas:
    """One question: the joint answer with how many agree, and what colleagues brought in."""

    question: Question
    draft: PurposeDraft | None
    notes: Sequence[PurposeNote]

    @property
    def version(self) -> int:
        return self.draft.version if self.draft else 0


def canvas_of(school: School, *, viewer: User) -> list[Canvas]:
    """The three questions; two statements."""
    notes: defaultdict[str, list[PurposeNote]] = defaultdict(list)
    for note in PurposeNote.objects.visible_to(viewer).filter(school=school).select_related("by").order_by("at", "pk"):
        notes[note.question].append(note)
    drafts = {draft.question: draft for draft in drafts_of(school, viewer=viewer)}
    return [Canvas(question, drafts.get(question), notes[question]) for question in Question]


def drafts_of(school: School, *, viewer: User) -> "QuerySet[PurposeDraft]":
    """The versions in their order, so that the last one wins; with `agreeing` and `has_agreed` of the viewer."""
    own = PurposeAgreement.objects.filter(draft=OuterRef("pk"), user=viewer)
    rows: QuerySet[PurposeDraft] = PurposeDraft.objects.visible_to(viewer).filter(school=school)
    return rows.annotate(agreeing=Count("agreements"), has_agreed=Exists(own)).order_by("question", "version")
