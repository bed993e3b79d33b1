"""What others made: searched, downloaded, used. Everybody who signed in finds what its makers opened to her."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from learning.actions import outcomes as actions
from learning.forms.outcomes import UseForm
from learning.library import Wish, library
from learning.models import Outcome, OutcomeUse, OutcomeVersion
from learning.outcome_page import for_reader, own_school
from learning.sniffing import TYPES, extension_of
from learning.views.outcomes import page_of
from plc_platform import clock
from schools.requests import PersonRequest, search_in


@require_safe
def shelves(request: PersonRequest) -> HttpResponse:
    """Cards, twenty a page."""
    wish = wish_in(request)
    found = library(request.user, wish, request.GET.get("page", "1"))
    context = {"wish": wish, "library": found, "kinds": Outcome.Kind, "licences": Outcome.Licence}
    return render(request, "learning/library.html", context | pages(request, found.page))


@require_safe
def file(request: PersonRequest, pk: int) -> FileResponse:
    """The file of a version: always a download, never a page of ours, kept by no cache."""
    row = get_object_or_404(OutcomeVersion.objects.visible_to(request.user).exclude(file=""), pk=pk)
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    kind = TYPES.get(extension_of(row.file_name), "application/octet-stream")
    response = FileResponse(content, as_attachment=True, filename=row.file_name, content_type=kind)
    response.headers["Content-Security-Policy"] = "sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def use(request: PersonRequest, pk: int) -> HttpResponse:
    """“I use this in …”, told to its makers."""
    row = get_object_or_404(for_reader(request.user), pk=pk)
    form = UseForm(request.POST)
    if not form.is_valid():
        return render(request, "learning/outcome.html", page_of(request, row, use_form=form), status=400)
    where, by = form.cleaned_data["where"], request.user
    actions.use_outcome(outcome=row, where=where, school=own_school(by), by=by, now=clock.now())
    messages.success(request, _("Its makers will be glad to know."))
    return redirect("learning:outcome", pk=pk)


@require_POST
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    """A line of one's own goes away, also when the outcome itself was closed to her since."""
    row = get_object_or_404(OutcomeUse.objects.editable_by(request.user), pk=pk)
    outcome_id = row.outcome_id
    actions.take_use_back(use=row, by=request.user, now=clock.now())
    messages.success(request, _("Taken back."))
    if Outcome.objects.visible_to(request.user).filter(pk=outcome_id).exists():
        return redirect("learning:outcome", pk=outcome_id)
    return redirect("learning:library")


def wish_in(request: PersonRequest) -> Wish:
    """What the address asks for; what cannot be a filter is left out."""
    asked = request.GET
    kind, licence = asked.get("kind", ""), asked.get("licence", "")
    return Wish(
        words=search_in(request),
        kind=kind if kind in Outcome.Kind.values else "",
        subject=asked.get("subject", "").replace("\x00", "")[:80],
        licence=licence if licence in Outcome.Licence.values else "",
        is_own=asked.get("from") == "own",
    )


def pages(request: PersonRequest, page: object) -> dict[str, str]:
    """Addresses of the neighbouring pages, with the same filters."""
    found = {}
    for name, has, number in (
        ("newer_url", page.has_previous(), page.number - 1),  # type: ignore[attr-defined]
        ("older_url", page.has_next(), page.number + 1),  # type: ignore[attr-defined]
    ):
        asked = request.GET.copy()
        asked["page"] = str(number)
        found[name] = f"?{asked.urlencode()}" if has else ""
    return found
