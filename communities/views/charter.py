"""The charter of a community: written on one page, read by who sees the group, accepted by its members."""

from collections.abc import Collection

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities import actions, charter_queries
from communities.actions import Wording
from communities.charter_forms import CharterForm, sent_names
from communities.charter_words import MODELS
from communities.descriptions import policy_of, rhythm_in_words
from communities.models import Charter, CharterVersion, Community
from plc_platform import clock
from schools.requests import PersonRequest


@require_safe
def charter(request: PersonRequest, pk: int) -> HttpResponse:
    """For its people the page where they write; for others, and after the end, the newest version."""
    community = get_object_or_404(charter_queries.seen_community(request.user), pk=pk)
    is_over = community.has_ended(clock.today())
    if community.is_inside and not is_over:  # type: ignore[attr-defined]  # annotated
        return writing_page(request, CharterForm(charter=charter_queries.draft_of(community)))
    return reading_page(request, community, charter_queries.versions_of(community, request.user).first())


def writing_page(request: PersonRequest, form: CharterForm) -> HttpResponse:
    community = form.charter.community
    versions = list(charter_queries.versions_of(community, request.user).select_related("put_by"))
    context = {
        "community": community,
        "form": form,
        "versions": versions,
        "standing": charter_queries.standing_of(versions[0], request.user) if versions else None,
        "rhythm": rhythm_in_words(community.regime, policy_of(community)),
        "now": clock.now(),
        "models": [(Charter.Model(value).label, text) for value, text in MODELS.items()],
    }
    return render(request, "communities/charter.html", context)


def reading_page(request: PersonRequest, community: Community, version: CharterVersion | None) -> HttpResponse:
    contents = charter_queries.with_agreements([version], request.user) if version else []
    parts = charter_queries.sheet(contents[0]) if contents else []
    context = {"community": community, "version": version, "parts": parts}
    return render(request, "communities/charter_sheet.html", context)


@require_safe
def charter_sheet(request: PersonRequest, pk: int) -> HttpResponse:
    """The draft as it reads now, to print: for the group's own people."""
    community = own_community(request, pk)
    draft = charter_queries.draft_of(community)
    parts = charter_queries.sheet({**charter_queries.content_of(draft), "agreements": draft.agreements})
    context = {"community": community, "parts": parts, "is_draft": True, "today": clock.today()}
    return render(request, "communities/charter_sheet.html", context)


@require_safe
def charter_version(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """One version with what changed since the one before; for members also the question to accept it."""
    community = get_object_or_404(charter_queries.seen_community(request.user), pk=pk)
    page = charter_queries.version_page(community, number, request.user)
    if page is None:
        raise Http404
    return render(request, "communities/charter_version.html", {"community": community, "page": page})


@require_POST
def charter_save(request: PersonRequest, pk: int) -> HttpResponse:
    """Keep what was sent: with htmx one field, otherwise all of them."""
    form = sent_form(request, own_community(request, pk))
    saved = save(request, form)
    if request.htmx:
        return field_answer(request, form, saved)
    if saved is None or saved.clashes:
        return writing_page(request, form if saved is None else after(form, saved))
    messages.success(request, _("Saved."))
    return told_device(redirect("communities:charter", pk=pk), pk)


@require_POST
def charter_put(request: PersonRequest, pk: int) -> HttpResponse:
    """Keep what was sent, and put it before the members."""
    community = own_community(request, pk)
    form = sent_form(request, community)
    saved = save(request, form)
    if saved is None or saved.clashes:
        return writing_page(request, form if saved is None else after(form, saved))
    try:
        version = actions.put_charter(community=community, by=request.user, now=clock.now())
    except (actions.NothingChanged, actions.NothingWritten, actions.CommunityIsFinished) as error:
        messages.info(request, error.message)
        return told_device(redirect("communities:charter", pk=pk), pk)
    messages.success(request, _("The members can read it now. Each of them hears of it once."))
    return told_device(redirect("communities:charter-version", pk=pk, number=version.number), pk)


@require_POST
def charter_accept(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """A member's own yes."""
    version = own_version(request, pk, number)
    try:
        actions.accept_charter(version=version, checks=request.POST.getlist("checks"), by=request.user, now=clock.now())
    except (actions.NotTheNewest, actions.NotAMember, actions.CommunityIsFinished) as error:
        messages.info(request, error.message)
    else:
        messages.success(request, _("You have accepted the charter."))
    return redirect("communities:charter-version", pk=pk, number=number)


@require_POST
def charter_take_back(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """As if nothing was said."""
    version = own_version(request, pk, number)
    try:
        actions.take_back_acceptance(version=version, by=request.user, now=clock.now())
    except (actions.NotTheNewest, actions.AcceptedByAll, actions.CommunityIsFinished) as error:
        messages.info(request, error.message)
    else:
        messages.success(request, _("Taken back. Nobody is told."))
    return redirect("communities:charter-version", pk=pk, number=number)


def own_community(request: PersonRequest, pk: int) -> Community:
    return get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)


def own_version(request: PersonRequest, pk: int, number: int) -> CharterVersion:
    """A version of a group whose own words this person shares."""
    versions = charter_queries.versions_of(own_community(request, pk), request.user)
    found = next((version for version in versions if version.number == number), None)
    if found is None:
        raise Http404
    return found


def sent_form(request: PersonRequest, community: Community) -> CharterForm:
    draft = charter_queries.draft_of(community)
    return CharterForm(request.POST, charter=draft, only=sent_names(request.POST))


def save(request: PersonRequest, form: CharterForm) -> actions.Saved | None:
    """None where the form has errors."""
    if not form.is_valid():
        return None
    community = form.charter.community
    try:
        return actions.save_charter(community=community, wordings=form.wordings(), by=request.user, now=clock.now())
    except actions.CommunityIsFinished as error:
        form.add_error(None, error.message)
        return None


def after(form: CharterForm, saved: actions.Saved, only: Collection[str] | None = None) -> CharterForm:
    """How the fields stand after a save."""
    mine = form.wordings()
    clashes = {name: Wording(mine[name].text, form.seen(name)) for name in saved.clashes}
    return CharterForm(charter=saved.charter, only=only, clashes=clashes, written=saved.written)


def field_answer(request: PersonRequest, form: CharterForm, saved: actions.Saved | None) -> HttpResponse:
    """How the field stands; the whole field after a choice; nothing where nothing was new."""
    is_chosen = bool(form.choice[0])
    if saved is not None and not (saved.written or saved.clashes or is_chosen):
        return HttpResponse(status=204)
    shown = form if saved is None else after(form, saved, form.sent)
    whole = CharterForm(charter=shown.charter)
    sections = [section for section in shown.sections if section.blocks]
    context = {
        "community": form.charter.community,
        "sections": sections,
        "overview": list(whole.sections),
        "is_chosen": is_chosen,
        "now": clock.now(),
    }
    return render(request, "communities/_charter_answer.html", context)


def told_device(response: HttpResponseRedirect, pk: int) -> HttpResponseRedirect:
    """The draft on the device can be forgotten."""
    response.set_cookie("draft_saved", f"charter-{pk}", max_age=300, samesite="Lax")
    return response
