"""What the tests of schools share."""

from datetime import UTC, datetime

import pytest

from schools.models import Staff


@pytest.fixture
def now() -> datetime:
    """Monday 23 November 2026, ten in the morning in Brussels."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def colleague(personas) -> Staff:
    """Somebody of the school who has not signed in yet."""
    return Staff.objects.select_related("user", "school").get(user=personas.outsider)
