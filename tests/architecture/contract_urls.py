"""Addresses about who sees what, and what is kept how long; `leading_urls` adds them to its table."""

from tests.architecture.url_rows import STAFF, Row, school

CONTRACT: dict[str, Row] = {
    "upkeep:retention": Row(school, STAFF, None),
}
