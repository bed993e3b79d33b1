"""What is told about a coach's mandate: that the group is asked, that it accepted, one more year, and the end."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from communities import mandates
from communities.models import CoachMandate, MandateVoice, Membership
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict

KIND = "mandate"
ABOUT: dict[str, Any] = {
    "label": _lazy("The coach of a group"),
    "explanation": _lazy("When your group is asked whether somebody may coach it, each year, and at the end."),
    "is_optional": False,
}


def compose_mandates(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """What still holds; a question that somebody answered, or that is no question any more, is dropped."""
    today = timezone.localdate(now)
    ids = {mandate_id(notice) for notice in notices}
    found = CoachMandate.objects.filter(pk__in=ids).select_related("community", "user").in_bulk()
    said = set(MandateVoice.objects.filter(mandate__in=found).values_list("mandate_id", "user_id"))
    groups = {mandate.community_id for mandate in found.values()}
    people = Membership.objects.current().filter(community__in=groups)
    inside = {(group, user) for group, user in people.values_list("community_id", "user_id")}
    answers: dict[int, Answer] = {}
    for notice in notices:
        mandate = found.get(mandate_id(notice))
        is_told = mandate is not None and still_holds(notice, mandate, said, inside, today)
        with translation.override(notice.recipient.language):
            answers[notice.pk] = section_of(notice, mandate) if mandate and is_told else Verdict.DROP
    return answers


def mandate_id(notice: Notice) -> int:
    """The occasion is "what:<id>" or "what:<id>@<day>"."""
    return int(notice.occasion.partition(":")[2].partition("@")[0])


def still_holds(
    notice: Notice, mandate: CoachMandate, said: set[tuple[int, int]], inside: set[tuple[int, int]], today: date
) -> bool:
    what, ended_on = notice.occasion.partition(":")[0], mandate.community.ended_on
    if what == "over":
        return True
    if ended_on is not None and ended_on <= today:
        return False
    state = mandates.state_of(mandates.Dates(mandate.accepted_on, mandate.ends_on, mandate.ended_on), today)
    is_in, has_said = (mandate.community_id, notice.recipient_id) in inside, (mandate.pk, notice.recipient_id) in said
    return {
        "asked": state is mandates.State.ASKED and is_in and not has_said,
        "accepted": mandate.ended_on is None and is_in,
        "renew": state is mandates.State.TO_RENEW and notice.occasion.endswith(str(mandate.ends_on)) and not has_said,
    }[what]


Words = dict[str, str]
# Heading and line, for the group, and for the coach herself.
SAID: dict[str, Callable[[Words], tuple[str, str]]] = {
    "asked": lambda words: (
        _("May %(name)s coach your group?") % words,
        _("The group decides. One tap is a yes; who would rather not does nothing, and nobody sees who said what."),
    ),
    "accepted": lambda words: (
        _("the group accepted you as its coach"),
        _("You coach this group from today, for a year. Then the group and you are asked again."),
    ),
    "renew": lambda words: (
        _("does %(name)s stay your coach for another year?") % words,
        _("The year runs until %(day)s. One tap is a yes; nobody sees who said what.") % words,
    ),
    "renew-own": lambda words: (
        _("do you stay the coach for another year?"),
        _("The year runs until %(day)s. The group is asked too; you decide for yourself.") % words,
    ),
    "over": lambda words: (
        _("%(name)s no longer coaches your group") % words,
        _("The agreement ended. You can ask %(name)s again, or somebody else, or go on without a coach.") % words,
    ),
    "over-own": lambda words: (
        _("thank you for coaching this group"),
        _("The agreement with the group ended, and with it your access. The group can ask you again at any time."),
    ),
}


def section_of(notice: Notice, mandate: CoachMandate) -> Section:
    what = notice.occasion.partition(":")[0]
    is_own = notice.recipient_id == mandate.user_id
    day = date_format(mandate.ends_on, "j F Y") if mandate.ends_on else ""
    words = {"name": mandate.user.get_full_name(), "day": day}
    key = f"{what}-own" if is_own and f"{what}-own" in SAID else what
    heading, line = SAID[key](words)
    has_page = key not in ("over-own",)
    group = reverse("dashboard:community", args=[mandate.community_id])
    path = reverse("communities:coach", args=[mandate.community_id]) if has_page else reverse("dashboard:mine")
    return Section(
        subject=f"{mandate.community.name}: {heading}",
        heading=heading[:1].upper() + heading[1:],
        lines=[line],
        points=[mandate.why] if mandate.why and what == "asked" else [],
        points_title=_("What help is wanted"),
        button=_("See the coach of the group") if has_page else _("To my groups"),
        path=path,
        why=_("You get this mail because it is about coaching in this group."),
        group=mandate.community.name,
        group_path=group if has_page else path,
    )
