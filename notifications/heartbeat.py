"""Signs of life, written by what runs and read by who must know when it does not."""

from datetime import datetime, timedelta

from notifications import breakers
from notifications.delivery import Tally, local
from notifications.models import Heartbeat, Notice
from notifications.outbox import BUSY, due, is_telling_time
from notifications.registry import tellable
from notifications.watch import Sign, Signs

Name = Heartbeat.Name
SAMPLE = 20  # of the oldest notices that wait: enough to see that nothing leaves
POKE_AFTER = timedelta(minutes=10)  # without a look: then a page asks for one


def note(name: str, *, now: datetime, error: str = "") -> None:
    """This part gave a sign; while it says the same error, `since` stays when that began. One statement."""
    facts = {"at": now, "detail": error[:300]}
    fresh = {} if error else {"since": now}
    if not Heartbeat.objects.filter(name=name).update(**facts, **fresh):
        Heartbeat.objects.bulk_create([Heartbeat(name=name, since=now, **facts)], ignore_conflicts=True)


def note_run(tally: Tally, *, now: datetime, look_error: str = "") -> None:
    """A look and a delivery came to their end. One statement when there was nothing to send."""
    why_not = "" if tally.why_not == BUSY else tally.why_not
    note(Name.LOOK, now=now, error=why_not or look_error)
    if tally.is_stopped:
        note(Name.MAIL_ERROR, now=now, error=last_error() or "?")
    elif tally.mails:
        note(Name.DELIVERY, now=now)
        Heartbeat.objects.filter(name=Name.MAIL_ERROR).delete()


def last_error() -> str:
    """What the mail server last said of a notice that waits."""
    waiting = Notice.objects.queued().filter(attempts__gt=0).exclude(error="")
    return waiting.order_by("-not_before").values_list("error", flat=True).first() or ""


def may_ask_for_a_look(*, now: datetime) -> bool:
    """Whether there was no look for ten minutes and nobody else has just asked for one; the asker is remembered."""
    stale = now - POKE_AFTER
    if Heartbeat.objects.filter(name=Name.LOOK, at__gt=stale).exists():
        return False
    asked, is_first = Heartbeat.objects.get_or_create(name=Name.POKE, defaults={"at": now, "since": now})
    return is_first or bool(Heartbeat.objects.filter(pk=asked.pk, at__lte=stale).update(at=now))


def read_signs(*, now: datetime, late: timedelta) -> Signs:
    """Everything that the health of the reminders is judged by; three statements, and those of the gates while
    notices wait for a school to open."""
    rows = Heartbeat.objects.values_list("name", "at", "since", "detail")
    found = {name: Sign(at, since, detail) for name, at, since, detail in rows}
    held = Notice.objects.claimed().order_by("claimed_at").values_list("claimed_at", flat=True).first()
    return Signs(
        beat=found.get(Name.BEAT),
        look=found.get(Name.LOOK),
        delivery=found.get(Name.DELIVERY),
        mail_error=found.get(Name.MAIL_ERROR),
        claimed_at=held,
        unsent_since=unsent_since(now=now, late=late),
    )


def unsent_since(*, now: datetime, late: timedelta) -> datetime | None:
    """When the oldest notice was written that might have been told for a while and was not; None is as it should be.

    This looks at what happened, not at what claims to run. Only hours in which somebody may be told count.
    """
    then = now - late
    if not (is_telling_time(now) and is_telling_time(then)):
        return None
    waiting = due(then).filter(created_at__lte=then)  # of the same day: who was told since is no longer due
    oldest = list(waiting.order_by("created_at", "pk")[:SAMPLE])
    if not oldest:
        return None
    allowed = tellable(oldest, local(now).date())
    enough = breakers.told_enough({notice.recipient_id for notice in oldest}, now)
    return next((one.created_at for one in oldest if one.pk in allowed and one.recipient_id not in enough), None)
