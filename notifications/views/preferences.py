"""How somebody wants to be told things."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from notifications import actions
from notifications.forms import ChoicesForm, QuietForm
from notifications.models import Preference
from notifications.preferences import chosen_for
from notifications.queries import preference_for
from notifications.registry import kinds_for
from plc_platform import clock


def settings(request: HttpRequest) -> HttpResponse:
    """The choices; with htmx each is kept as it is made."""
    preference = preference_for(request.user)
    form = choices_form(request, preference, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen, is_weekly = form.chosen(), form.cleaned_data["is_weekly"]
        actions.choose(by=request.user, is_weekly=is_weekly, chosen=chosen, now=clock.now())
        if not request.headers.get("HX-Request"):
            messages.success(request, _("Saved."))
            return redirect("notifications:settings")
        form = choices_form(request, preference_for(request.user))
        return render(request, "notifications/_choices.html", {"form": form, "is_saved": True})
    context = {"form": form, "preference": preference, "quiet": quiet_form(preference), "today": clock.today()}
    return render(request, "notifications/settings.html", context)


@require_POST
def quiet(request: HttpRequest) -> HttpResponse:
    """Set the quiet period."""
    form = QuietForm(request.POST, today=clock.today())
    preference = preference_for(request.user)
    if not form.is_valid():
        choices = choices_form(request, preference)
        context = {"form": choices, "preference": preference, "quiet": form, "today": clock.today()}
        return render(request, "notifications/settings.html", context)
    actions.be_quiet(by=request.user, **form.cleaned_data, now=clock.now())
    messages.success(request, _("Saved."))
    return redirect("notifications:settings")


@require_POST
def quiet_end(request: HttpRequest) -> HttpResponse:
    """End the quiet period, or take it back."""
    actions.be_quiet(by=request.user, first_day=None, last_day=None, now=clock.now())
    messages.success(request, _("You get mail again."))
    return redirect("notifications:settings")


def choices_form(request: HttpRequest, preference: Preference | None, data: QueryDict | None = None) -> ChoicesForm:
    kinds = kinds_for(request.user)
    chosen = chosen_for(preference, [kind.name for kind in kinds])
    return ChoicesForm(data, kinds=kinds, chosen=chosen, is_weekly=bool(preference and preference.is_weekly))


def quiet_form(preference: Preference | None) -> QuietForm:
    days = {"first_day": preference.quiet_from, "last_day": preference.quiet_until} if preference else {}
    return QuietForm(initial=days, today=clock.today())
