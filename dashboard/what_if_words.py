"""What a supposed meeting or pause would do, in plain words; advice, never blame."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboard import words
from meetings.what_if import Standstill, WhatIf


def say_place(found: WhatIf) -> str:
    """In the good time for the next meeting: 7 December to 4 January."""
    before = found.before
    if before.state == "inactive":
        return _("The group does not run on that day.")
    if not found.place or before.due_on is None:
        return _("For this group no day is early or late.")
    given = {"due": words.say_day(before.due_on), "opens": words.say_day(before.opens_on) if before.opens_on else ""}
    if found.place == "early":
        return _("Earlier than needed: a good time is %(opens)s to %(due)s.") % given
    if found.place == "late":
        return _("Later than practice advises: by %(due)s.") % given
    return (_("In the good time: %(opens)s to %(due)s.") if given["opens"] else _("In time: by %(due)s.")) % given


def say_next(found: WhatIf) -> str:
    """When the one after it is well placed."""
    opens, due = found.after.opens_on, found.after.due_on
    if opens and due:
        return _("A good time is %(opens)s to %(due)s.") % {"opens": words.say_day(opens), "due": words.say_day(due)}
    if opens:
        return _("A good time is from %(opens)s on.") % {"opens": words.say_day(opens)}
    if due:
        return _("Practice advises by %(due)s.") % {"due": words.say_day(due)}
    return _("No other one falls due this school year.")


def say_year(found: WhatIf) -> str:
    """3 of 5 meetings. 2 more needed; feasible if the next is by 26 May."""
    after = found.after
    if after.year is None or after.state == "inactive":
        return ""
    text = _("The year's meetings are all held.") if after.year == "reached" else words.reachable(after)
    parts = [f"{words.counted(after)}." if after.required else "", text]
    if found.is_crowded:
        parts.append(_("They then follow each other closer than practice advises."))
    return " ".join(part for part in parts if part)


def say_chain(found: WhatIf) -> str:
    """26 May, 16 June: the last feasible days of what then remains."""
    return ", ".join(map(words.say_day, words.places_of(found.after)))


def say_supposed(found: WhatIf) -> str:
    """What is planned before that day is reckoned as held."""
    if not found.supposed:
        return ""
    days = ", ".join(map(words.say_day, found.supposed))
    return _("Reckoned as if what is planned before it goes ahead: %(days)s.") % {"days": days}


def say_closed(day: date, why: Iterable[str]) -> str:
    """Why nobody meets on that day."""
    if day.weekday() > 4:
        return _("This day is in the weekend.")
    text = "; ".join(why)
    return _("On this day not every school of the group is open: %(why)s.") % {"why": text} if text else ""


def say_standstill(found: Standstill) -> Iterator[str]:
    """What a pause does: to the clock, to the next meeting, to what is planned, to the year."""
    if not found.skipped:
        yield _("No school day falls in these days, so nothing changes.")
        return
    skipped = ngettext(
        "%(n)s school day does not count: the clock stands still and nobody gets a notice about the rhythm.",
        "%(n)s school days do not count: the clock stands still and nobody gets a notice about the rhythm.",
        found.skipped,
    )
    yield skipped % {"n": found.skipped}
    yield _say_resuming(found)
    if found.planned:
        days = ", ".join(map(words.say_day, found.planned))
        yield _("In these days a meeting is planned: %(days)s. Move it, or choose other days.") % {"days": days}
    if found.after and (text := words.reachable(found.after)):
        yield text


def _say_resuming(found: Standstill) -> str:
    after, resumes_on = found.after, found.resumes_on
    if after is None or resumes_on is None:
        return _("The clock runs again in the next school year.")
    given = {"day": words.say_day(resumes_on), "due": words.say_day(after.due_on) if after.due_on else ""}
    if not given["due"]:
        return _("The clock runs again from %(day)s.") % given
    if after.state in ("overdue", "stalled"):
        return _("The clock runs again from %(day)s; a next meeting is then welcome soon.") % given
    return _("The clock runs again from %(day)s; the next meeting then by %(due)s at the latest.") % given
