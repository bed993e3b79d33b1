"""The people of a school, for its leader: who is there, who has been invited, who is what."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from plc_platform import clock
from schools import actions, queries
from schools.forms import AddressForm, RolesForm
from schools.links import partner_code
from schools.models import School, Staff
from schools.requests import PersonRequest, ids_in, search_in
from schools.wording import refusal_in_words

PAGE = 50


@require_safe
def staff(request: PersonRequest, slug: str) -> HttpResponse:
    """Everybody who works in the school, to search and to invite."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    search, state = search_in(request), request.GET.get("state", "")
    page = Paginator(queries.people_of(school, search=search, state=state), PAGE).get_page(request.GET.get("page"))
    kept = urlencode({"q": search, "state": state})
    context = {
        "school": school,
        "page": page,
        "search": search,
        "state": state,
        "newer_url": f"?{kept}&page={page.previous_page_number()}" if page.has_previous() else "",
        "older_url": f"?{kept}&page={page.next_page_number()}" if page.has_next() else "",
        "waiting": queries.not_yet_invited(school).count(),
        "code": partner_code(school),
    }
    return render(request, "schools/staff.html", context)


@require_POST
def staff_invite(request: PersonRequest, slug: str) -> HttpResponse:
    """First say how many mails will leave and to whom, then send them."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    ids = ids_in(request.POST.getlist("people"))
    people = queries.people_of(school).filter(user__last_login=None, user__is_active=True)
    people = queries.not_yet_invited(school) if "all" in request.POST else people.filter(pk__in=ids[:1000])
    chosen = list(people[: actions.MAILS_AT_ONCE])
    if not chosen:
        messages.info(request, _("Nobody to invite: tick people who have not signed in yet."))
        return redirect("schools:staff", slug=slug)
    if "confirmed" not in request.POST:
        more = people.count() - len(chosen)
        return render(request, "schools/staff_invite.html", {"school": school, "chosen": chosen, "more": more})
    try:
        sent = len(actions.invite_staff(staff=chosen, by=request.user, now=clock.now()))
    except actions.MailDidNotLeave as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request, ngettext("%(sent)d mail has left.", "%(sent)d mails have left.", sent) % {"sent": sent}
        )
    return redirect("schools:staff", slug=slug)


def person(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """What somebody is in the school."""
    found = colleague(request, slug, pk)
    form = RolesForm(request.POST or None, initial={"roles": [role.role for role in found.roles.all()]})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_roles(staff=found, roles=form.cleaned_data["roles"], by=request.user, now=clock.now())
        except actions.LastLeader as error:
            form.add_error("roles", error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("schools:staff", slug=slug)
    address_form = AddressForm(initial={"email": found.user.email})
    return render(request, "schools/person.html", context_of(found, form, address_form))


@require_POST
def person_address(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """An address that mail does not reach, mended."""
    found = colleague(request, slug, pk)
    form = AddressForm(request.POST)
    if form.is_valid():
        try:
            actions.correct_address(staff=found, email=form.cleaned_data["email"], by=request.user, now=clock.now())
        except (actions.AddressInUse, actions.AddressWorks) as error:
            form.add_error("email", error.message)
        else:
            messages.success(request, _("Saved. From now on mail goes there."))
            return redirect("schools:person", slug=slug, pk=pk)
    roles = RolesForm(initial={"roles": [role.role for role in found.roles.all()]})
    return render(request, "schools/person.html", context_of(found, roles, form))


def context_of(found: Staff, form: RolesForm, address_form: AddressForm) -> dict[str, object]:
    fault = queries.address_fault_of(found.user)
    return {
        "person": found,
        "school": found.school,
        "form": form,
        "fault": fault,
        "fault_words": refusal_in_words(fault.text) if fault else "",
        "address_form": address_form if queries.may_correct_address(found.user) else None,
    }


def colleague(request: PersonRequest, slug: str, pk: int) -> Staff:
    rows = Staff.objects.editable_by(request.user).select_related("user", "school")
    return get_object_or_404(rows, pk=pk, school__slug=slug)


@require_POST
def person_left(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Somebody works here no more."""
    try:
        found = actions.mark_left(staff=colleague(request, slug, pk), by=request.user, now=clock.now())
    except actions.LastLeader as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("%(name)s works here no more.") % {"name": found.user})
    # A leader who has marked herself has no way back to the staff page.
    still_leads = School.objects.editable_by(request.user).filter(slug=slug).exists()
    return redirect("schools:person", slug=slug, pk=pk) if still_leads else redirect("dashboard:home")


@require_POST
def person_back(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Somebody works here again."""
    found = actions.mark_back(staff=colleague(request, slug, pk), by=request.user, now=clock.now())
    messages.success(request, _("%(name)s works here again.") % {"name": found.user})
    return redirect("schools:person", slug=slug, pk=pk)
