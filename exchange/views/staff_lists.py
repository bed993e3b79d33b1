"""Bringing in a staff list: file, columns, difference, done. Nothing is written before the last step."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from exchange import uploads
from exchange.columns import plain
from exchange.faults import Refused
from exchange.forms import MappingForm, UploadForm, role_field
from exchange.shown import STAFF_STEPS, list_preview
from exchange.staff_list import IGNORED, People, guess_fields, people_of, read_staff_table
from exchange.tables import Table
from plc_platform import clock
from schools.links import NOBODY_REAL, is_sample
from schools.models import School
from schools.requests import PersonRequest, ids_in
from schools.roster import apply_staff_list, compare

ACCEPT = ".csv,.txt,.tsv,.xlsx,.xls,.ods"
TEMPLATE = "voornaam;tussenvoegsel;achternaam;e-mailadres;functie;stamnummer;vak\r\n"
EXAMPLE = "Els;van den;Berg;els.vandenberg@school.example;leraar;12345;wiskunde\r\n"
FAULTS_SHOWN = 200


def staff_import(request: PersonRequest, slug: str) -> HttpResponse:
    """The file. One that cannot be read is refused here, with the reason."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    form = UploadForm(request.POST or None, request.FILES or None, accept=ACCEPT)
    faults = []
    if request.method == "POST" and is_sample(school):
        form.add_error("file", NOBODY_REAL)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            read_staff_table(data)
        except Refused as refused:
            faults = refused.faults[:FAULTS_SHOWN]
        else:
            uploads.keep(request.session, purpose(school), data, file_name=file.name)
            return redirect("exchange:staff-import-map", slug=slug)
    context = {"school": school, "steps": STAFF_STEPS, "form": form, "faults": faults}
    return render(request, "exchange/staff_import.html", context)


def staff_import_map(request: PersonRequest, slug: str) -> HttpResponse:
    """Which column is what; preset by its heading and by what was chosen for this school before."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    table = kept_table(request, school)
    if table is None:
        return file_is_gone(request, school)
    known = request.session.get(f"staff-list:{school.pk}", {"columns": {}, "roles": {}})
    fields = guess_fields(table.headings, known["columns"])
    if request.method == "POST":
        fields = [request.POST.get(f"column_{index}", IGNORED) for index in range(len(table.headings))]
    form = MappingForm(request.POST or None, table=table, fields=fields, roles=known["roles"])
    if request.method == "POST" and any(role_field(word) not in request.POST for word, _count in form.words):
        # The column of roles is another one now: its words have not been shown yet.
        form = MappingForm(table=table, fields=fields, roles=known["roles"])
    if form.is_valid():
        columns = dict(zip(map(plain, table.headings), form.chosen_fields(), strict=False))
        request.session[f"staff-list:{school.pk}"] = {"columns": columns, "roles": form.chosen_roles()}
        uploads.note(request.session, purpose(school), fields=form.chosen_fields(), roles=form.chosen_roles())
        return redirect("exchange:staff-import-preview", slug=slug)
    return render(request, "exchange/staff_import_map.html", {"school": school, "steps": STAFF_STEPS, "form": form})


@require_safe
def staff_import_preview(request: PersonRequest, slug: str) -> HttpResponse:
    """The difference, or everything that has to be mended first."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    people = kept_people(request, school)
    if people is None:
        return file_is_gone(request, school)
    context = {"school": school, "steps": STAFF_STEPS, "remarks": people.remarks[:FAULTS_SHOWN]}
    if people.faults:
        context |= {"faults": people.faults[:FAULTS_SHOWN], "fault_count": len(people.faults)}
        return render(request, "exchange/staff_import_faults.html", context)
    [difference] = compare({school: people.entries})
    return render(request, "exchange/staff_import_preview.html", {**context, "preview": list_preview(difference)})


@require_POST
def staff_import_apply(request: PersonRequest, slug: str) -> HttpResponse:
    """Takes the list over, and marks as left who was ticked."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    people = kept_people(request, school)
    if people is None or people.faults:
        return file_is_gone(request, school)
    left = set(ids_in(request.POST.getlist("left")))
    done = apply_staff_list(school=school, entries=people.entries, left=left, by=request.user, now=clock.now())
    uploads.drop(request.session, purpose(school))
    counts = {"new": len(done.new) + len(done.returning), "changed": len(done.changed)}
    text = _("The staff list is in: %(new)d new, %(changed)d changed. Nobody got mail; you invite people here.")
    messages.success(request, text % counts)
    return redirect("schools:staff", slug=slug)


@require_safe
def staff_template(request: PersonRequest, slug: str) -> HttpResponse:
    """An example of a list, as Excel in the Low Countries opens it."""
    get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    response = HttpResponse(("\ufeff" + TEMPLATE + EXAMPLE).encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="personeelslijst.csv"'
    return response


def purpose(school: School) -> str:
    return f"staff:{school.pk}"


def kept_table(request: PersonRequest, school: School) -> Table | None:
    found = uploads.kept(request.session, purpose(school))
    return read_staff_table(found[0]) if found else None


def kept_people(request: PersonRequest, school: School) -> People | None:
    """The people of the kept file as it was mapped; None when there is no file or no mapping."""
    found = uploads.kept(request.session, purpose(school))
    if not found or "fields" not in found[1]:
        return None
    data, noted = found
    return people_of(read_staff_table(data), noted["fields"], noted["roles"])


def file_is_gone(request: PersonRequest, school: School) -> HttpResponse:
    messages.info(request, _("The file is no longer here. Bring it once more."))
    return redirect("exchange:staff-import", slug=school.slug)
