"""Addresses of learning well, a part an area; `url_table` adds them to its table."""

from tests.architecture.url_rows import INSIDERS, Row, group

COACH: dict[str, Row] = {}


RUNNING: dict[str, Row] = {}


HEALTH: dict[str, Row] = {
    "meetings:mirror": Row(group, INSIDERS, None),
}


BOARDS: dict[str, Row] = {}


TOPICS: dict[str, Row] = {}


BETWEEN: dict[str, Row] = {}


PULSE: dict[str, Row] = {}


PROCESS: dict[str, Row] = {}


LEARNING = COACH | RUNNING | HEALTH | BOARDS | TOPICS | BETWEEN | PULSE | PROCESS
