"""One simulation from an empty database to its figures; runs with the settings of a simulation."""

import json
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

from dashboard.simulation.faults import Faults, plan_faults
from dashboard.simulation.figures import is_broken, per_person, table
from dashboard.simulation.sink import Sink
from dashboard.simulation.stage import Stage
from dashboard.simulation.story import Story
from dashboard.simulation.year import Year, weekdays
from meetings import ladder
from notifications.models import Notice
from schools.models import User

SHOWN = 20  # of what was lost


def play(*, sink: Sink, options: dict[str, Any]) -> tuple[str, bool]:
    """The last lines of the command, and whether a promise was broken."""
    started = time.monotonic()
    first, last = span_of(options["school_year"], options["days"])
    call_command("migrate", verbosity=0)
    story = Story(groups=options["groups"], seed=options["seed"], first_day=first, last_day=last)
    faults = Faults()
    if options["faults"]:
        days = [day for day in weekdays(first, last) if day.month not in (7, 8)] or list(weekdays(first, last))
        faults = plan_faults(days, kills=options["kills"], seed=options["seed"])
    stage = Stage(Path(settings.VAR_DIR), redis_port=options["redis_port"])
    year = Year(story=story, faults=faults, stage=stage, sink=sink, seed=options["seed"])
    try:
        year.run()
    except KeyboardInterrupt:
        print("Stopped early; the figures are of the days until now.", file=sys.stderr)  # noqa: T201
    finally:
        stage.close()
    for text in [f"lost: {key} since {year.judge.owed[key]}" for key in year.judge.lost()[:SHOWN]]:
        print(text, file=sys.stderr)  # noqa: T201 - beside the result
    figures = figures_of(year, seconds=round(time.monotonic() - started))
    broken = is_broken(figures)
    return f"{table(figures)}\n{json.dumps(figures)}", broken


def span_of(label: str, days: int | None) -> tuple[date, date]:
    """From the end of one summer to the beginning of the next; both summers are tasted."""
    begin = int(label[:4])
    first, last = date(begin, 8, 20), date(begin + 1, 7, 12)
    return (first, last) if days is None else (first, min(last, first + timedelta(days=days - 1)))


def figures_of(year: Year, *, seconds: int) -> dict[str, Any]:
    judge, counts = year.judge, year.judge.counts
    teachers = User.objects.filter(staff__roles__role="teacher", memberships__isnull=False).distinct()
    told = {key for key in judge.told if key[1] in ladder.KINDS}
    return {
        "groups": len(year.story.groups),
        "days": year.counts["days"],
        "notices due": len(judge.due),
        "notices sent": len(told),
        "other notices sent": len(judge.told) - len(told),
        "mails": counts["mails"],
        "lost": len(judge.lost()),
        "doubled, new Message-ID": counts["doubled, new Message-ID"],
        "doubled, same Message-ID": counts["doubled, same Message-ID"],
        "uncertain": Notice.objects.uncertain().count(),
        "on a closed day": counts["on a closed day"],
        "outside hours": counts["outside hours"],
        "not wanted": counts["not wanted"],
        "unexplained mails": counts["unexplained mails"],
        "second mails on a day": counts["second mails on a day"],
        "excused": len(judge.excused - set(judge.told)),
        **year.counts,
        "mails per teacher": per_person(judge.mails_on, list(teachers.values_list("pk", flat=True))),
        "seconds": seconds,
    }
