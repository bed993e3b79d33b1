"""Views that a leader keeps of her page."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leading.actions import saved as actions
from leading.forms.saved import ViewForm
from leading.models import SavedView
from schools.models import School
from schools.requests import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: PersonRequest, slug: str) -> HttpResponse:
    """Keep what shows now under a name; drop what is not needed any more."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    form = ViewForm(request.POST) if request.method == "POST" else ViewForm(initial=request.GET.dict())
    form.columns = (request.POST or request.GET).getlist("column")
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_view(school=school, **form.kept(), by=request.user)
        except actions.TooManyViews as error:
            form.add_error("name", error.message)
        else:
            messages.success(request, _("Kept. It stands above the list, for you alone."))
            return redirect(f"{reverse('dashboard:school', args=[slug])}?{urlencode(form.pairs())}")
    views = SavedView.objects.visible_to(request.user).filter(school=school).order_by("name", "pk")
    context = {"school": school, "form": form, "views": views}
    return render(request, "leading/views.html", context, status=400 if form.errors else 200)


@require_POST
def drop(request: PersonRequest, pk: int) -> HttpResponse:
    """Not needed any more; the groups stay as they are."""
    view = get_object_or_404(SavedView.objects.editable_by(request.user).select_related("school"), pk=pk)
    actions.drop_view(view=view)
    messages.success(request, _("The view is gone; the groups stay."))
    return redirect("leading:keep-view", slug=view.school.slug)
