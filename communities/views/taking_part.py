"""Somebody's own membership: confirm it, leave, and come back."""

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities import actions
from communities.models import Membership
from plc_platform import clock
from schools.models import User
from schools.requests import PersonRequest

UNDO_SECONDS = 600
SALT = "communities.left"


@require_POST
def confirm(request: PersonRequest, pk: int) -> HttpResponse:
    """ "I take part", said by somebody whose name came along with a list."""
    mine = Membership.objects.editable_by(request.user).current()
    membership = get_object_or_404(mine, community=pk)
    actions.confirm_imported_membership(membership=membership, by=request.user, now=clock.now())
    messages.success(request, _("Good to have you in the group."))
    return redirect("communities:members", pk=pk)


@require_POST
def leave(request: PersonRequest, pk: int) -> HttpResponse:
    """Out of the group, at once; the next page offers the way back."""
    mine = Membership.objects.editable_by(request.user).current()
    membership = get_object_or_404(mine.select_related("community"), community=pk)
    ended = actions.leave_community(membership=membership, by=request.user, now=clock.now())
    return redirect("communities:left", token=signing.dumps([membership.pk, ended], salt=SALT, compress=True))


def behind(token: str, user: User) -> tuple[Membership, list[int]]:
    """The membership that was left, and the coach roles that ended with it. A miss, or after ten minutes: 404."""
    try:
        membership_pk, coach_roles = signing.loads(token, salt=SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature as error:
        raise Http404 from error
    mine = Membership.objects.editable_by(user).select_related("community")
    return get_object_or_404(mine, pk=membership_pk), coach_roles


@require_safe
def left(request: PersonRequest, token: str) -> HttpResponse:
    """You are out; undo?"""
    membership, _roles = behind(token, request.user)
    return render(request, "communities/left.html", {"community": membership.community, "token": token})


@require_POST
def undo_leave(request: PersonRequest, token: str) -> HttpResponse:
    """Back in, as if nothing happened."""
    membership, coach_roles = behind(token, request.user)
    try:
        actions.return_to_community(membership=membership, coach_roles=coach_roles, by=request.user, now=clock.now())
    except (actions.AlreadyIn, actions.CommunityIsFinished, actions.SchoolMustAgree, actions.TimeIsOver) as error:
        messages.info(request, error.message)
    else:
        messages.success(request, _("You are back in the group."))
    return redirect("dashboard:mine")
