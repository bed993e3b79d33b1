"""How ready a school is: the page for everybody who works there, a new round, the answers, the plan of steps."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conditions.actions import readiness as actions
from conditions.forms.readiness import AnswerForm, RoundForm
from conditions.models import ReadinessRound
from conditions.queries.readiness import is_open, own_statements, readiness_of, seen_schools, usual_last_day
from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest


@require_safe
def readiness(request: PersonRequest, slug: str) -> HttpResponse:
    """What team and leader say, side by side, and the steps that follow from it."""
    school = get_object_or_404(seen_schools(request.user), slug=slug)
    page = readiness_of(school, viewer=request.user, today=clock.today())
    return render(request, "conditions/readiness.html", {"page": page, "school": school})


def open_round(request: PersonRequest, slug: str) -> HttpResponse:
    """Ask the whole staff; the form says what happens then."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    today = clock.today()
    initial = {"closes_on": usual_last_day(school, today=today)}
    form = RoundForm(request.POST or None, initial=initial, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_round(school=school, **form.cleaned_data, by=request.user, now=clock.now())
        except actions.RoundIsOpen as error:
            messages.info(request, error.message)
        else:
            messages.success(request, _("The round is open. Colleagues get one notice."))
        return redirect("conditions:readiness", slug=slug)
    context = {"form": form, "school": school, "statements": own_statements()}
    return render(request, "conditions/readiness_open.html", context)


def answer(request: PersonRequest, slug: str) -> HttpResponse:
    """Twelve statements, three minutes; without a name."""
    school = get_object_or_404(seen_schools(request.user), slug=slug)
    rounds = ReadinessRound.objects.visible_to(request.user).filter(school=school, closed_on=None)
    running = rounds.order_by("-opened_on").first()
    if running is None or not is_open(running, clock.today()):
        messages.info(request, _("No round is open now."))
        return redirect("conditions:readiness", slug=slug)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return keep(request, running, form)
    context = {"form": form, "school": school, "round": running}
    return render(request, "conditions/readiness_answer.html", context)


def keep(request: PersonRequest, running: ReadinessRound, form: AnswerForm) -> HttpResponse:
    """Put the answers with those of the others."""
    answers = form.cleaned_data["answers"]
    try:
        actions.answer_readiness(readiness_round=running, answers=answers, by=request.user, now=clock.now())
    except (actions.RoundIsClosed, actions.AnsweredAlready) as error:
        messages.info(request, error.message)
    else:
        messages.success(request, _("Thank you. Your answers are with those of the others now, without your name."))
    return redirect("conditions:readiness", slug=running.school.slug)
