"""Fills a sample school: the story of the demo, under addresses that belong to nobody, beside real schools."""

import logging
from datetime import date, datetime

from meetings.rhythm import refresh_cadence
from notifications.models import Notice
from schools.models import User
from upkeep.actions.sample import PARTNER_OF, clear, people_of
from upkeep.demo.cast import Cast
from upkeep.demo.day import day_behind
from upkeep.demo.parts import OF_A_SAMPLE
from upkeep.demo.people import HOST, PARTNER
from upkeep.demo.story import Story, tell_in_steps
from upkeep.models import SampleSchool

logger = logging.getLogger(__name__)
EVERY = 20  # steps between two lines of progress


class Gone(Exception):
    """The leader removed it while it was being told."""


def tell_sample(sample: SampleSchool, *, today: date) -> bool:
    """Tells the story to its end; whether it is ready. What was told of one that was removed, or fails, is cleared."""
    slug = sample.school.slug
    try:
        story = Story(day_behind(today), seed=sample.pk, cast=cast_of(slug))
        tell_in_steps(story, OF_A_SAMPLE, morning=no_mail, report=lambda told, total: note(sample, told, total))
        refresh_cadence(community_ids=[group.pk for group in story.groups.values()], today=today)
        settle(slug)
    except Gone:
        clear(slug)
        return False
    except Exception:  # a leader who waits can ask again; what is wrong stands in the log
        logger.exception("sample school %s cannot be told", slug)
        clear(slug)
        return False
    return bool(SampleSchool.objects.filter(pk=sample.pk).update(is_ready=True))


def cast_of(slug: str) -> Cast:
    """The addresses of one sample; its people live under a domain that no mail server answers to."""
    return Cast(
        slugs={HOST[0]: slug, PARTNER[0]: PARTNER_OF % slug},
        domains={HOST[0]: f"{slug}.invalid", PARTNER[0]: f"{PARTNER_OF % slug}.invalid"},
        name="%s (voorbeeld)",
        more={"has_reminders": False},
    )


def note(sample: SampleSchool, told: int, total: int) -> None:
    """How far it is, for whoever waits. Raises Gone."""
    is_told = told == total
    if (told % EVERY == 1 or is_told) and not SampleSchool.objects.filter(pk=sample.pk).update(told=told, total=total):
        raise Gone


def no_mail(now: datetime) -> None:
    """Nobody of a sample is told anything."""


def settle(slug: str) -> None:
    """Its people can no more sign in than get mail, and nothing waits to be told to them."""
    people = people_of(slug)
    Notice.objects.filter(recipient__in=people).delete()
    User.objects.filter(pk__in=people.values("pk")).update(is_active=False)
