"""Pages of the yearly report and the story of its effects."""

from tests.journeys.stops import Args, Stop, bare, open_everything, school
from tests.journeys.town import TODAY


def open_year(which: int) -> Args:
    """A school year of the demo's school that has begun; 0 is the newest."""
    return lambda town: [
        town.story.host.slug,
        town.story.host.years.filter(first_day__lte=TODAY).order_by("-first_day")[which].label,
    ]


def figure(code: str) -> Args:
    return lambda town: [*open_year(0)(town), code]


REPORT: list[Stop] = [
    Stop("evidence:reports", "hilde", school),
    Stop("evidence:reports", "els", school, note="a colleague"),
    Stop("evidence:reports", "alone", bare, note="nothing is shared"),
    Stop("evidence:reports", "fresh", bare, note="no year"),
    Stop("evidence:report", "hilde", open_year(0), open_everything),
    Stop("evidence:report", "hilde", open_year(1), note="finished"),
    Stop("evidence:report", "els", open_year(1), note="a colleague"),
    Stop("evidence:report-sheet", "hilde", open_year(0)),
    *(
        Stop("evidence:rows", "hilde", figure(code), note=code)
        for code in ("groups", "held", "members", "notes", "looked", "asked", "measured", "outcomes", "trial")
    ),
]
