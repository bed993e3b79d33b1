"""How coaches of the story come in, stay and help: mandates, questions, offers, and what a coach keeps for herself."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from coaching.actions.help import answer_help, ask_help, close_help
from coaching.actions.notes import note_talk, write_note
from coaching.actions.offers import answer_offer, make_offer
from coaching.models import HelpRequest, Offer
from coaching.sealed_notes import Said
from communities.actions import accept_invitation, propose_coach, say_yes
from communities.mandates import ASKED_BEFORE
from communities.models import CoachMandate, Community, Invitation, Membership
from meetings.actions import take_turn
from meetings.localtime import wall_time
from meetings.models import Meeting
from schools.calendar import SchoolDays
from schools.models import User
from upkeep.demo.cast import key_in

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 70  # after what the groups do on the same moment
COACH, DESIGN, FRENCH, ASKING = "karim", "wiskunde", "frans", "zorg"
# Group, who asks, how many school days ago, kind, line; after how many school days answered, how, and whether over.
HELP = (
    (
        DESIGN,
        "jef",
        24,
        "expert",
        "Wie kent een toets over redeneren?",
        2,
        "Ik breng er twee mee.",
        True,
    ),
    (
        FRENCH,
        "fatima",
        6,
        "facilitating",
        "We praten veel en maken weinig.",
        1,
        "Ik leid het volgende moment.",
        False,
    ),
    (DESIGN, "tine", 1, "facilitating", "We raken niet uit de discussie over punten.", 0, "", False),
)
OFFERS = (
    (DESIGN, 30, "expert", "Een leerlijn over functies van een andere school, om naast de onze te leggen.", "taken"),
    (DESIGN, 15, "supporting", "Ik kan het verslag een keer maken, dan praat iedereen mee.", "left"),
    (DESIGN, 3, "facilitating", "Een werkvorm van tien minuten om samen te kiezen.", ""),
    (FRENCH, 9, "expert", "Drie opnames van spreekopdrachten, om samen te bekijken.", "taken"),
)


def steps_of(days: SchoolDays, story_day: date, groups: Groups, people: People) -> Iterator[Step]:
    """Coaches of last year are asked again; the care group is asking its members; help, offers and notes."""

    def before(number: int) -> date:
        return max(days.before(story_day, number) or days.begin, days.begin)

    for day in (days.nth(8) or days.begin, before(4)):
        yield wall_time(day, time(12, 10)), ORDER, partial(_renew, groups, people)
    yield wall_time(before(2), time(12, 20)), ORDER, partial(_propose, groups, people)
    for number, said in enumerate(HELP):
        asked = before(said[2])
        yield wall_time(asked, time(16, 20)), ORDER, partial(_ask, groups, people, number)
        if said[6]:
            answered = days.after(asked, said[5]) or asked
            yield wall_time(min(answered, story_day), time(16, 40)), ORDER, partial(_answer, groups, people, number)
    for number, offer in enumerate(OFFERS):
        yield wall_time(before(offer[1]), time(17)), ORDER, partial(_offer, groups, people, number)
    yield wall_time(before(5), time(17, 30)), ORDER, partial(_keep, groups, people)
    yield wall_time(before(1), time(17, 40)), ORDER, partial(_turns, groups, people)


def _renew(groups: Groups, people: People, now: datetime) -> None:
    """Whoever has a year that ends soon: more than half of the members and the coach go on."""
    due = CoachMandate.objects.accepted().filter(community__in=groups.values(), ends_on__lte=now.date() + ASKED_BEFORE)
    for mandate in due.select_related("user"):
        say_yes(mandate=mandate, by=mandate.user, now=now)
        members = Membership.objects.current().filter(community=mandate.community_id, role=Membership.Role.MEMBER)
        for member in members.select_related("user"):
            say_yes(mandate=mandate, by=member.user, now=now)


def _propose(groups: Groups, people: People, now: datetime) -> None:
    """The care group asks its members; the coach has said yes, one of them too."""
    group = groups[ASKING]
    by = Membership.objects.current().filter(community=group).select_related("user").order_by("pk")[0].user
    why = "We delen veel ervaringen, maar komen moeilijk tot een besluit."
    propose_coach(community=group, person=people[COACH], why=why, by=by, now=now)
    for invitation in Invitation.objects.filter(community=group, user=people[COACH], answered_at=None):
        accept_invitation(invitation=invitation, by=people[COACH], now=now + timedelta(hours=3))


def _ask(groups: Groups, people: People, number: int, now: datetime) -> None:
    key, who, _ago, kind, line = HELP[number][:5]
    ask_help(community=groups[key], kind=kind, line=line, key=_key(groups, "help", number), by=people[who], now=now)


def _answer(groups: Groups, people: People, number: int, now: datetime) -> None:
    request = HelpRequest.objects.get(form_key=_key(groups, "help", number))
    answer_help(request=request, answer=HELP[number][6], by=people[COACH], now=now)
    if HELP[number][7]:
        close_help(request=request, now=now)


def _offer(groups: Groups, people: People, number: int, now: datetime) -> None:
    key, _ago, kind, text, answer = OFFERS[number]
    said = {"kind": kind, "text": text, "link": "", "key": _key(groups, "offer", number)}
    offer = make_offer(community=groups[key], **said, by=people[COACH], now=now)  # type: ignore[arg-type]
    if answer:
        member = Membership.objects.current().filter(community=groups[key], role=Membership.Role.MEMBER)
        by = member.select_related("user").order_by("pk")[0].user
        answer_offer(offer=Offer.objects.get(pk=offer.pk), answer=answer, by=by, now=now + timedelta(minutes=30))


def _keep(groups: Groups, people: People, now: datetime) -> None:
    """Two notes and a talk, for the coach alone."""
    group, coach = groups[DESIGN], people[COACH]
    until = now.date() + timedelta(days=240)
    whole = "De discussie over punten keert terug. Volgende keer eerst vragen wat ze willen weten."
    person = "Vroeg hoe ze rustiger kan uitleggen; wil dat eerst zelf uitproberen."
    write_note(said=Said(group.pk, None, whole), expires_on=until, by=coach, now=now)
    write_note(said=Said(group.pk, people["tine"].pk, person), expires_on=until, by=coach, now=now)
    note_talk(community=group, held_on=now.date(), by=coach)


def _turns(groups: Groups, people: People, now: datetime) -> None:
    """Two roles of the next meeting are taken, one is free."""
    coming = Meeting.objects.planned().filter(community=groups[DESIGN], day__gt=now.date()).order_by("day").first()
    if coming:
        take_turn(meeting=coming, kind="facilitating", by=people["lotte"], now=now)
        take_turn(meeting=coming, kind="supporting", by=people["tine"], now=now)


def _key(groups: Groups, what: str, number: int) -> UUID:
    return key_in(groups, f"{what}-{number}")
