"""A person's own door and settings: the first sign-in, profile, theme, language; and who sees what."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from plc_platform import clock
from schools import actions
from schools.contract_words import about_you, roles_by_theme
from schools.forms import ProfileForm, WelcomeForm
from schools.links import staff_behind_token
from schools.models import Staff, User
from schools.queries import address_fault_of
from schools.requests import PersonRequest
from schools.stated_form import StatedForm
from schools.wording import refusal_in_words

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
NAMES = ("first_name", "prefix", "last_name", "language")


@never_cache
@login_not_required
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """The first sign-in through a personal link. Opening the link changes nothing: mail scanners open links too."""
    staff = staff_behind_token(token)
    if staff is None:
        return render(request, "schools/welcome_gone.html", status=404)
    user = staff.user
    initial = {name: getattr(user, name) for name in NAMES}
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    with override(get_language() if chosen else user.language):
        form = WelcomeForm(request.POST or None, user=user, initial=initial)
        if request.method == "POST" and form.is_valid():
            actions.step_in(staff=staff, **form.cleaned_data, now=clock.now())
            login(request, user, backend=BACKEND)
            return redirect("dashboard:home")
        return render(request, "schools/welcome.html", {"form": form, "school": staff.school, "person": user})


def profile(request: PersonRequest) -> HttpResponse:
    """Name, language and theme."""
    user: User = request.user
    fields = (*NAMES, "theme")
    form = ProfileForm(request.POST or None, initial={name: getattr(user, name) for name in fields})
    if request.method == "POST" and form.is_valid():
        actions.update_profile(user=user, now=clock.now(), **form.cleaned_data)
        with override(user.language):
            messages.success(request, _("Saved."))
        return redirect("schools:profile")
    fault = address_fault_of(user)
    refused = refusal_in_words(fault.text) if fault else ""
    context = {"form": form, "refused": refused, "stated": [stated_form(one) for one in own_staff(user)]}
    return render(request, "schools/profile.html", context)


def own_staff(user: User) -> "QuerySet[Staff]":
    """Where somebody works herself."""
    return Staff.objects.visible_to(user).current().filter(user=user).select_related("school").order_by("school__name")


def stated_form(staff: Staff, data: QueryDict | None = None) -> StatedForm:
    return StatedForm(data, staff=staff, year=clock.today().year)


@require_POST
def stated(request: PersonRequest, pk: int) -> HttpResponse:
    """What a group may know of me."""
    staff = get_object_or_404(own_staff(request.user), pk=pk)
    form = stated_form(staff, request.POST)
    if form.is_valid():
        actions.state_of_oneself(staff=staff, **form.cleaned_data, by=request.user, now=clock.now())
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Give a year such as 2012, or leave it empty."))
    return redirect("schools:profile")


@require_POST
def theme(request: PersonRequest) -> HttpResponse:
    """Light, dark, or as the device; back to where the reader was."""
    chosen = request.POST.get("theme")
    if chosen in User.Theme.values:
        actions.update_profile(user=request.user, now=clock.now(), theme=chosen)
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back) if is_ours else redirect("schools:profile")


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """The language of this browser and, for who signed in, of the person."""
    chosen = request.POST.get("language")
    if request.user.is_authenticated and chosen in User.Language.values:
        actions.update_profile(user=request.user, now=clock.now(), language=chosen)
    return set_language(request)


@require_safe
def who_sees_what(request: PersonRequest) -> HttpResponse:
    """What others see of oneself (T3), then for every role what it reads, changes and never sees; from the same file
    that the tests hold the product to."""
    context = {"about_you": about_you(), "roles": roles_by_theme()}
    return render(request, "schools/who_sees_what.html", context)
