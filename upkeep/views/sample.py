"""A filled sample school beside one's own: asked for, watched while it is told, looked at, left and removed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plc_platform import clock
from plc_platform.context import remember_places
from schools.models import School
from schools.requests import PersonRequest
from upkeep.actions.sample import KEPT, ask_sample, enter_sample, leave_samples, remove_sample
from upkeep.models import SampleSchool


@require_safe
def sample(request: PersonRequest, slug: str) -> HttpResponse:
    """What a sample is for, and how far the one of this school is; looks again by itself while its story is told."""
    school = led(request, slug)
    found = SampleSchool.objects.select_related("school").filter(beside=school).first()
    context = {
        "school": school,
        "one": found,
        "has_failed": found is None and "waited" in request.GET,
        "gone_on": found.made_at + KEPT if found else None,
        "label": _("The story of the sample school is being told"),
        "total": found.total or 100 if found else 100,
    }
    return render(request, "upkeep/sample.html", context)


@require_POST
def make(request: PersonRequest, slug: str) -> HttpResponse:
    """Asks for a filled school; a worker tells its story within a minute."""
    ask_sample(school=led(request, slug), by=request.user, now=clock.now())
    return redirect("upkeep:sample", slug=slug)


@require_POST
def enter(request: PersonRequest, slug: str) -> HttpResponse:
    """To the page of the sample's leader; until she leaves, every page says that it is a sample."""
    found = sample_or_404(request, slug, is_ready=True)
    enter_sample(sample=found, by=request.user, now=clock.now())
    known = request.session.get("places") or {"schools": [slug], "coach": False}
    others = [one for one in known["schools"] if one != found.school.slug]
    remember_places(request.session, led_schools=[found.school.slug, *others], coaches=known["coach"])
    return redirect("dashboard:school", slug=found.school.slug)


@require_POST
def leave(request: PersonRequest) -> HttpResponse:
    """Back to one's own school."""
    leave_samples(by=request.user, now=clock.now())
    return redirect("dashboard:home")


@require_POST
def remove(request: PersonRequest, slug: str) -> HttpResponse:
    """All of it, at once and for good."""
    remove_sample(sample=sample_or_404(request, slug), by=request.user, now=clock.now())
    messages.success(request, _("The sample school is gone, with everything in it."))
    known = request.session.pop("places", None)
    return redirect("upkeep:sample", slug=slug) if known else redirect("dashboard:home")


def led(request: PersonRequest, slug: str) -> School:
    """The school, if this person leads it and it is a real one."""
    return get_object_or_404(School.objects.editable_by(request.user).filter(sample=None), slug=slug)


def sample_or_404(request: PersonRequest, slug: str, **facts: bool) -> SampleSchool:
    rows = SampleSchool.objects.select_related("school").filter(**facts)
    return get_object_or_404(rows, beside=led(request, slug))
