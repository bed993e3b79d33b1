"""Which rows are of a group that goes on."""

from datetime import date

from django.db.models import Q


def of_running(path: str, today: date) -> Q:
    """`path` leads to the group, with two underscores at its end."""
    return Q(**{f"{path}ended_on": None}) | Q(**{f"{path}ended_on__gt": today})
