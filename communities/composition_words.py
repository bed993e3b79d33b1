"""Facts of who is in a group, and advice on its size, in plain words: counts, never a person."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.composition import Size, Variety
from communities.people_queries import Composition

STATED_BY = 2  # members at least


def in_words(found: Composition) -> dict[str, object]:
    """What the page of members shows."""
    return {
        "facts": facts_in_words(found),
        "apart": apart_in_words(found),
        "size_words": size_in_words(found.size, found.band),
    }


def facts_in_words(found: Composition) -> list[str]:
    """6 members; 3 subjects (2 have not stated any); 2 schools …"""
    facts = found.facts
    lines = [ngettext("%(n)d member", "%(n)d members", facts.size) % {"n": facts.size}]
    if found.is_varied:
        lines += [text for text in variety_in_words(found) if text]
    return lines


def variety_in_words(found: Composition) -> Iterator[str]:
    facts = found.facts
    if facts.schools > 1:
        yield ngettext("%(n)d school", "%(n)d schools", facts.schools) % {"n": facts.schools}
    subjects, grades, stages = facts.subjects, facts.grades, facts.stages
    yield counted(facts.size, subjects, ngettext("%(n)d subject", "%(n)d subjects", subjects.number))
    yield counted(facts.size, grades, ngettext("%(n)d grade", "%(n)d grades", grades.number))
    words = ngettext("%(n)d stage of experience", "%(n)d stages of experience", stages.number)
    yield counted(facts.size, stages, words)


def counted(size: int, variety: Variety, words: str) -> str:
    """3 subjects (2 have not stated it); empty unless two or more stated it: one alone is no variety, and known."""
    if size - variety.unstated < STATED_BY:
        return ""
    text = words % {"n": variety.number}
    if not variety.unstated:
        return text
    rest = ngettext("%(n)d has not stated it", "%(n)d have not stated it", variety.unstated) % {"n": variety.unstated}
    return f"{text} ({rest})"


def apart_in_words(found: Composition) -> str:
    """Coach and experts are not counted as members (N7)."""
    parts = []
    if found.coaches:
        parts.append(ngettext("%(n)d process coach", "%(n)d process coaches", found.coaches) % {"n": found.coaches})
    if found.experts:
        parts.append(ngettext("%(n)d expert", "%(n)d experts", found.experts) % {"n": found.experts})
    return _("Beside them: %(who)s.") % {"who": _(" and ").join(parts)} if parts else ""


def size_in_words(size: Size, band: tuple[int, int] | None) -> str:
    """Advice on the size; empty where practice gives none."""
    if band is None:
        return ""
    low, high = band
    words = {"low": low, "high": high}
    if size.word == "large":
        text = _("Practice advises %(low)d to %(high)d members, and this group is larger.") % words
        return f"{text} {split_in_words(size)}"
    if size.word:
        return _("Practice advises %(low)d to %(high)d members; with a few more there is more to share.") % words
    return _("Practice advises %(low)d to %(high)d members; this group is within it.") % words


def split_in_words(size: Size) -> str:
    """How a large group becomes several."""
    return _(
        "It could become %(number)d groups of %(sizes)s: divide the task into questions, let everybody choose freely, "
        "and keep one moment together each half-year."
    ) % {"number": len(size.parts), "sizes": _(" and ").join(str(part) for part in dict.fromkeys(size.parts))}


def seats_in_words(size: Size, band: tuple[int, int] | None) -> str:
    """What an idea says of its size."""
    if band is None or size.room is None:
        return _("Everybody who likes is welcome.")
    if size.room == 0:
        return _("As many as practice advises; one more is a question for the group.")
    return _("Practice advises %(low)d to %(high)d: room for %(room)d more.") % {
        "low": band[0],
        "high": band[1],
        "room": size.room,
    }
