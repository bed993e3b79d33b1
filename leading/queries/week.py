"""What is planned in the rest of this week in some groups: the frame, no names."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from meetings.models import Meeting
from schools.calendar import monday_of


def sunday_of(day: date) -> date:
    return monday_of(day) + timedelta(days=6)


def week_rows(groups: "QuerySet[Any, Any]", today: date, until: date) -> "QuerySet[Any, Any]":
    """When, id and name of the group; the first one first. `groups`: their ids."""
    rows = Meeting.objects.coming(today).filter(community__in=groups, day__lte=until)
    return rows.values_list("starts_at", "community_id", "community__name")
