"""What the product knows about a start condition, as facts in words: evidence beside an answer, never the answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.variants import VARIANTS
from dashboard.words import say_day
from meetings.words import length_words


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one group: counts, minutes and days, as its leader may see them too. `subjects` and `schools` count what
    the staff list says of the members; minutes and dates are those of the school year, held or planned."""

    variant: str
    members: int = 0
    coaches: int = 0
    experts: int = 0
    imported: int = 0  # people who came in with an import, not by a yes of their own
    subjects: int = 0
    schools: int = 0
    purposes: int = 0  # how many of the three purpose questions have an answer
    has_task: bool = False
    charter_accepted_on: date | None = None
    is_charter_put: bool = False
    is_open: bool = False
    falls_away: bool = False
    usually_in_lessons: bool | None = None
    minutes_in_lessons: int = 0
    minutes_outside: int = 0
    minutes_unknown: int = 0
    dates_ahead: int = 0
    dates_with_place: int = 0
    chosen_on: date | None = None
    has_reason: bool = False


def evidence(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Sentences by the code of the condition; a condition about which nothing is known is left out."""
    return {code: tuple(say(facts)) for code, say in SENTENCES.items() if any(say(facts))}


def _goal(facts: Facts) -> Iterator[str]:
    if facts.purposes == 3:
        yield _("The three purpose questions have an answer.")
    elif facts.purposes:
        yield ngettext(
            "%(n)s of the three purpose questions has an answer.",
            "%(n)s of the three purpose questions have an answer.",
            facts.purposes,
        ) % {"n": facts.purposes}
    else:
        yield _("The three purpose questions have no answer yet.")
    if facts.charter_accepted_on:
        yield _("All members accepted the charter on %(day)s.") % {"day": say_day(facts.charter_accepted_on)}
    elif facts.is_charter_put:
        yield _("The charter lies before the members.")


def _task(facts: Facts) -> Iterator[str]:
    yield _("The concrete task is written down.") if facts.has_task else _("The concrete task is not written down yet.")


def _team(facts: Facts) -> Iterator[str]:
    if facts.is_open:
        yield _("Colleagues may look and join by themselves.")


def _voluntary(facts: Facts) -> Iterator[str]:
    if not facts.members + facts.coaches + facts.experts:
        return
    if not facts.imported:
        yield _("Everybody who takes part said yes personally.")
        return
    yield ngettext(
        "%(n)s person came in with an import of the group, not by a yes of her own.",
        "%(n)s people came in with an import of the group, not by a yes of their own.",
        facts.imported,
    ) % {"n": facts.imported}


def _diversity(facts: Facts) -> Iterator[str]:
    if facts.subjects:
        yield ngettext(
            "The members bring %(n)s subject.", "The members bring %(n)s different subjects.", facts.subjects
        ) % {"n": facts.subjects}
    if facts.schools > 1:
        yield ngettext("They come from %(n)s school.", "They come from %(n)s schools.", facts.schools) % {
            "n": facts.schools
        }
    if facts.experts:
        yield ngettext("%(n)s expert takes part.", "%(n)s experts take part.", facts.experts) % {"n": facts.experts}


def _size(facts: Facts) -> Iterator[str]:
    members = ngettext("%(n)s member", "%(n)s members", facts.members) % {"n": facts.members}
    if facts.coaches or facts.experts:
        others = facts.coaches + facts.experts
        apart = ngettext("and %(n)s coach or expert", "and %(n)s coaches or experts", others) % {"n": others}
        yield f"{members}, {apart}."
    else:
        yield f"{members}."
    ideal = VARIANTS[facts.variant].size_ideal
    if ideal is None:
        yield _("For this kind of group no size is advised.")
    else:
        yield _("Practice advises %(low)s to %(high)s members.") % {"low": ideal[0], "high": ideal[1]}


def _time(facts: Facts) -> Iterator[str]:
    inside, outside, unknown = facts.minutes_in_lessons, facts.minutes_outside, facts.minutes_unknown
    if inside or outside:
        lengths = {"inside": length_words(inside), "outside": length_words(outside)}
        yield _("This school year: %(inside)s in lesson time, %(outside)s outside.") % lengths
    if unknown:
        yield _("Of %(length)s it is not noted whether they fall in lesson time.") % {"length": length_words(unknown)}
    if not inside + outside + unknown and facts.usually_in_lessons is not None:
        yield (
            _("The group usually meets in lesson time.")
            if facts.usually_in_lessons
            else _("The group usually meets outside lesson time.")
        )
    yield (
        ngettext("%(n)s date is planned.", "%(n)s dates are planned.", facts.dates_ahead) % {"n": facts.dates_ahead}
        if facts.dates_ahead
        else _("No date is planned yet.")
    )
    yield _("What falls away instead is noted.") if facts.falls_away else _("What falls away instead is not noted yet.")


def _practical(facts: Facts) -> Iterator[str]:
    if facts.dates_ahead:
        given = {"n": facts.dates_ahead, "placed": facts.dates_with_place}
        yield (
            ngettext(
                "A place is noted for %(placed)s of the %(n)s planned meeting.",
                "A place is noted for %(placed)s of the %(n)s planned meetings.",
                facts.dates_ahead,
            )
            % given
        )
    else:
        yield _("No place is noted yet.")


def _variant(facts: Facts) -> Iterator[str]:
    if facts.chosen_on is None:
        yield _("No decision about the kind of group is noted.")
    elif facts.has_reason:
        yield _("Chosen on %(day)s, with a reason.") % {"day": say_day(facts.chosen_on)}
    else:
        yield _("Chosen on %(day)s; no reason is noted.") % {"day": say_day(facts.chosen_on)}


SENTENCES = {
    "goal": _goal,
    "task": _task,
    "team_involved": _team,
    "voluntary": _voluntary,
    "diversity": _diversity,
    "size": _size,
    "time": _time,
    "practical": _practical,
    "variant": _variant,
}
