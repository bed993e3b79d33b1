"""Addresses of leading well, a part an area; `url_table` adds them to its table."""

from tests.architecture.beginning_urls import BEGINNING
from tests.architecture.contract_urls import CONTRACT
from tests.architecture.request_urls import REQUESTS
from tests.architecture.url_rows import Row, school

# Rooms, hours, wishes and the year plan.
PLANNER: dict[str, Row] = {}

# The yearly report and the story of its effects.
REPORT: dict[str, Row] = {}

# Looking back, and a teacher's own attest.
PEOPLE: dict[str, Row] = {}

# Groups of schools.
BOARD: dict[str, Row] = {}

# The state of everything for a successor, the whole export, and the end of a school.
HANDOVER: dict[str, Row] = {
    "dashboard:dossier": Row(school, "leader", None),
}

LEADING = REQUESTS | PLANNER | REPORT | PEOPLE | BOARD | HANDOVER | BEGINNING | CONTRACT
