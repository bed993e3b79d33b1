"""What a person changes about her notices. Each is one transaction that is recorded and looks at what waits anew."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from notifications import links
from notifications.models import Choice, Notice, Preference
from notifications.preferences import reconsider
from notifications.registry import is_optional
from notifications.signals import happened


@dataclass(frozen=True, slots=True)
class Chosen:
    """The wish for one kind, as a page of preferences asks it."""

    mail: str
    has_inbox: bool


@transaction.atomic
def choose(*, by: Any, is_weekly: bool, chosen: Mapping[str, Chosen], now: datetime) -> None:
    """Keep what somebody wants for these kinds; the mail of a kind that is not optional stays as it is."""
    preference = preference_of(by.pk)
    known = {choice.kind: choice for choice in preference.choices.all()}
    changed = {}
    for kind, wish in chosen.items():
        choice = known.get(kind) or Choice(preference=preference, kind=kind)
        mail = wish.mail if is_optional(kind) else choice.mail
        if (choice.mail, choice.has_inbox) != (mail, wish.has_inbox):
            choice.mail, choice.has_inbox, choice.before = mail, wish.has_inbox, ""
            choice.save()
            changed[kind] = f"{mail} {'inbox' if wish.has_inbox else '-'}"
    if preference.is_weekly == is_weekly and not changed:
        return
    preference.is_weekly = is_weekly
    preference.save(update_fields=["is_weekly"])
    settled(preference, "notices.chosen", by, now, is_weekly=is_weekly, kinds=changed)


@transaction.atomic
def be_quiet(*, by: Any, first_day: date | None, last_day: date | None, now: datetime) -> None:
    """Between these days (both included) only invitations to own meetings are mailed; None twice ends it."""
    preference = preference_of(by.pk)
    if (preference.quiet_from, preference.quiet_until) == (first_day, last_day):
        return
    preference.quiet_from, preference.quiet_until = first_day, last_day
    preference.save(update_fields=["quiet_from", "quiet_until"])
    settled(preference, "notices.quiet", by, now, is_on=first_day is not None)  # which days is nobody's business


@transaction.atomic
def stop_mail(*, token: str, now: datetime) -> bool:
    """End the mail of the kinds in a link, and nothing else. False when the link is not good (any more)."""
    found = links.behind_token(token)
    if found is None:
        return False
    person_id, kinds = found
    preference = preference_of(person_id)
    known = {choice.kind: choice for choice in preference.choices.all()}
    stopped = []
    for kind in kinds:
        choice = known.get(kind) or Choice(preference=preference, kind=kind)
        if choice.mail != Choice.Mail.NONE:
            choice.mail, choice.before = Choice.Mail.NONE, choice.mail
            choice.save()
            stopped.append(kind)
    if stopped:
        settled(preference, "notices.stopped", preference.person, now, kinds=stopped)
    return True


@transaction.atomic
def undo_stop(*, token: str, now: datetime) -> bool:
    """Give back what `stop_mail` with this link ended, as it was; what was chosen since stays."""
    found = links.behind_token(token)
    if found is None:
        return False
    person_id, kinds = found
    preference = preference_of(person_id)
    back = list(preference.choices.filter(kind__in=kinds, mail=Choice.Mail.NONE).exclude(before=""))
    for choice in back:
        choice.mail, choice.before = choice.before, ""
    Choice.objects.bulk_update(back, ["mail", "before"])
    if back:
        kinds = [choice.kind for choice in back]
        settled(preference, "notices.stop_undone", preference.person, now, kinds=kinds)
    return True


def mark_read(*, notices: Collection[Notice] | None = None, by: Any, now: datetime) -> int:
    """These notices of somebody, or all of hers, have been read. Not recorded: it is nobody's business."""
    unread = Notice.objects.editable_by(by).unread()
    if notices is not None:
        unread = unread.filter(pk__in=[notice.pk for notice in notices])
    return unread.update(read_at=now)


def preference_of(person_id: int) -> Preference:
    """The row of somebody, made at her first choice; locked by the person, so that two clicks follow each other."""
    person = get_user_model()._default_manager.select_for_update(no_key=True).get(pk=person_id)
    return Preference.objects.get_or_create(person=person)[0]


def settled(preference: Preference, verb: str, by: Any, now: datetime, **detail: object) -> None:
    """Record a change and let what waits be looked at anew."""
    reconsider(preference.person)
    happened.send(Preference, by=by, verb=verb, target=f"preference:{preference.pk}", at=now, detail=detail)
