"""A group looks at how it works together: the page, one tap a condition, details, closing, sharing, next steps."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from communities.models import Community
from conditions.actions import process as actions
from conditions.forms.process import AutonomyForm
from conditions.forms.start import AnswerForm, StatusForm, said_before
from conditions.models import ProcessAnswer, ProcessReview
from conditions.process import ProcessCondition
from conditions.queries.process import own_conditions, process_page, step_owners
from plc_platform import clock
from schools.requests import PersonRequest

TITLE = gettext_lazy("How we work together")


@require_safe
def process(request: PersonRequest, pk: int) -> HttpResponse:
    """For the group: its open review, steps, history. For who sees the group: what the group shared, else 404."""
    page = process_page(request.user, pk, today=clock.today())
    review = page.running
    form = AutonomyForm(initial={"autonomy": review.autonomy, "line": review.autonomy_line}) if review else None
    return render(request, "conditions/process.html", {"page": page, "form": form})


@require_POST
def open_review(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin a look; of a group that goes on."""
    rows = Community.objects.owned_by_group_of(request.user)
    community = get_object_or_404(rows, pk=pk)
    if not community.has_ended(clock.today()):
        actions.open_review(community=community, by=request.user, now=clock.now())
    return redirect("conditions:process", pk=pk)


@require_POST
def tap(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """One tap: how it stands."""
    review, condition = asked(request, pk, code)
    form = StatusForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how it stands."))
        return back_to(review, condition)
    said = {"code": code, "status": form.cleaned_data["status"]}
    try:
        actions.answer_process(review=review, **said, by=request.user, now=clock.now())
    except actions.ReviewIsClosed as error:
        messages.info(request, error.message)
    return back_to(review, condition)


def answer(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """How it stands, with a note, a next step, who takes it and by when."""
    review, condition = asked(request, pk, code)
    before = ProcessAnswer.objects.editable_by(request.user).filter(review=review, code=code)
    last = before.select_related("owner").first()
    people = step_owners(review.community, request.user, last.owner if last else None)
    form = AnswerForm(request.POST or None, people=people, initial=said_before(last))
    if request.method == "POST" and form.is_valid():
        said = {"code": code, "status": form.cleaned_data["status"], "details": form.details()}
        try:
            actions.answer_process(review=review, **said, by=request.user, now=clock.now())
        except actions.ReviewIsClosed as error:
            messages.info(request, error.message)
        else:
            messages.success(request, _("Saved."))
        return back_to(review, condition)
    context = {"community": review.community, "condition": condition, "form": form}
    context |= {"back_url": reverse("conditions:process", args=[review.community_id]), "back_text": TITLE}
    return render(request, "conditions/process_answer.html", context)


@require_POST
def autonomy(request: PersonRequest, pk: int) -> HttpResponse:
    """Whether there is room enough to decide."""
    review = going_on(request, pk)
    form = AutonomyForm(request.POST)
    if not form.is_valid():
        return shown(request, review.community_id, form)
    try:
        actions.say_autonomy(review=review, **form.cleaned_data, by=request.user, now=clock.now())
    except actions.ReviewIsClosed as error:
        messages.info(request, error.message)
    else:
        messages.success(request, _("Saved."))
    return to_page(review, "#autonomy")


@require_POST
def close(request: PersonRequest, pk: int) -> HttpResponse:
    """The group has looked; what it chose meanwhile of the room it has comes along, or is asked for first."""
    review = own_review(request, pk)
    form = AutonomyForm(request.POST)
    if not form.is_valid() and (form.data.get("line") or "line" in form.errors):
        return shown(request, review.community_id, form)
    try:
        if form.is_valid() and review.closed_on is None:
            actions.say_autonomy(review=review, **form.cleaned_data, by=request.user, now=clock.now())
        actions.close_review(review=review, by=request.user, now=clock.now())
    except actions.ReviewIsClosed as error:
        messages.info(request, error.message)
    except actions.NothingSaid as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Closed. It stands below with the earlier ones; only your group reads it."))
    return to_page(review)


@require_POST
def share(request: PersonRequest, pk: int) -> HttpResponse:
    """A member lets the school leader read a closed review."""
    review = members_review(request, pk)
    try:
        actions.share_review(review=review, by=request.user, now=clock.now())
    except actions.NothingSaid as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The school leader can read this review now. You can keep it to yourselves again."))
    return to_page(review, "#earlier")


@require_POST
def keep(request: PersonRequest, pk: int) -> HttpResponse:
    """A member keeps it to the group again."""
    review = members_review(request, pk)
    actions.keep_review(review=review, by=request.user, now=clock.now())
    messages.success(request, _("Only your group reads this review from now on."))
    return to_page(review, "#earlier")


@require_POST
def step_done(request: PersonRequest, pk: int) -> HttpResponse:
    """Tick a next step."""
    return mark(request, pk, is_done=True)


@require_POST
def step_reopen(request: PersonRequest, pk: int) -> HttpResponse:
    """Not done after all."""
    return mark(request, pk, is_done=False)


def mark(request: PersonRequest, pk: int, *, is_done: bool) -> HttpResponse:
    rows = ProcessAnswer.objects.editable_by(request.user).select_related("review").exclude(next_step="")
    found = get_object_or_404(rows, pk=pk)
    actions.mark_process_step(answer=found, is_done=is_done, by=request.user, now=clock.now())
    return to_page(found.review, "#steps")


def shown(request: PersonRequest, group_id: int, form: AutonomyForm) -> HttpResponse:
    """The page with what was sent and could not be kept."""
    page = process_page(request.user, group_id, today=clock.today())
    if page.running is None:
        messages.info(request, actions.ReviewIsClosed.message)
        return redirect("conditions:process", pk=group_id)
    return render(request, "conditions/process.html", {"page": page, "form": form}, status=400)


def own_review(request: PersonRequest, pk: int) -> ProcessReview:
    return get_object_or_404(ProcessReview.objects.editable_by(request.user).select_related("community"), pk=pk)


def going_on(request: PersonRequest, pk: int) -> ProcessReview:
    """A review of a group that goes on; one that finished can only close what it had begun."""
    review = own_review(request, pk)
    end = review.community.ended_on
    if end is not None and end <= clock.today():
        raise Http404
    return review


def members_review(request: PersonRequest, pk: int) -> ProcessReview:
    return get_object_or_404(ProcessReview.objects.editable_by(request.user).of_members(request.user), pk=pk)


def asked(request: PersonRequest, pk: int, code: str) -> tuple[ProcessReview, ProcessCondition]:
    """An open review of the group and a condition; else 404."""
    condition = next((one for one in own_conditions() if one.code == code), None)
    if condition is None:
        raise Http404
    return going_on(request, pk), condition


def back_to(review: ProcessReview, condition: ProcessCondition) -> HttpResponse:
    return to_page(review, f"#c-{condition.code}")


def to_page(review: ProcessReview, place: str = "") -> HttpResponse:
    return redirect(reverse("conditions:process", args=[review.community_id]) + place)
