"""Nine signals of how a group is doing, for the group and its coach; and what stands out over a coach's groups."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coaching.actions import health as actions
from coaching.forms.health import RestForm
from coaching.health_page import health_page, patterns_of
from communities.models import Community
from plc_platform import clock
from schools.requests import PersonRequest


@require_safe
def health(request: PersonRequest, pk: int) -> HttpResponse:
    """How we are doing: what is worth a look, with what it rests on and a question."""
    return shown(request, group_of(request, pk))


@require_POST
def rest(request: PersonRequest, pk: int) -> HttpResponse:
    """Let a signal rest that asks something now, and say why."""
    group, form = group_of(request, pk), RestForm(request.POST)
    if not form.is_valid() or not form.is_settled:
        return shown(request, group, form, status=400)
    code, reason = form.cleaned_data["code"], form.cleaned_data["reason"]
    page = health_page(group, request.user, today=clock.today())
    asking = next((line.told for line in page.look if line.told.code == code), None)
    if asking is None:
        messages.info(request, _("This asks nothing any more."))
    else:
        said = {"community": group, "code": code, "evidence": asking.evidence, "reason": reason}
        actions.let_rest(**said, by=request.user, now=clock.now())
        messages.success(request, _("It rests, until something changes or eight weeks have passed."))
    return redirect("coaching:health", pk=pk)


@require_POST
def again(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """Say a signal again that was let to rest."""
    actions.say_again(community=group_of(request, pk), code=code, by=request.user, now=clock.now())
    messages.success(request, _("It is said again."))
    return redirect("coaching:health", pk=pk)


@require_safe
def patterns(request: PersonRequest) -> HttpResponse:
    """What stands out over the groups that accepted this person as their coach."""
    number, found = patterns_of(request.user, today=clock.today())
    return render(request, "coaching/patterns.html", {"number": number, "patterns": found})


def group_of(request: PersonRequest, pk: int) -> Community:
    """A group of this person's own; 404 for everybody else."""
    return get_object_or_404(Community.objects.owned_by_group_of(request.user).select_related("form"), pk=pk)


def shown(request: PersonRequest, group: Community, form: RestForm | None = None, *, status: int = 200) -> HttpResponse:
    """The page; `form` is what was sent and could not be kept."""
    page = health_page(group, request.user, today=clock.today())
    sent = form.data.get("code") if form else ""
    asking = [
        (line.told, form if line.told.code == sent else RestForm(initial={"code": line.told.code}))
        for line in page.look
    ]
    context = {"community": group, "page": page, "asking": asking, "sent": sent}
    return render(request, "coaching/health.html", context, status=status)
