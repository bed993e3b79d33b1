"""Addresses of learning well, a part an area; `url_table` adds them to its table."""

from tests.architecture.url_rows import Row

COACH: dict[str, Row] = {}


RUNNING: dict[str, Row] = {}


HEALTH: dict[str, Row] = {}


BOARDS: dict[str, Row] = {}


TOPICS: dict[str, Row] = {}


BETWEEN: dict[str, Row] = {}


PULSE: dict[str, Row] = {}


PROCESS: dict[str, Row] = {}


LEARNING = COACH | RUNNING | HEALTH | BOARDS | TOPICS | BETWEEN | PULSE | PROCESS
