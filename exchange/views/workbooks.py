"""A school as one workbook, for its leader: out with her own reading rights, in with a preview."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from exchange import uploads
from exchange.applying import apply_workbook
from exchange.collecting import collect
from exchange.faults import Fault, Refused
from exchange.forms import UploadForm
from exchange.layout import LEADER_SHEETS
from exchange.reading import read_workbook
from exchange.shown import WORKBOOK_STEPS, sheet_counts
from exchange.writing import write_workbook
from plc_platform import clock
from schools.links import NOBODY_REAL, is_sample
from schools.models import School
from schools.requests import PersonRequest

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAULTS_SHOWN = 200
MAX_ROWS = 20_000  # what a page can take over while somebody waits; the command takes more


def workbook(request: PersonRequest, slug: str) -> HttpResponse:
    """Export and import beside each other. A file with faults is answered with all of them."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    form = UploadForm(request.POST or None, request.FILES or None, accept=".xlsx")
    if request.method == "POST" and is_sample(school):
        form.add_error("file", NOBODY_REAL)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            read_workbook(data, max_rows=MAX_ROWS)
        except Refused as refused:
            return refusal(request, school, refused.faults)
        uploads.keep(request.session, purpose(school), data, file_name=file.name)
        return redirect("exchange:workbook-preview", slug=slug)
    return render(request, "exchange/workbook.html", {"school": school, "form": form, "sheets": LEADER_SHEETS})


@require_safe
def workbook_export(request: PersonRequest, slug: str) -> HttpResponse:
    """The workbook with what this leader may read."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    response = HttpResponse(write_workbook(collect(school, reader=request.user)), content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="{school.slug}-{clock.today()}.xlsx"'
    return response


@require_safe
def workbook_preview(request: PersonRequest, slug: str) -> HttpResponse:
    """What would happen, found out by a rehearsal that leaves nothing behind."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    found = uploads.kept(request.session, purpose(school))
    if found is None:
        return file_is_gone(request, school)
    try:
        book = read_workbook(found[0], max_rows=MAX_ROWS)
        outcome = apply_workbook(book=book, by=request.user, now=clock.now(), host=school, is_rehearsal=True)
    except Refused as refused:
        return refusal(request, school, refused.faults)
    context = {
        "school": school,
        "steps": WORKBOOK_STEPS,
        "file_name": found[1]["file_name"],
        "remarks": book.remarks[:FAULTS_SHOWN],
    }
    counts = sheet_counts(outcome.tallies)
    changes = sum(count.created + count.updated for count in counts)
    return render(
        request,
        "exchange/workbook_preview.html",
        {**context, "counts": counts, "changes": changes, "leaders": outcome.leaders},
    )


@require_POST
def workbook_apply(request: PersonRequest, slug: str) -> HttpResponse:
    """Takes the workbook over."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    found = uploads.kept(request.session, purpose(school))
    if found is None:
        return file_is_gone(request, school)
    try:
        outcome = apply_workbook(
            book=read_workbook(found[0], max_rows=MAX_ROWS), by=request.user, now=clock.now(), host=school
        )
    except Refused as refused:
        return refusal(request, school, refused.faults)
    uploads.drop(request.session, purpose(school))
    school.refresh_from_db()
    context = {"school": school, "steps": WORKBOOK_STEPS, "counts": sheet_counts(outcome.tallies)}
    return render(request, "exchange/workbook_done.html", context)


def refusal(request: PersonRequest, school: School, faults: list[Fault]) -> HttpResponse:
    """Every fault in a table, with a place to bring the mended file."""
    context = {"faults": faults[:FAULTS_SHOWN], "fault_count": len(faults), "form": UploadForm(accept=".xlsx")}
    context |= {"school": school, "steps": WORKBOOK_STEPS}
    return render(request, "exchange/workbook_faults.html", context)


def purpose(school: School) -> str:
    return f"workbook:{school.pk}"


def file_is_gone(request: PersonRequest, school: School) -> HttpResponse:
    messages.info(request, _("The file is no longer here. Bring it once more."))
    return redirect("exchange:workbook", slug=school.slug)
