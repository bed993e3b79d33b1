"""The visibility contract, as a page and as paper. Open to everybody: a committee reads it without an account."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from plc_platform import clock
from upkeep.papers import contract_paper
from upkeep.queries.contract import contract


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """No row of any school is read for it."""
    return render(request, "upkeep/contract.html", contract())


@login_not_required
@require_safe
def pdf(request: HttpRequest) -> HttpResponse:
    """The same as a tagged PDF, in the language of the reader."""
    language = "nl" if (get_language() or "nl").startswith("nl") else "en"
    content = contract_paper(language=language, day=clock.today())
    name = "wie-ziet-wat.pdf" if language == "nl" else "who-sees-what.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
