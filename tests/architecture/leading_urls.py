"""Addresses of leading well, a part an area; `url_table` adds them to its table."""

from tests.architecture.beginning_urls import BEGINNING
from tests.architecture.board_urls import BOARD
from tests.architecture.contract_urls import CONTRACT
from tests.architecture.handover_urls import HANDOVER
from tests.architecture.people_urls import PEOPLE
from tests.architecture.planner_urls import PLANNER
from tests.architecture.report_urls import REPORT
from tests.architecture.request_urls import REQUESTS

LEADING = REQUESTS | PLANNER | REPORT | PEOPLE | BOARD | HANDOVER | BEGINNING | CONTRACT
