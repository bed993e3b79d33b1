"""Pages of learning well, a part an area, and the whole walk."""

from tests.journeys import stops
from tests.journeys.stops import Stop

COACH: list[Stop] = []


RUNNING: list[Stop] = []


HEALTH: list[Stop] = []


BOARDS: list[Stop] = []


TOPICS: list[Stop] = []


BETWEEN: list[Stop] = []


PULSE: list[Stop] = []


PROCESS: list[Stop] = []


STOPS = [*stops.STOPS, *COACH, *RUNNING, *HEALTH, *BOARDS, *TOPICS, *BETWEEN, *PULSE, *PROCESS]
NO_PAGE: set[str] = stops.NO_PAGE | set()  # a file, or a part of a page
