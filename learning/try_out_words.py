"""What helps against each barrier between learning and the class (R3), and the words of a point on the agenda."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.models import TryOut
from meetings.models import AgendaBlock

TITLE_LENGTH = AgendaBlock._meta.get_field("title").max_length or 0
Barrier = TryOut.Barrier
HELPS: dict[str, str | Promise] = {
    Barrier.BUSY: gettext_lazy("Try one small thing in one lesson, and agree what may wait in return."),
    Barrier.ALONE: gettext_lazy("Pair up: two of you try the same thing and call each other the day after."),
    Barrier.DISTANT: gettext_lazy("Take one lesson of next week, and adapt the idea to it together at the meeting."),
    Barrier.UNSUPPORTED: gettext_lazy("Tell a colleague or your leader in two lines what you try, and why."),
    Barrier.MATERIAL: gettext_lazy("Write down what is missing, and let one of you ask for it."),
}


def talk_title(rows: Iterable[TryOut]) -> str:
    """“What did we try out? …”, as far as a title of the agenda goes."""
    tried = ", ".join(f"{row.what} ({row.class_name})" if row.class_name else row.what for row in rows)
    text = _("What did we try out?")
    return Truncator(f"{text} {tried}".strip()).chars(TITLE_LENGTH)


def course_title(course: str, thing: str) -> str:
    """A course that somebody brought back, as a point of the agenda."""
    return Truncator(_("From “%(course)s”: %(thing)s") % {"course": course, "thing": thing}).chars(TITLE_LENGTH)
