"""What is told about people: an idea that is there, a school that is asked for a guest, what became of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from communities.models import Community, GuestConsent, Invitation, Membership
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, occasion_id, subject_id

IDEA, ASKED, NEWS = "idea", "guest_asked", "guest_news"
OF_MEMBERSHIP = ("until", "over")
ABOUT: dict[str, dict[str, Any]] = {
    IDEA: {
        "label": _lazy("An idea for a group"),
        "explanation": _lazy("When somebody lets you know of an idea or an open group. You need not answer."),
    },
    ASKED: {
        "label": _lazy("May somebody of yours be a guest elsewhere?"),
        "explanation": _lazy("When a colleague would like to take part in a group of another school."),
        "is_optional": False,
        "roles": frozenset({"leader"}),
    },
    NEWS: {
        "label": _lazy("Taking part as a guest"),
        "explanation": _lazy("When your own school has answered, or when your last day in a group changes."),
        "is_optional": False,
    },
}


def compose_ideas(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """Ideas that are still open to who would hear of them."""
    groups = Community.objects.select_related("school").in_bulk({subject_id(notice) for notice in notices})
    inside = set(
        Membership.objects.current()
        .filter(community__in=groups, user__in=[notice.recipient_id for notice in notices])
        .values_list("community_id", "user_id")
    )
    answers: dict[int, Answer] = {}
    for notice in notices:
        group = groups.get(subject_id(notice))
        is_in = group is not None and (group.pk, notice.recipient_id) in inside
        is_there = group is not None and group.is_open and not (group.ended_on and group.ended_on <= now.date())
        with translation.override(notice.recipient.language):
            answers[notice.pk] = idea_section(group) if group and is_there and not is_in else Verdict.DROP
    return answers


def idea_section(group: Community) -> Section:
    path = reverse("communities:ideas", args=[group.school.slug])
    return Section(
        subject=_("%(group)s: an idea that may interest you") % {"group": group.name},
        heading=_("An idea for a group"),
        lines=[_("There is an idea for a learning community. You may look and join; nobody expects an answer.")],
        points=[text for text in (group.purpose, group.task) if text],
        points_title=_("What it is for"),
        button=_("Look at the ideas"),
        path=f"{path}#group-{group.pk}",
        why=_("You get this mail because a colleague thought of you."),
        group=group.name,
        group_path=path,
    )


def compose_questions(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """Questions to a school that still wait for its answer, and that the guest still wants."""
    ids = {occasion_id(notice): notice.pk for notice in notices}
    rows = GuestConsent.objects.filter(pk__in=ids, answered_at=None).select_related("community__school", "user")
    waiting = {row.pk: row for row in rows}
    groups = [row.community_id for row in waiting.values()]
    said_yes = Invitation.objects.filter(community__in=groups, is_accepted=True)
    taking_part = Membership.objects.current().filter(community__in=groups)
    inside = set(taking_part.values_list("community_id", "user_id"))
    wanted = inside | set(said_yes.values_list("community_id", "user_id"))
    answers: dict[int, Answer] = {}
    for notice in notices:
        consent = waiting.get(occasion_id(notice))
        pair = (consent.community_id, consent.user_id) if consent else None
        with translation.override(notice.recipient.language):
            is_wanted = consent and pair in wanted
            answers[notice.pk] = question_section(consent, pair in inside) if consent and is_wanted else Verdict.DROP
    return answers


def question_section(consent: GuestConsent, is_in: bool) -> Section:
    """`is_in`: she takes part already, from when her school was a partner."""
    words = {"name": consent.user.get_full_name(), "group": consent.community.name, "school": consent.community.school}
    path = reverse("communities:guest-consent", args=[consent.pk])
    return Section(
        subject=_("May %(name)s take part in a group of another school?") % words,
        heading=_("A question to your school"),
        lines=question_lines(words, is_in),
        button=_("Answer for the school"),
        path=path,
        why=_("You get this mail because you lead the school of this colleague."),
        group=consent.community.name,
        group_path=path,
    )


def question_lines(words: dict[str, Any], is_in: bool) -> list[str]:
    if is_in:
        return [
            _("%(name)s takes part in “%(group)s”, a learning community of %(school)s.") % words,
            _("Your school is no longer a partner of it. May your colleague stay as a guest? Until you answer, yes."),
        ]
    return [
        _("%(name)s would like to take part in “%(group)s”, a learning community of %(school)s.") % words,
        _("Your colleague said yes; your school is asked too. A no needs no reason, and a yes can have a last day."),
    ]


def compose_news(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """What became of a guest; the words of each were decided when it happened."""
    groups = Community.objects.in_bulk({subject_id(notice) for notice in notices})
    guests = GuestConsent.objects.select_related("user").in_bulk(
        [int(key) for what, key, *_rest in map(parts_of, notices) if what not in OF_MEMBERSHIP]
    )
    answers: dict[int, Answer] = {}
    for notice in notices:
        what, key, when = parts_of(notice)
        group, consent = groups.get(subject_id(notice)), guests.get(int(key))
        with translation.override(notice.recipient.language):
            answers[notice.pk] = news_section(group, what, consent, when) if group else Verdict.DROP
    return answers


def parts_of(notice: Notice) -> tuple[str, str, str]:
    """The occasion is "what:<id>:<moment or day>"."""
    what, key, when = notice.occasion.split(":")
    return what, key, when


def news_section(group: Community, what: str, consent: GuestConsent | None, when: str) -> Section:
    name = consent.user.get_full_name() if consent else ""
    day = date_format(date.fromisoformat(when), "j F Y") if what in OF_MEMBERSHIP else ""
    words = {"group": group.name, "name": name, "day": day}
    heading, line, is_in = NEWS_WORDS[what](words)
    group_path = reverse("dashboard:community", args=[group.pk])
    path = group_path if is_in else reverse("dashboard:mine")
    return Section(
        subject=f"{group.name}: {heading}",
        heading=heading,
        lines=[line],
        button=_("To the group") if is_in else _("To my groups"),
        path=path,
        why=_("You get this mail because it is about taking part in this group."),
        group=group.name,
        group_path=path,
    )


Words = dict[str, str]
NEWS_WORDS: dict[str, Callable[[Words], tuple[str, str, bool]]] = {
    "yes": lambda words: (_("you take part"), _("Your school agrees. From today you take part in this group."), True),
    "no": lambda words: (
        _("your school cannot agree now"),
        _("Your school answered that it cannot agree now. The group is not told; it knows no reason and no answer."),
        False,
    ),
    "withdrawn": lambda words: (
        _("you no longer take part"),
        _("Your school no longer agrees, so you do not take part in this group any more."),
        False,
    ),
    "gone": lambda words: (
        _("%(name)s no longer takes part") % words,
        _("%(name)s was a guest. The school where %(name)s works no longer agrees.") % words,
        True,
    ),
    "partner": lambda words: (
        _("you take part as a guest"),
        _("Your school is no longer a partner of this group. It is asked whether you may stay; until then you do."),
        True,
    ),
    "until": lambda words: (
        _("your last day has changed"),
        _("The group agreed with you on a limited time. Your last day is now %(day)s; you may leave any time.") % words,
        True,
    ),
    "over": lambda words: (
        _("thank you for taking part"),
        _("Your time in this group ran until %(day)s, as agreed. Whoever is in it can ask you again.") % words,
        False,
    ),
}
COMPOSERS = {IDEA: compose_ideas, ASKED: compose_questions, NEWS: compose_news}
