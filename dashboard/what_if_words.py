"""What a supposed meeting would do, in plain words; advice, never blame."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from dashboard import words
from meetings.what_if import WhatIf


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
