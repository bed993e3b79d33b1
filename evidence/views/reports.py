"""The yearly report: which there are, writing one, reading one, the records behind a figure, the files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities.charter_text import Outcome
from evidence import report_files
from evidence.actions import reports as actions
from evidence.forms.reports import ApprovalForm, SectionForm, gain_forms
from evidence.gains import school_gains
from evidence.models import YearReport
from evidence.queries.reports import Material, material_of, years_of
from evidence.report_page import Shown, behind, shown
from evidence.report_sections import BY_CODE, FIGURES
from plc_platform import clock
from schools.models import School, SchoolYear
from schools.requests import PersonRequest

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def spoken() -> str:
    return get_language() or "nl"


def own(request: PersonRequest, slug: str, year: str) -> YearReport:
    """A report of a school that this person leads."""
    rows = YearReport.objects.editable_by(request.user).select_related("school")
    return get_object_or_404(rows, school__slug=slug, year=year)


def readable(request: PersonRequest, slug: str, year: str) -> YearReport:
    rows = YearReport.objects.visible_to(request.user).select_related("school")
    return get_object_or_404(rows, school__slug=slug, year=year)


def leads(request: PersonRequest, school: School) -> bool:
    return School.objects.editable_by(request.user).filter(pk=school.pk).exists()


def made(report: YearReport) -> Material:
    return material_of(report, today=clock.today(), language=spoken())


@require_safe
def reports(request: PersonRequest, slug: str) -> HttpResponse:
    """School years with their reports: all for a leader, for colleagues those that are shared."""
    school = get_object_or_404(School.objects.visible_to(request.user), slug=slug)
    may_change = leads(request, school)
    years = years_of(school, request.user, today=clock.today())
    lines = [one for one in years if may_change or one.report]
    return render(request, "evidence/reports.html", {"school": school, "lines": lines, "may_change": may_change})


@require_POST
def start(request: PersonRequest, slug: str, year: str) -> HttpResponse:
    """Begin the report of a school year."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    row = get_object_or_404(SchoolYear, school=school, label=year, first_day__lte=clock.today())
    actions.start_report(school=school, year=row.label, by=request.user, now=clock.now())
    return redirect("evidence:report", slug=slug, year=year)


@require_safe
def report(request: PersonRequest, slug: str, year: str) -> HttpResponse:
    """For a leader the page where she writes; for colleagues, and once it is finished, the report as it reads."""
    row = readable(request, slug, year)
    may_change = leads(request, row.school)
    if may_change and not row.finished_at:
        return writing_page(request, made(row))
    return reading_page(request, made(row), may_change=may_change)


def writing_page(request: HttpRequest, material: Material, sent: SectionForm | None = None) -> HttpResponse:
    """Every section with its form; `sent` is one that could not be kept."""
    page = shown(material)
    forms = {code: section_form(material, code) for code in BY_CODE} | ({sent.section: sent} if sent else {})
    context = {
        "report": material.report,
        "page": page,
        "parts": [(one, forms[one.code]) for one in page.sections],
        "gains": gain_forms(school_gains(spoken()), material.gains),
        "may_change": True,
    }
    return render(request, "evidence/report_write.html", context, status=400 if sent and sent.errors else 200)


def section_form(material: Material, code: str, data: QueryDict | None = None) -> SectionForm:
    return SectionForm(data, section=code, framework=material.framework, row=material.texts.get(code))


def reading_page(request: HttpRequest, material: Material, *, may_change: bool) -> HttpResponse:
    report = material.report
    initial = {"approved_by": report.approved_by, "approved_on": report.approved_on}
    context = {
        "report": report,
        "page": shown(material),
        "may_change": may_change,
        "approval": ApprovalForm(today=clock.today(), initial=initial),
    }
    return render(request, "evidence/report.html", context)


@require_safe
def sheet(request: PersonRequest, slug: str, year: str) -> HttpResponse:
    """The report as it reads now, to print."""
    row = readable(request, slug, year)
    return reading_page(request, made(row), may_change=leads(request, row.school))


@require_POST
def write(request: PersonRequest, slug: str, year: str, section: str) -> HttpResponse:
    """Keep the words of one section: by itself with htmx, else with its button."""
    if section not in BY_CODE:
        raise Http404
    row = own(request, slug, year)
    material = made(row)
    form = section_form(material, section, request.POST)
    if not form.is_valid():
        return section_answer(request, row, form) if request.htmx else writing_page(request, material, form)
    said = form.cleaned_data
    try:
        done = actions.write_section(
            report=row,
            section=section,
            text=said["text"],
            codes=form.named,
            seen=said["seen"],
            by=request.user,
            now=clock.now(),
        )
    except actions.ReportIsFinished as error:
        return refused(request, row, error)
    if request.htmx:
        return section_answer(request, row, form, done)
    return after(request, row, material, form, done)


def after(
    request: PersonRequest, row: YearReport, material: Material, form: SectionForm, done: actions.Written
) -> HttpResponse:
    """Without script: back to the section, or the page with both texts."""
    if done.is_clash:
        return writing_page(request, material, again(form, request.POST.copy(), done))
    messages.success(request, _("Saved."))
    return redirect(f"{row_address(row)}#part-{form.section}")


def again(form: SectionForm, data: QueryDict, done: actions.Written) -> SectionForm:
    """What was typed, ready to be sent once more over what stands there now; `theirs` is shown above it."""
    data["seen"] = str(done.text.version)
    newer = SectionForm(data, section=form.section, framework=form.framework, row=done.text)
    newer.theirs = done.text.text
    return newer


def row_address(row: YearReport) -> str:
    return reverse("evidence:report", args=[row.school.slug, row.year])


def refused(request: PersonRequest, row: YearReport, error: actions.ReportIsFinished) -> HttpResponse:
    if request.htmx:
        return HttpResponse(str(error.message))
    messages.info(request, error.message)
    return redirect("evidence:report", slug=row.school.slug, year=row.year)


def section_answer(
    request: HttpRequest, row: YearReport, form: SectionForm, done: actions.Written | None = None
) -> HttpResponse:
    """How the section stands, for htmx."""
    context = {"form": form, "done": done, "now": clock.now(), "report": row}
    return render(request, "evidence/_section_state.html", context)


@require_POST
def gains(request: PersonRequest, slug: str, year: str) -> HttpResponse:
    """Keep what the school sees of its five gains."""
    row = own(request, slug, year)
    forms = gain_forms(school_gains(spoken()), {one.gain: one for one in row.gains.all()}, request.POST)
    valid = {form.gain.code: form.cleaned_data for form in forms if form.is_valid()}
    said = {code: (one["seen"], one["text"], one["stood"]) for code, one in valid.items()}
    try:
        found = actions.say_gains(report=row, gains=said, by=request.user, now=clock.now())
    except actions.ReportIsFinished as error:
        return refused(request, row, error)
    clashes = [form.gain.name for form in forms if found.get(form.gain.code) is Outcome.CLASH]
    if clashes or len(valid) < len(forms):
        text = _("Not everything was kept: somebody else wrote meanwhile, or a text is too long. Look at it once more.")
        messages.warning(request, text)
    else:
        messages.success(request, _("Saved."))
    return redirect(f"{row_address(row)}#part-effects")


@require_safe
def rows(request: PersonRequest, slug: str, year: str, figure: str) -> HttpResponse:
    """The records behind one number."""
    row = own(request, slug, year)
    wanted = next((one for one in FIGURES if one.code == figure), None)
    if wanted is None:
        raise Http404
    material = made(row)
    context = {"report": row, "page": behind(wanted, material.figures), "year": material.figures.year}
    return render(request, "evidence/rows.html", context)


@require_safe
def file(request: PersonRequest, slug: str, year: str, kind: str) -> HttpResponse:
    """The report as a file; the annex with the records is for leaders."""
    row = own(request, slug, year) if kind == "xlsx" else readable(request, slug, year)
    if kind not in KINDS:
        raise Http404
    material = made(row)
    content = content_of(kind, material, shown(material))
    response = HttpResponse(content, content_type=KINDS[kind])
    name = slugify(f"{row.school.name} {_('report')} {row.year}") or "report"
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def content_of(kind: str, material: Material, page: Shown) -> bytes:
    if kind == "pdf":
        return report_files.report_pdf(page, language=spoken(), day=clock.today())
    if kind == "docx":
        return report_files.report_docx(page, language=spoken())
    return report_files.report_annex(page, material.figures)
