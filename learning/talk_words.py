"""The words around topics: which kind a group begins with, what its page is called, the round of a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from communities.models import Variant
from learning.models import Topic
from meetings.models import Meeting
from meetings.sections import day_words

Words = Any  # a lazily translated text


@dataclass(frozen=True, slots=True)
class KindWords:
    """What is said around one kind of topic; `asks_meeting`: it can be begun with a meeting at once."""

    kind: str
    page: Words
    empty: Words
    begin: Words
    lede: Words
    answers: Words
    write: Words
    asks_meeting: bool = True


QUESTION = KindWords(
    Topic.Kind.QUESTION,
    page=_("Questions and answers"),
    empty=_("Ask what you would ask a colleague in the corridor. Whoever knows answers, and it stays for later."),
    begin=_("Ask a question"),
    lede=_("One line is enough. Everybody of the group can answer."),
    answers=_("Answers"),
    write=_("Your answer"),
    asks_meeting=False,
)
CASE = KindWords(
    Topic.Kind.CASE,
    page=_("Cases from practice"),
    empty=_("Bring something from your own practice that you do not get further with, and put it on the next agenda."),
    begin=_("Bring a case"),
    lede=_("Something from your own practice. At a meeting the group talks it through in five steps."),
    answers=_("What colleagues say"),
    write=_("Your experience or advice"),
)
THEME = KindWords(
    Topic.Kind.THEME,
    page=_("Themes"),
    empty=_("Plan a theme for a meeting and collect beforehand what helps: an article, an example, a speaker."),
    begin=_("Plan a theme"),
    lede=_("What will you dig into together, and when?"),
    answers=_("Resources and what we take home"),
    write=_("A resource, or what you take home"),
)
OF_KIND = {words.kind: words for words in (QUESTION, CASE, THEME)}
FIRST = {
    Variant.ONLINE: QUESTION,
    Variant.PRACTICE: CASE,
    Variant.SUBJECT_DIDACTIC: THEME,
    Variant.NETWORK: THEME,
}
# The five steps of a case round, with minutes; together as long as the block on the agenda.
ROUND = (
    (_("The case"), _("Who brings it tells what happened, and asks one question."), 5),
    (_("Clarifying questions"), _("Only questions to understand. No advice yet."), 8),
    (_("Advice"), _("The others think aloud; who brought it listens and writes down."), 15),
    (_("What I take"), _("Who brought it says what she will try, and when."), 5),
    (_("What we all take"), _("One sentence each. Note it below as what you take from it."), 7),
)
STATES = (("open", pgettext_lazy("topics", "Open")), ("closed", pgettext_lazy("topics", "Closed")))


def words_of(variant: str) -> tuple[KindWords, ...]:
    """The kinds in the order that fits this kind of group."""
    first = FIRST.get(Variant(variant), QUESTION)
    return first, *(words for words in OF_KIND.values() if words is not first)


def choices_of(meetings: Sequence[Meeting]) -> list[tuple[int, str]]:
    """Meetings to choose from, by their day."""
    return [(meeting.pk, day_words(meeting.day)) for meeting in meetings]
