"""What a group made: its own page, new ones and versions, who may find it. Makers change, readers read."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities.models import Community
from learning.actions import outcomes as actions
from learning.forms.outcomes import AboutForm, NewOutcomeForm, ReachForm, UseForm, VersionForm
from learning.models import Outcome
from learning.outcome_page import audience_of, for_reader, outcome_page, parts_of
from learning.views.finished import is_finished, only_reads
from plc_platform import clock
from schools.requests import PersonRequest


@require_safe
def outcomes(request: PersonRequest, pk: int) -> HttpResponse:
    """Beside what the group set out to make."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    parts, away = parts_of(community, request.user)
    context = {"community": community, "parts": parts, "away": away, "is_empty": not any(part.rows for part in parts)}
    return render(request, "learning/outcomes.html", context | {"is_finished": is_finished(community)})


def new(request: PersonRequest, pk: int) -> HttpResponse:
    """Something the group made, with a file or a link."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    if is_finished(community):
        return only_reads(request, community, "learning:outcomes")
    initial = {"makers": community.name, "kind": request.GET.get("kind", "")}
    form = NewOutcomeForm(request.POST or None, request.FILES or None, initial=initial)
    context = {"community": community, "form": form}
    if request.method == "POST" and form.is_valid():
        if not form.is_settled:
            return render(request, "learning/outcome_new.html", context | {"name": form.name})
        about, piece = form.said(), form.piece()
        try:
            outcome = actions.make_outcome(
                community=community, about=about, piece=piece, by=request.user, now=clock.now()
            )
        except actions.NotStored:
            form.add_error("file", not_stored())
        else:
            messages.success(request, _("Kept for your group. Below you say who else may find it."))
            return redirect("learning:outcome", pk=outcome.pk)
    return render(request, "learning/outcome_new.html", context)


@require_safe
def outcome(request: PersonRequest, pk: int) -> HttpResponse:
    """What it is, its versions, where it is used."""
    row = get_object_or_404(for_reader(request.user), pk=pk)
    return render(request, "learning/outcome.html", page_of(request, row))


def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Other words for the same thing."""
    row = own(request, pk)
    said = {name: getattr(row, name) for name in actions.About.__dataclass_fields__}
    form = AboutForm(request.POST or None, initial=said)
    context = {"community": row.community, "outcome": row, "form": form}
    if request.method == "POST" and form.is_valid():
        if not form.is_settled:
            return render(request, "learning/outcome_edit.html", context | {"name": form.name})
        actions.change_outcome(outcome=row, about=form.said(), by=request.user, now=clock.now())
        messages.success(request, _("Saved."))
        return redirect("learning:outcome", pk=pk)
    return render(request, "learning/outcome_edit.html", context)


@require_POST
def version(request: PersonRequest, pk: int) -> HttpResponse:
    """A newer one; the older ones stay."""
    row = own(request, pk)
    if is_finished(row.community):
        return only_reads(request, row.community, "learning:outcomes")
    form = VersionForm(request.POST, request.FILES)
    if form.is_valid() and form.is_settled:
        number = form.cleaned_data["number"] or actions.next_number(row)
        try:
            is_new = actions.add_version(
                outcome=row, number=number, piece=form.piece(), by=request.user, now=clock.now()
            )
        except actions.NotStored:
            form.add_error("file", not_stored())
        else:
            tell_version(request, is_new)
            return redirect("learning:outcome", pk=pk)
    reader = get_object_or_404(for_reader(request.user), pk=pk)
    context = page_of(request, reader, version_form=form, name=form.name if form.is_valid() else "")
    return render(request, "learning/outcome.html", context, status=400 if form.errors else 200)


@require_POST
def reach(request: PersonRequest, pk: int) -> HttpResponse:
    """Who may find it: the makers say so, nobody else."""
    row = own(request, pk)
    form = ReachForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data["reach"]
        actions.share_outcome(outcome=row, reach=chosen, by=request.user, now=clock.now())
        label = Outcome.Reach(chosen).label
        messages.success(request, _("From now on this finds it: %(reach)s.") % {"reach": str(label).lower()})
    return redirect("learning:outcome", pk=pk)


@require_POST
def away(request: PersonRequest, pk: int) -> HttpResponse:
    """Out of the library, kept for the group; and back."""
    row = own(request, pk)
    is_away = row.removed_on is None
    actions.put_away(outcome=row, is_away=is_away, by=request.user, now=clock.now())
    messages.success(request, _("Put away: only your group still finds it.") if is_away else _("It is back."))
    return redirect("learning:outcome", pk=pk)


@require_POST
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Gone, with every version and file."""
    row = own(request, pk)
    actions.delete_outcome(outcome=row, by=request.user, now=clock.now())
    messages.success(request, _("Deleted, with all its versions."))
    return redirect("learning:outcomes", pk=row.community_id)


# --- rows and words --------------------------------------------------------------------------------------------------
def own(request: PersonRequest, pk: int) -> Outcome:
    return get_object_or_404(Outcome.objects.editable_by(request.user).select_related("community"), pk=pk)


def page_of(request: PersonRequest, row: Outcome, **forms: Any) -> dict[str, Any]:
    """`row` comes from `for_reader`. What only makers see is asked for makers alone."""
    page = outcome_page(row, request.user)
    is_inside: bool = row.is_inside  # type: ignore[attr-defined]
    context = {"outcome": row, "community": row.community, "page": page, "inside": is_inside, "use_form": UseForm()}
    if is_inside:
        context |= {"version_form": VersionForm(), "audience": audience_of(row.community)}
        context["is_finished"] = is_finished(row.community)
    return context | forms


def not_stored() -> str:
    return _("The file could not be kept. Try again later, or bring a link.")


def tell_version(request: PersonRequest, is_new: bool) -> None:
    if is_new:
        messages.success(request, _("The new version leads. The older ones stay."))
    else:
        messages.info(request, _("That version is there already. Look whether it is yours."))
