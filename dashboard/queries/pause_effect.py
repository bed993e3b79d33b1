"""What a pause would do to the rhythm of a group, while its days are being chosen. Nothing is saved."""

from dataclasses import replace
from datetime import date

from django.shortcuts import get_object_or_404

from communities.models import Community
from dashboard.what_if_words import say_standstill
from meetings.known import known_on
from meetings.localtime import iso_day
from meetings.what_if import if_paused
from schools.models import User

SPAN = ("first_day", "last_day", "instead_of")


def pause_effect_on(
    user: User, pk: int, *, first_day: str, last_day: str, instead_of: str, today: date
) -> tuple[str, ...]:
    """Sentences about a pause from `first_day` to `last_day`, as typed; none while the days make no pause.

    instead_of: the first day of the pause that is being changed. Raises Http404.
    """
    community = get_object_or_404(Community.objects.editable_by(user), pk=pk)
    first, last, changed = iso_day(first_day), iso_day(last_day), iso_day(instead_of)
    if first is None or last is None or last < first:
        return ()
    known = known_on([community], day=max(first, today))[0]
    if known.counted is None:
        return ()
    others = tuple(span for span in known.history.pauses if span[0] != changed)
    history = replace(known.history, pauses=others)
    return tuple(say_standstill(if_paused(known.policy, known.counted, history, pause=(first, last))))
