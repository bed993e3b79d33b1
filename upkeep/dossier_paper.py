"""The handover dossier as a paper: the same that the page says, in words for A4 (PDF/UA-1)."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dashboard.queries.dossier import Dossier
from dashboard.queries.dossier_groups import GroupState
from dashboard.words import say_day, say_long_day
from evidence.pdf import make_pdf

LONG = 60  # words of what somebody wrote; the page links to the rest


def dossier_paper(page: Dossier) -> bytes:
    """The paper of the day on which the page was read."""
    names = {"school": page.school.name, "day": say_long_day(page.today)}
    title = _("Handover dossier of %(school)s") % names
    data = {
        "foot": f"{page.school.name} · {_('Handover dossier')} · {names['day']}",
        "lede": _("The state of everything on %(day)s, for whoever leads the school next.") % names,
        "parts": [school_part(page), waits_part(page), weeks_part(page), decided_part(page)],
        "groups_heading": _("The groups"),
        "groups": [group_part(one) for one in page.groups],
        "nothing": _("No group of your school is running."),
    }
    return make_pdf("dossier", data, title=title, language=(get_language() or "nl")[:2], day=page.today)


def part(heading: str, *, facts: Any = (), names: Any = (), rows: Any = (), lines: Any = ()) -> dict[str, Any]:
    return {"heading": heading, "facts": facts, "names": names, "rows": rows, "lines": lines}


def school_part(page: Dossier) -> dict[str, Any]:
    year = page.year
    between = f"{year.label}: {say_long_day(year.first_day)} – {say_long_day(year.last_day)}" if year else ""
    facts = [
        (_("School leaders"), ", ".join(map(str, page.leaders))),
        (_("Staff"), str(page.staff)),
        (_("School year"), between or _("Between two school years")),
        (_("School calendar"), page.school.get_calendar_display()),
    ]
    if page.words:
        facts.append((_("How the school calls its kinds of groups"), ", ".join(page.words)))
    if page.rule:
        hours = ngettext(
            "%(n)s hour a school year at most", "%(n)s hours a school year at most", page.rule.ceiling_hours
        ) % {"n": page.rule.ceiling_hours}
        facts.append((_("Agreement on hours"), f"{hours}. {short(page.rule.text)}"))
    return part(_("The school"), facts=[[str(name), str(text)] for name, text in facts])


def waits_part(page: Dossier) -> dict[str, Any]:
    rows = [[say_day(one.since) if one.since else "–", one.group, one.what] for one in page.waits]
    names = [_("Since"), _("Group"), _("What")]
    return part(
        _("What waits for you"), names=names, rows=rows, lines=() if rows else [_("Nothing waits for an answer.")]
    )


def weeks_part(page: Dossier) -> dict[str, Any]:
    shut = [[span(one), page.school.name, one.reason or str(one.get_kind_display())] for one in page.shut]
    quiet = [[span(one), page.school.name, one.reason or str(one.get_kind_display())] for one in page.quiet]
    rows = [[say_day(one.day), one.group or page.school.name, one.what] for one in page.due]
    names = [_("Day"), _("Group"), _("What")]
    every = shut + quiet + rows
    nothing = () if every else [_("Nothing is planned until then.")]
    return part(_("The next eight weeks"), names=names, rows=every, lines=nothing)


def decided_part(page: Dossier) -> dict[str, Any]:
    rows = [
        [say_day(one.day), one.group, f"{one.what}. {short(one.why)}" if one.why else one.what] for one in page.decided
    ]
    names = [_("Day"), _("Group"), _("What")]
    return part(_("Decided this year"), names=names, rows=rows, lines=() if rows else [_("Nothing yet.")])


def span(one: Any) -> str:
    if one.first_day == one.last_day:
        return say_day(one.first_day)
    return f"{say_day(one.first_day)} – {say_day(one.last_day)}"


def group_part(one: GroupState) -> dict[str, Any]:
    """A group in the lines of the page."""
    row = one.row
    state = [row.state_word, row.variant_word, one.stage, row.counted]
    task = f"{_('Task:')} {short(one.group.task)}" if one.group.task else ""
    lines = [short(one.group.purpose), task, f"{row.note} {row.reachable}".strip()]
    facts = [(_("To talk to"), ", ".join(one.contacts)), *((label, short(text)) for label, text in one.mandate)]
    facts.append((_("Goal of the school plan"), short(one.plan_goal)))
    if one.experiment:
        day = _("Decide by %(day)s") % {"day": say_long_day(one.experiment.ends_on)}
        facts.append((_("Experiment"), f"{short(one.experiment.question)} {day}"))
    facts.append((_("Asked of the leader"), joined(asked_words(one))))
    decisions = [f"{say_long_day(done.day)}: {done.what}. {short(done.why)}".strip(" .") for done in one.decisions[:4]]
    facts.append((_("Decided"), joined(decisions)))
    if one.conditions:
        facts.append((_("Start conditions still open"), ", ".join(condition.name for condition in one.conditions.open)))
        facts.append((_("Next steps"), joined([step.said.next_step for step in one.conditions.steps[:4]])))
    return {
        "name": one.group.name,
        "state": " · ".join(word for word in state if word),
        "lines": [line for line in lines if line],
        "facts": [[str(name), str(text)] for name, text in facts if text],
    }


def asked_words(one: GroupState) -> list[str]:
    answered = [
        f"{asked.get_kind_display()}: {asked.line} → "
        + (f"{asked.get_outcome_display()} {asked.answer}".strip() if asked.outcome else _("not answered yet"))
        for asked in one.requests
    ]
    return answered


def short(text: str) -> str:
    return Truncator(text).words(LONG, truncate="…")


def joined(lines: Sequence[str]) -> str:
    return "\n".join(lines)
