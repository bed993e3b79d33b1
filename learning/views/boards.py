"""The board of a group's way of working: for the group itself alone (R23-R28, F20)."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities.models import Community, Regime, Variant
from learning.actions import boards as actions
from learning.forms.boards import EvidenceForm, MoveForm, NamesForm, StartForm
from learning.models import Board, BoardStep, Evidence
from learning.queries.boards import board_page, boards_of, methods_for, steps_to_copy
from learning.queries.running import of_running
from learning.views.finished import is_finished, only_reads
from meetings.views.drafts import forget_draft
from plc_platform import clock
from schools.requests import PersonRequest


@require_safe
def board(request: PersonRequest, pk: int) -> HttpResponse:
    """Where the group is; without a board, how to begin one. Research lessons go by their cycle."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    if community.variant == Variant.LESSON_STUDY and community.regime == Regime.CYCLE:
        return redirect("meetings:cycle", pk=pk)
    row = boards_of(community, request.user).first()
    if row is None:
        return begin_page(request, community, StartForm(methods=methods_for(community), initial=usual_for(community)))
    return render(request, "learning/board.html", context_of(request, row, community))


@require_safe
def one_round(request: PersonRequest, pk: int) -> HttpResponse:
    """One round, also an earlier one."""
    row = get_object_or_404(Board.objects.visible_to(request.user).select_related("community"), pk=pk)
    return render(request, "learning/board.html", context_of(request, row, row.community))


def start(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin the first round, or the next."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    if is_finished(community):
        return only_reads(request, community, "learning:board")
    if boards_of(community, request.user).filter(ended_on=None).exists():
        return redirect("learning:board", pk=pk)
    form = StartForm(request.POST or None, methods=methods_for(community), initial=usual_for(community))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        steps = steps_to_copy(community, said["method"])
        actions.start_board(community=community, **said, steps=steps, by=request.user, now=clock.now())
        return redirect("learning:board", pk=pk)
    return begin_page(request, community, form)


@require_POST
def move(request: PersonRequest, pk: int) -> HttpResponse:
    """On, back, past a step, or up again what was left out."""
    row = get_object_or_404(own_boards(request), pk=pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        context = context_of(request, row, row.community) | {"move": form}
        return render(request, "learning/board.html", context, status=400)
    try:
        actions.move_board(board=row, **form.cleaned_data, by=request.user, now=clock.now())
    except actions.BoardError as error:
        messages.info(request, str(error))
    return redirect(f"{reverse('learning:board', args=[row.community_id])}#now")


@require_POST
def finish(request: PersonRequest, pk: int) -> HttpResponse:
    """The round is over."""
    row = get_object_or_404(own_boards(request), pk=pk)
    actions.finish_board(board=row, by=request.user, now=clock.now())
    messages.success(request, _("The round is finished. It stays readable, with the whole path."))
    return redirect("learning:board", pk=row.community_id)


@require_POST
def reopen(request: PersonRequest, pk: int) -> HttpResponse:
    """Not finished after all."""
    row = get_object_or_404(own_boards(request), pk=pk)
    try:
        actions.reopen_board(board=row, by=request.user, now=clock.now())
    except actions.BoardError as error:
        messages.info(request, str(error))
    return redirect("learning:board", pk=row.community_id)


def names(request: PersonRequest, pk: int) -> HttpResponse:
    """What it is about, and the group's own names for its steps."""
    row = get_object_or_404(own_boards(request).filter(ended_on=None), pk=pk)
    page = board_page(row, row.community, request.user)
    steps = [(line.row.pk, line.phase.name, line.row.name) for line in page.lines]
    form = NamesForm(request.POST or None, about=row.about, steps=steps)
    if request.method == "POST" and form.is_valid():
        actions.name_board(board=row, **form.changes, by=request.user, now=clock.now())
        messages.success(request, _("Saved."))
        return redirect("learning:board", pk=row.community_id)
    return render(request, "learning/board_names.html", {"community": row.community, "page": page, "form": form})


@require_POST
def add_evidence(request: PersonRequest, pk: int) -> HttpResponse:
    """One line that shows a step."""
    rows = BoardStep.objects.editable_by(request.user).filter(of_running("board__community__", clock.today()))
    row = get_object_or_404(rows.select_related("board__community"), pk=pk)
    community = row.board.community
    form = EvidenceForm(request.POST, auto_id=f"step-{pk}-%s")
    if not form.is_valid() or not form.is_settled:
        context = context_of(request, row.board, community, bound=form, of=pk)
        return render(request, "learning/board.html", context, status=400 if form.errors else 200)
    actions.add_evidence(step=row, **form.said, by=request.user, now=clock.now())
    response = redirect(f"{reverse('learning:board', args=[community.pk])}#step-{pk}")
    forget_draft(response, f"evidence-{pk}")
    return response


def evidence(request: PersonRequest, pk: int) -> HttpResponse:
    """Other words or another link for what shows a step."""
    row = get_object_or_404(own_lines(request), pk=pk)
    community = row.step.board.community
    form = EvidenceForm(request.POST or None, initial={"text": row.text, "link": row.link})
    if request.method == "POST" and form.is_valid() and form.is_settled:
        said = {name: form.cleaned_data[name] for name in ("text", "link")}
        actions.change_evidence(evidence=row, **said, by=request.user, now=clock.now())
        return redirect(f"{reverse('learning:board', args=[community.pk])}#step-{row.step_id}")
    context: dict[str, Any] = {"community": community, "evidence": row, "form": form}
    context["name"] = form.name if form.is_bound and form.is_valid() else ""
    return render(request, "learning/evidence.html", context)


@require_POST
def verdict(request: PersonRequest, pk: int) -> HttpResponse:
    """One tap: confirmed, rejected or not clear yet; the same once more takes it back."""
    row = get_object_or_404(own_lines(request), pk=pk)
    said = request.POST.get("verdict", "")
    if said in ("", *Evidence.Verdict.values):
        actions.say_verdict(evidence=row, verdict=said, by=request.user, now=clock.now())
    return redirect(f"{reverse('learning:board', args=[row.step.board.community_id])}#step-{row.step_id}")


@require_POST
def remove_evidence(request: PersonRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Evidence.objects.editable_by(request.user).select_related("step__board"), pk=pk)
    actions.remove_evidence(evidence=row, by=request.user, now=clock.now())
    messages.success(request, _("The line is gone."))
    return redirect(f"{reverse('learning:board', args=[row.step.board.community_id])}#step-{row.step_id}")


def own_boards(request: PersonRequest) -> QuerySet[Board]:
    """Boards that this person may change: of groups that go on."""
    rows = Board.objects.editable_by(request.user).select_related("community")
    return rows.filter(of_running("community__", clock.today()))


def own_lines(request: PersonRequest) -> QuerySet[Evidence]:
    rows = Evidence.objects.editable_by(request.user).select_related("step__board__community")
    return rows.filter(of_running("step__board__community__", clock.today()))


def begin_page(request: PersonRequest, community: Community, form: StartForm) -> HttpResponse:
    earlier = boards_of(community, request.user)
    context = {"community": community, "form": form, "earlier": earlier, "is_finished": is_finished(community)}
    return render(request, "learning/board_start.html", context)


def usual_for(community: Community) -> dict[str, str]:
    return {"method": community.variant}


def context_of(
    request: PersonRequest, row: Board, community: Community, *, bound: EvidenceForm | None = None, of: int = 0
) -> dict[str, Any]:
    """The page with an empty form at every step, or with what was sent at one of them."""
    page = board_page(row, community, request.user)
    forms = {line.row.pk: EvidenceForm(auto_id=f"step-{line.row.pk}-%s") for line in page.lines}
    if bound is not None:
        forms[of] = bound
    is_open = row.ended_on is None and not is_finished(community)
    steps = [(line, forms[line.row.pk] if is_open else None) for line in page.lines]
    name = bound.name if bound is not None and bound.is_valid() else ""
    context = {"community": community, "page": page, "board": row, "steps": steps, "bound_step": of, "name": name}
    return context | {"is_open": is_open, "is_finished": is_finished(community)}
