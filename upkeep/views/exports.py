"""Taking out what one may read: a school for its leader, a group for its people; the dossier as a paper."""

from typing import IO

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from communities.models import Community
from dashboard.queries.dossier import dossier_of
from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest
from upkeep.dossier_paper import dossier_paper
from upkeep.exporting import group_export, leader_export


@require_safe
def export(request: PersonRequest, slug: str) -> HttpResponse:
    """What a leader can take out, what the groups take out themselves, and how a school ends here."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    return render(request, "upkeep/export.html", {"school": school})


@require_safe
def export_file(request: PersonRequest, slug: str) -> FileResponse:
    """The school as one file."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    return as_zip(leader_export(school, request.user), school.slug)


@require_safe
def group_file(request: PersonRequest, pk: int) -> FileResponse:
    """A group as one file, for one of its own people."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    return as_zip(group_export(community, request.user), slugify(community.name)[:60] or "group")


def as_zip(file: IO[bytes], name: str) -> FileResponse:
    """Streamed from disk, and never kept by a cache."""
    answer = FileResponse(
        file, as_attachment=True, filename=f"{name}-{clock.today()}.zip", content_type="application/zip"
    )
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def dossier_pdf(request: PersonRequest, slug: str) -> HttpResponse:
    """The handover dossier as a paper."""
    page = dossier_of(request.user, slug, today=clock.today())
    answer = HttpResponse(dossier_paper(page), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{page.school.slug}-{page.today}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer
