"""How a group leads its meetings: known scripts, its own, and what it said of its meetings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities.models import Community
from meetings import actions, queries
from meetings.forms.scripts import ScriptSheet
from meetings.models import GroupScript
from meetings.script_page import known_scripts, own_scripts, said_of, script_of
from plc_platform import clock
from schools.requests import PersonRequest


@require_safe
def scripts(request: PersonRequest, pk: int) -> HttpResponse:
    """The group's own ways first, then the known ones, then the answers at the end of its meetings."""
    groups = Community.objects.owned_by_group_of(request.user).select_related("charter")
    community = get_object_or_404(groups, pk=pk)
    model = queries.model_of(community)
    context = {
        "community": community,
        "model": model,
        "own": own_scripts(community, request.user),
        "known": known_scripts(model),
        "said": said_of(community, request.user),
    }
    return render(request, "meetings/scripts.html", context)


@require_POST
def copy_script(request: PersonRequest, pk: int) -> HttpResponse:
    """Make a script the group's own and go on to change it."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    script = script_of(request.user, community.pk, request.POST.get("script", ""))
    if script is None:
        return redirect("meetings:scripts", pk=pk)
    try:
        row = actions.copy_script(community=community, script=script, by=request.user, now=clock.now())
    except actions.MeetingError as error:
        messages.error(request, str(error))
        return redirect("meetings:scripts", pk=pk)
    return redirect("meetings:script", pk=row.pk)


def script(request: PersonRequest, pk: int) -> HttpResponse:
    """Change a script of the group; a small button redraws the lines, the big one saves."""
    row = get_object_or_404(GroupScript.objects.editable_by(request.user).select_related("community"), pk=pk)
    lengths = lengths_of(request, row)
    sheet = ScriptSheet(row, lengths=lengths, data=request.POST or None)
    if request.method == "POST":
        again = rearranged(request, row, sheet)
        if again is None and sheet.is_valid():
            name, steps = sheet.form.cleaned_data["name"], sheet.steps()
            try:
                actions.save_script(script=row, name=name, steps=steps, by=request.user, now=clock.now())
            except actions.MeetingError as error:
                sheet.form.add_error("name", str(error))
            else:
                messages.success(request, _("Saved."))
                return redirect("meetings:scripts", pk=row.community_id)
        sheet = again or sheet
    return render(request, "meetings/script.html", {"script": row, "community": row.community, "sheet": sheet})


@require_POST
def delete_script(request: PersonRequest, pk: int) -> HttpResponse:
    """Agendas keep what they took from it."""
    row = get_object_or_404(GroupScript.objects.editable_by(request.user), pk=pk)
    actions.delete_script(script=row, by=request.user, now=clock.now())
    messages.success(request, _("The script is gone. Agendas that were made with it stay as they are."))
    return redirect("meetings:scripts", pk=row.community_id)


def lengths_of(request: PersonRequest, row: GroupScript) -> tuple[int, ...]:
    """The lengths for which a script is meant: those of the one it came from, else its own sums."""
    base = script_of(request.user, row.community_id, row.base)
    versions = len(row.steps[0]["minutes"]) if row.steps else 1
    own = script_of(request.user, row.community_id, f"own-{row.pk}")
    lengths = base.lengths if base and len(base.lengths) == versions else own.lengths if own else ()
    return lengths or (120,)


def rearranged(request: PersonRequest, row: GroupScript, sheet: ScriptSheet) -> ScriptSheet | None:
    """The sheet after one of the small buttons; None when the big one was used."""
    lines = None
    if "more" in request.POST:
        lines = sheet.rows()
    for button, step in (("up", -1), ("down", 1), ("remove", 0)):
        if button in request.POST:
            lines = sheet.moved(request.POST[button], step)
    if lines is None:
        return None
    name = str(sheet.form["name"].value() or "")
    return ScriptSheet(row, lengths=sheet.lengths, lines=lines, name=name, blank=3 if "more" in request.POST else 1)
