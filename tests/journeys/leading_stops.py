"""Pages of leading well, a part an area, and the whole walk."""

from tests.journeys import learning_stops, stops
from tests.journeys.beginning_stops import BEGINNING
from tests.journeys.board_stops import BOARD
from tests.journeys.contract_stops import CONTRACT
from tests.journeys.handover_stops import FILES, HANDOVER
from tests.journeys.people_stops import NO_PAPER, PEOPLE
from tests.journeys.planner_stops import PLANNER
from tests.journeys.report_stops import REPORT
from tests.journeys.request_stops import REQUESTS

LEADING = [*REQUESTS, *PLANNER, *REPORT, *PEOPLE, *BOARD, *HANDOVER, *BEGINNING, *CONTRACT]
WALKS = {"frame": stops.STOPS, "learning": learning_stops.LEARNING, "leading": LEADING}
STOPS = [stop for walk in WALKS.values() for stop in walk]
FILES_OF_ONE = {"upkeep:contract-pdf", "exchange:timetable-template"}
NO_PAGE: set[str] = learning_stops.NO_PAGE | FILES_OF_ONE | FILES | NO_PAPER | {"evidence:report-file"}
