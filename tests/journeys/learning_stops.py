"""Pages of learning well, a part an area, and the whole walk."""

from tests.journeys import stops
from tests.journeys.stops import Stop, crowd, group, open_everything

COACH: list[Stop] = []


RUNNING: list[Stop] = []


HEALTH: list[Stop] = [
    Stop("meetings:mirror", "tine", group("wiskunde"), open_everything),
    Stop("meetings:mirror", "karim", group("frans"), note="coach"),
    Stop("meetings:mirror", "leen", group("zorg"), note="nothing yet"),
    Stop("meetings:mirror", "busy", crowd, note="too much"),
]


BOARDS: list[Stop] = []


TOPICS: list[Stop] = []


BETWEEN: list[Stop] = []


PULSE: list[Stop] = []


PROCESS: list[Stop] = []


STOPS = [*stops.STOPS, *COACH, *RUNNING, *HEALTH, *BOARDS, *TOPICS, *BETWEEN, *PULSE, *PROCESS]
NO_PAGE: set[str] = stops.NO_PAGE | set()  # a file, or a part of a page
