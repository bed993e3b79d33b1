"""The data inventory: every field that the product keeps. Open to everybody: it holds no row."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upkeep.queries.inventory import inventory


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Of the file, the permission file and the models alone."""
    return render(request, "upkeep/inventory.html", {"purposes": inventory()})
