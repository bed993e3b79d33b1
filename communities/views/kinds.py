"""For everybody who works in a school: which kinds of groups there are, the story of one, all beside each other."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from communities.form_page import card_of, story_of
from communities.variant_queries import form_of, forms_of
from schools.models import School, User
from schools.requests import PersonRequest, is_id


@require_safe
def forms(request: PersonRequest, slug: str) -> HttpResponse:
    """The seven and the school's own, as cards; the leader also sees what is not offered."""
    school = get_object_or_404(School.objects.visible_to(request.user), slug=slug)
    leads = leads_school(request.user, school)
    cards = [card_of(form) for form in forms_of(school) if leads or not form.is_hidden]
    context = {
        "school": school,
        "leads": leads,
        "seven": [card for card in cards if not card.form.is_own],
        "own": [card for card in cards if card.form.is_own],
    }
    return render(request, "communities/forms.html", context)


@require_safe
def form(request: PersonRequest, slug: str, code: str) -> HttpResponse:
    """The whole story of one; `?version=` tells it as it was when a group began."""
    school = get_object_or_404(School.objects.visible_to(request.user), slug=slug)
    wanted = request.GET.get("version", "")
    found = form_of(school, code, number=int(wanted) if is_id(wanted) else None)
    if found is None:
        raise Http404
    context = {
        "school": school,
        "leads": leads_school(request.user, school),
        "story": story_of(found),
        "form": found,
        "is_earlier": is_id(wanted) and form_of(school, code) != found,
    }
    return render(request, "communities/form.html", context)


@require_safe
def compare_forms(request: PersonRequest, slug: str) -> HttpResponse:
    """All seven beside each other, on one sheet of paper."""
    school = get_object_or_404(School.objects.visible_to(request.user), slug=slug)
    stories = [story_of(one) for one in forms_of(school) if not one.is_own]
    return render(request, "communities/compare_forms.html", {"school": school, "stories": stories})


def leads_school(user: User, school: School) -> bool:
    return School.objects.editable_by(user).filter(pk=school.pk).exists()
