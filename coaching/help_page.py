"""The page about help of a group, and the queue of a coach, in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.models import Offer
from coaching.queries.help import Asked, Helper, help_of, helpers_of, offers_of, queue_of
from communities.descriptions import COACH_ROLES
from communities.models import CoachRole, Community, Membership
from schools.models import User


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of help, as a button."""

    code: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A question with its time in words. `time`: how long it waits, or took."""

    asked: Asked
    time: str


@dataclass(frozen=True, slots=True)
class HelpPage:
    kinds: tuple[Kind, ...]
    lines: tuple[Line, ...]
    past: tuple[Line, ...]
    offers: tuple[Offer, ...]
    coaches: list[str]
    helpers: list[Helper]
    is_coach: bool

    @property
    def may_answer(self) -> bool:
        """A coach; without one everybody but who asked."""
        return self.is_coach or not self.coaches


def help_page(community: Community, viewer: User, *, today: date) -> HelpPage:
    lines = [Line(one, time_words(one)) for one in help_of(community, viewer, today=today)]
    coaches, helpers = helpers_of(community, viewer)
    own = Membership.objects.current().filter(community=community, user=viewer)
    return HelpPage(
        kinds=kinds(),
        lines=tuple(line for line in lines if line.asked.is_open),
        past=tuple(line for line in lines if not line.asked.is_open),
        offers=tuple(offers_of(community, viewer)),
        coaches=coaches,
        helpers=helpers,
        is_coach=own.filter(role=Membership.Role.COACH).exists(),
    )


def queue_page(coach: User, *, today: date) -> tuple[Line, ...]:
    return tuple(Line(one, time_words(one)) for one in queue_of(coach, today=today))


def kinds() -> tuple[Kind, ...]:
    return tuple(Kind(kind.value, str(kind.label), str(COACH_ROLES[kind])) for kind in CoachRole.Kind)


def time_words(one: Asked) -> str:
    """How long in school days; without a calendar nothing is claimed."""
    if one.days is None:
        return _("answered") if one.request.answered_at else ""
    if one.request.answered_at:
        if one.days == 0:
            return _("answered the same day")
        return ngettext("answered after %(n)d school day", "answered after %(n)d school days", one.days) % {
            "n": one.days
        }
    if not one.is_open:
        return _("closed without an answer")
    if one.days == 0:
        return _("asked today")
    return ngettext("asked %(n)d school day ago", "asked %(n)d school days ago", one.days) % {"n": one.days}
