"""What a group asks of its leader: the page of the group, and that of the leader."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.models import Community
from leading.actions import requests as actions
from leading.forms.requests import AnswerForm, RequestForm
from leading.models import LeaderRequest
from leading.queries.requests import askable_schools, requests_of, requests_to, usual_answer_days
from leading.words import time_words, usual_words
from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask the leader in a tap and a line; read what she answered."""
    groups = Community.objects.owned_by_group_of(request.user).select_related("school")
    group = get_object_or_404(groups, pk=pk)
    form = RequestForm(request.POST or None, schools=askable_schools(group, request.user), today=clock.today())
    if request.method == "POST" and form.is_valid() and not group.has_ended(clock.today()):
        try:
            actions.ask_leader(community=group, **form.asked(), by=request.user, now=clock.now())
        except actions.UsedKey as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Asked. It stands on the leader's page until there is an answer."))
        return redirect("leading:requests", pk=pk)
    lines = [(one, time_words(one)) for one in requests_of(group, request.user)]
    usual = usual_words(usual_answer_days(group.school, now=clock.now()))
    is_over = group.has_ended(clock.today())
    context = {"community": group, "form": form, "lines": lines, "usual": usual, "is_over": is_over}
    return render(request, "leading/requests.html", context, status=400 if form.errors else 200)


@require_POST
def close(request: PersonRequest, pk: int) -> HttpResponse:
    """Settled, or not needed any more."""
    row = get_object_or_404(LeaderRequest.objects.of_group_of(request.user), pk=pk)
    actions.close_request(request=row, by=request.user, now=clock.now())
    messages.success(request, _("Fine. It stays here to be read."))
    return redirect("leading:requests", pk=row.community_id)


@require_POST
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Not needed after all: gone, as long as there is no answer."""
    row = get_object_or_404(LeaderRequest.objects.of_group_of(request.user), pk=pk)
    if actions.take_back_request(request=row, by=request.user, now=clock.now()):
        messages.success(request, _("Gone, as if you never asked."))
    return redirect("leading:requests", pk=row.community_id)


@require_safe
def asked(request: PersonRequest, slug: str) -> HttpResponse:
    """Everything that groups ask the leaders of a school, and what was answered."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    lines = [(one, time_words(one)) for one in requests_to(school, request.user)]
    usual = usual_words(usual_answer_days(school, now=clock.now()))
    return render(request, "leading/asked.html", {"school": school, "lines": lines, "usual": usual})


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """One question with its answer: a tap and a line."""
    rows = LeaderRequest.objects.answerable_by(request.user).filter(closed_on=None)
    row = get_object_or_404(rows.select_related("community", "school"), pk=pk)
    form = AnswerForm(request.POST or None, initial={"outcome": row.outcome, "answer": row.answer})
    if request.method == "POST" and form.is_valid():
        if actions.answer_request(request=row, **form.cleaned_data, by=request.user, now=clock.now()):
            messages.success(request, _("The group reads your answer."))
        else:
            messages.info(request, _("The group does not need this any more."))
        return redirect("dashboard:school", slug=row.school.slug)
    context = {"row": row, "form": form}
    return render(request, "leading/answer.html", context, status=400 if form.errors else 200)
