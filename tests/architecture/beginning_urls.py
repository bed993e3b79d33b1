"""Addresses of how a school begins, and of what the product costs."""

from tests.architecture.url_rows import STAFF, Row, school

BEGINNING: dict[str, Row] = {
    "upkeep:pace": Row(None, None, "all"),
    "upkeep:own-cost": Row(None, "all", None),
    "upkeep:cost": Row(school, STAFF, None),
    "upkeep:first-hour": Row(school, "leader", None),
    "upkeep:sample": Row(school, "leader", None),
    "upkeep:make-sample": Row(school, None, "leader"),
    "upkeep:enter-sample": Row(school, None, "leader"),
    "upkeep:leave-sample": Row(None, None, "all"),
    "upkeep:remove-sample": Row(school, None, "leader"),
}
