"""Sorts the notices of a batch by what their readers chose; one query, whatever their number."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from notifications import manners
from notifications.manners import AS_USUAL, Way, Wish
from notifications.models import Choice, Notice, Preference
from notifications.registry import comes_weekly, is_optional, tellable

Wishes = Mapping[int, Mapping[str, Wish]]  # by person and kind; under "" stands what holds for every other kind


@dataclass(slots=True)
class Sorted:
    """mail, inbox, nowhere: notices. `wait`: notices by the local day on which they are looked at again.

    `kept` holds the ids of those whose words go into the inbox.
    """

    mail: list[Notice] = field(default_factory=list)
    inbox: list[Notice] = field(default_factory=list)
    nowhere: list[Notice] = field(default_factory=list)
    wait: dict[date, list[Notice]] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)

    @property
    def told(self) -> list[Notice]:
        """What needs words now."""
        return [*self.mail, *self.inbox]


def sort(notices: Sequence[Notice], day: date) -> Sorted:
    """Where each of these goes on that day, by what its reader chose."""
    wishes = wishes_of({notice.recipient_id for notice in notices})
    early = on_bundle_day([n for n in notices if is_optional(n.kind) and wish_for(wishes, n).is_bundled], day)
    found = Sorted()
    for notice in notices:
        wish = wish_for(wishes, notice)
        way = manners.way_of(
            wish,
            is_optional=is_optional(notice.kind),
            day=day,
            created_on=timezone.localdate(notice.created_at, timezone.get_default_timezone()),
            is_bundle_day=notice.pk in early or comes_weekly(notice.kind),
        )
        if way is Way.WAIT and notice.message_id:
            way = Way.MAIL  # a mail that may have arrived goes again as a whole, under its own Message-ID
        if wish.has_inbox:
            found.kept.add(notice.pk)
        if way is Way.WAIT:
            found.wait.setdefault(manners.waits_until(wish, day), []).append(notice)
        else:
            {Way.MAIL: found.mail, Way.INBOX: found.inbox, Way.NOWHERE: found.nowhere}[way].append(notice)
    return found


def wishes_of(people: Collection[int]) -> Wishes:
    """What these people chose."""
    rows = Preference.objects.filter(person__in=people).values_list(
        "person_id", "is_weekly", "quiet_from", "quiet_until", "choices__kind", "choices__mail", "choices__has_inbox"
    )
    found: dict[int, dict[str, Wish]] = {}
    for person, is_weekly, quiet_from, quiet_until, kind, mail, has_inbox in rows:
        own = found.setdefault(person, {"": Wish(is_weekly=is_weekly, quiet_from=quiet_from, quiet_until=quiet_until)})
        if kind is not None:
            own[kind] = Wish(mail, has_inbox, is_weekly, quiet_from, quiet_until)
    return found


def wish_for(wishes: Wishes, notice: Notice) -> Wish:
    own = wishes.get(notice.recipient_id, {})
    return own.get(notice.kind) or own.get("") or AS_USUAL


def on_bundle_day(notices: Sequence[Notice], day: date) -> set[int]:
    """The ids of those whose reader has the first school day of the week on that day."""
    left, earlier = list(notices), manners.monday_of(day)
    while left and earlier < day:
        told = tellable(left, earlier)
        left = [notice for notice in left if notice.pk not in told]
        earlier += timedelta(days=1)
    return {notice.pk for notice in left}


def reconsider(user: Any) -> int:
    """Look at the waiting notices of somebody again at the next tick, because she chose anew.

    What failed on its way or could not be composed keeps its pause.
    """
    return Notice.objects.queued().filter(recipient=user, error="").exclude(not_before=None).update(not_before=None)


def chosen_for(preference: Preference | None, kinds: Collection[str]) -> dict[str, Choice]:
    """The choice for each of these kinds; where none was made, an unsaved one with the usual."""
    made = {choice.kind: choice for choice in preference.choices.all()} if preference else {}
    return {kind: made.get(kind) or Choice(preference=preference, kind=kind) for kind in kinds}
