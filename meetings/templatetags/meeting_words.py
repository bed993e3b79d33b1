"""Filters for lengths and moments in words."""

from datetime import datetime

from django import template

from meetings import words

register = template.Library()


@register.filter
def length_words(minutes: int) -> str:
    """`{{ meeting.minutes|length_words }}`: "2 h"."""
    return words.length_words(minutes)


@register.filter
def hours_words(minutes: int) -> str:
    """`{{ page.held.total|hours_words }}`: "12.5 h"."""
    return words.hours_words(minutes)


@register.filter
def moment_words(value: datetime) -> str:
    return words.moment_words(value)
