"""Addresses of how a school begins, and of what the product costs."""

from tests.architecture.url_rows import STAFF, Row, school

BEGINNING: dict[str, Row] = {
    "upkeep:pace": Row(None, None, "all"),
    "upkeep:own-cost": Row(None, "all", None),
    "upkeep:cost": Row(school, STAFF, None),
}
