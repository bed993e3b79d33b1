"""Days and times as people write them."""

import re
from datetime import date, time
from functools import cache

from django.utils.translation import gettext as _

from exchange.columns import WEEKDAYS, plain

ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
LOCAL_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
TIME = re.compile(r"(\d{1,2})[:.u](\d{2})(?::\d{2}(?:\.\d+)?)?")


class Unreadable(Exception):
    """A cell that cannot be taken over: `what` is wrong, and what `would_be_right`."""

    def __init__(self, what: str, would_be_right: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.would_be_right = would_be_right


def written_day(text: str) -> date | None:
    """A written date: year first, or day first as people here write it."""
    if iso := ISO_DATE.fullmatch(text):
        year, month, day = iso.groups()
    elif local := LOCAL_DATE.fullmatch(text):
        day, month, year = local.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise Unreadable(
            _("The day %(day)s does not exist.") % {"day": text}, _("Look at the calendar again.")
        ) from error


def written_time(text: str) -> time | None:
    """A written time such as 08:30, 8.30 or 8u30; None for what is none."""
    found = TIME.fullmatch(text.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


@cache
def weekday_numbers() -> dict[str, int]:
    return {plain(word): day for day, (name, words) in enumerate(WEEKDAYS.items()) for word in (name, *words)}
