"""A school in a group of schools, for its leader: start, join, leave, and release counts or not."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evidence.actions import roll_ups, school_groups
from evidence.board_words import lines_of
from evidence.forms.boards import JoinForm, StartForm
from evidence.models import GroupPlace, RollUp
from evidence.queries.boards import lines_of_school, release_of
from evidence.queries.release_counts import counts_of
from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest


def led(request: PersonRequest, slug: str) -> School:
    return get_object_or_404(School.objects.editable_by(request.user), slug=slug)


def real(request: PersonRequest, slug: str) -> School:
    """The same, but no sample school: its made-up people would hide how few real ones a sum is of (C26)."""
    return get_object_or_404(School.objects.editable_by(request.user).filter(sample=None), slug=slug)


@require_safe
def school_board(request: PersonRequest, slug: str) -> HttpResponse:
    """In which groups of schools it takes part, and what is asked of it."""
    school = led(request, slug)
    context = {"school": school, "lines": lines_of_school(school, request.user), "form": JoinForm()}
    return render(request, "evidence/school_board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_group(request: PersonRequest, slug: str) -> HttpResponse:
    """Start a group of schools."""
    school, form = real(request, slug), StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        group = school_groups.start_school_group(school=school, **said, by=request.user, now=clock.now())
        messages.success(request, _("Started. Give the code below to the leaders of the other schools."))
        return redirect("evidence:group", pk=group.pk)
    status = 400 if form.errors else 200
    return render(request, "evidence/new_group.html", {"school": school, "form": form}, status=status)


@require_POST
def join_group(request: PersonRequest, slug: str) -> HttpResponse:
    """By the code that another leader or the board gave."""
    school, form = real(request, slug), JoinForm(request.POST)
    if form.is_valid():
        group = form.cleaned_data["code"]
        school_groups.join_school_group(group=group, school=school, by=request.user, now=clock.now())
        messages.success(request, _("Your school is in it. Nothing goes until you release it."))
        return redirect("evidence:school-board", slug=slug)
    context = {"school": school, "lines": lines_of_school(school, request.user), "form": form}
    return render(request, "evidence/school_board.html", context, status=400)


@require_POST
def leave_group(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """The school takes part no more, from today."""
    places = GroupPlace.objects.editable_by(request.user).current().filter(school__slug=slug)
    place = get_object_or_404(places.select_related("group"), pk=pk)
    school_groups.leave_school_group(place=place, by=request.user, now=clock.now())
    messages.success(request, _("Your school is no longer in “%(group)s”.") % {"group": place.group})
    return redirect("evidence:school-board", slug=slug)


def asked(request: PersonRequest, slug: str, pk: int) -> tuple[GroupPlace, RollUp]:
    """What is open and asked of this school, whose leader it is."""
    row = get_object_or_404(RollUp.objects.visible_to(request.user).filter(made_on=None), pk=pk)
    places = GroupPlace.objects.editable_by(request.user).current().select_related("school", "group")
    return get_object_or_404(places, school__slug=slug, group=row.group_id), row


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Exactly what would go; a tap lets it go."""
    place, row = asked(request, slug, pk)
    if request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            roll_ups.release_counts(place=place, roll_up=row, seen=seen, by=request.user, now=clock.now())
        except (roll_ups.IsClosed, roll_ups.NoSuchYear, roll_ups.CountsChanged) as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Released. You may take it back until the last day."))
        return redirect("evidence:release", slug=slug, pk=pk)
    counts = counts_of(place.school, row.year)
    context = {
        "place": place,
        "row": row,
        "counts": counts,
        "parts": lines_of(counts.figures, counts.people) if counts else [],
        "release": release_of(place, row, request.user),
        "is_closed": row.closes_on < clock.today(),
    }
    return render(request, "evidence/release.html", context)


@require_POST
def withdraw_release(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Taken back, as if it never went."""
    place, row = asked(request, slug, pk)
    try:
        roll_ups.withdraw_release(place=place, roll_up=row, by=request.user, now=clock.now())
    except roll_ups.IsClosed as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Taken back. Nothing of your school goes."))
    return redirect("evidence:release", slug=slug, pk=pk)
