"""A group that finished reads everything and adds nothing: what asks for more leads back, and says why."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from communities.models import Community
from learning.actions.errors import GroupIsFinished
from plc_platform import clock
from schools.requests import PersonRequest


def is_finished(community: Community) -> bool:
    return community.has_ended(clock.today())


def only_reads(request: PersonRequest, community: Community, name: str) -> HttpResponse:
    """To the page by that name, where everything is read."""
    messages.info(request, str(GroupIsFinished()))
    return redirect(name, pk=community.pk)
