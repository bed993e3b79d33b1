"""What the tests of communities share."""

from datetime import UTC, datetime

import pytest


@pytest.fixture
def now() -> datetime:
    """Monday 23 November 2026, ten in the morning in Brussels."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
