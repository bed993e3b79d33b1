"""One rich world for walking through every page: the demo's story, a school with nothing, and one with too much."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from communities.models import Community, GuestConsent, Invitation, Membership
from conditions.models import ReadinessAnswer
from meetings import actions
from meetings.models import CycleText, FeedbackCard, FeedbackTicket, Meeting
from meetings.models.calendar import hash_of
from meetings.rhythm import refresh_cadence
from notifications import heartbeat
from schools.models import School, User
from schools.years import open_published_years
from tests.factories import (
    ActivityFactory,
    CommunityFactory,
    FeedbackCardFactory,
    GuestConsentFactory,
    InvitationFactory,
    MembershipFactory,
    PupilGuestsFactory,
    PurposeDraftFactory,
    PurposeNoteFactory,
    ReadinessRoundFactory,
    ReadinessStepFactory,
    SchoolFactory,
    staff_member,
)
from tests.journeys.conftest import session_of
from upkeep.demo.people import PERSONAS
from upkeep.demo.story import Story, tell
from upkeep.management.commands.seed_demo import send_reminders, write_json

NOW = datetime(2027, 2, 3, 9, tzinfo=UTC)  # Wednesday, ten o'clock in Brussels
TODAY = NOW.date()
LONG = "Vakoverschrijdende leerlingenbegeleidingsondersteuningswerkgroep voor taalontwikkelend lesgeven in 1A"
LONG_WORD = "Huiswerkbegeleidingsondersteuningscoördinatiewerkgroepvergaderingen"


PAPERS = {state: f"briefje-van-een-leerling-{state}" for state in ("open", "used", "closed")}


@dataclass
class Town:
    """`people` by the keys of the story, and who was added; `sessions` are their cookies."""

    url: str
    story: Story
    people: dict[str, User]
    bare: School
    full: School
    crowd: Community
    invitation: Invitation
    consent: GuestConsent
    uploads: Path
    sessions: dict[str, Any] = field(default_factory=dict)

    def session(self, key: str) -> Any:
        """The cookie of somebody who signed in."""
        if key not in self.sessions:
            self.sessions[key] = session_of(self.people[key], self.url)
        return self.sessions[key]

    def group(self, key: str) -> Community:
        return self.story.groups[key]

    def meeting(self, key: str, status: str) -> Meeting:
        """The latest meeting of a group with this status; for "unlogged" the planned one that has passed."""
        rows = Meeting.objects.filter(community=self.group(key)).order_by("-day")
        if status == "unlogged":
            return rows.filter(status="planned", day__lt=TODAY)[0]
        return rows.filter(status=status)[0]

    def card(self, key: str) -> FeedbackCard:
        """The feedback card of a group."""
        return FeedbackCard.objects.filter(community=self.group(key))[0]


def told(url: str, folder: Path) -> Town:
    """The world on the day of `NOW`; `folder` takes mail and uploads."""
    story = tell(TODAY, seed=2026, morning=send_reminders, report=lambda number, total: None)
    people = dict(story.people)
    lines = [{"role": slug, "name": str(people[key]), "slug": slug} for slug, key in PERSONAS.items()]
    write_json("personas.json", [{**line, "email": f"{PERSONAS[line['slug']]}@terlinde.example"} for line in lines])
    bare = SchoolFactory(slug="nieuw", name="Nieuwe School")
    people["fresh"] = staff_member(bare, "leader", email="fresh@school.example")
    people["alone"] = staff_member(bare, email="alone@school.example")
    people["invited"] = staff_member(bare, email="invited@school.example")
    people["secret"] = staff_member(bare, email="secret@school.example")
    people["secret"].set_password("a long enough password")
    people["secret"].save()
    maths = story.groups["wiskunde"]
    people["guest"] = MembershipFactory(
        community=maths,
        role="expert",
        user__last_name=LONG_WORD,
        user__email=f"{LONG_WORD.lower()[:30]}@school.example",
    ).user
    people["brought"] = MembershipFactory(
        community=maths, came_by="imported", user=staff_member(bare, email="brought@school.example")
    ).user
    full, crowd = too_much(people)
    leave_traces(story)
    ask_too_much(full, people["busy"])
    for name in (heartbeat.Name.LOOK, heartbeat.Name.BEAT):
        heartbeat.note(name, now=NOW)
    work_otherwise(story)
    ask_pupils(story)
    invitation = InvitationFactory(community=maths, user=people["alone"], invited_by=people["tine"])
    consent = GuestConsentFactory(
        community=crowd, user=people["els"], school=story.host, asked_at=NOW - timedelta(days=1)
    )
    return Town(url, story, people, bare, full, crowd, invitation, consent, folder)


def too_much(people: dict[str, User]) -> tuple[School, Community]:
    """A school with 45 groups with long names, 70 people, and a group of forty."""
    school = SchoolFactory(slug="vol", name=f"{LONG_WORD} Onze-Lieve-Vrouw-Presentatie, campus Sint-Katelijne-Waver")
    open_published_years(school=school, by=None, now=NOW)
    people["busy"] = staff_member(
        school,
        "leader",
        "teacher",
        email="busy@school.example",
        first_name="Maximiliana-Josephina",
        last_name=LONG_WORD,
    )
    staff = [staff_member(school, last_name=f"{LONG_WORD} {number}") for number in range(70)]
    groups = Community.objects.bulk_create(
        CommunityFactory.build_batch(45, school=school, name=LONG, started_on=date(2026, 9, 1), purpose=LONG * 4)
    )
    groups[1].name = f"{LONG_WORD}{LONG_WORD}"[:120]
    groups[1].save()
    crowd = groups[0]
    members = [MembershipFactory.build(community=crowd, user=user) for user in [people["busy"], *staff[:40]]]
    coached = [MembershipFactory.build(community=group, user=people["busy"], role="coach") for group in groups[1:30]]
    Membership.objects.bulk_create([*members, *coached])
    Meeting.objects.bulk_create(
        Meeting(
            community=crowd,
            day=NOW.date() - timedelta(days=3 * back),
            starts_at=NOW - timedelta(days=3 * back),
            minutes=120,
            status="held",
            place=LONG_WORD,
            present_count=12,
        )
        for back in range(1, 40)
    )
    refresh_cadence(community_ids=[group.pk for group in groups], today=TODAY)
    return school, crowd


def ask_too_much(school: School, person: User) -> None:
    """A readiness round with too few answers to show, and a purpose in words as long as they may be."""
    closed = ReadinessRoundFactory(school=school, closes_on=TODAY - timedelta(days=3), opened_on=date(2027, 1, 11))
    for is_leader, code in ((False, "time"), (False, "time"), (True, "time"), (True, "culture")):
        ReadinessAnswer.objects.create(round=closed, is_leader=is_leader, code=code, now=2, wanted=4)
    for _ in range(4):
        PurposeNoteFactory(school=school, by=person, text=f"{LONG} {LONG_WORD}"[:300])
        ReadinessStepFactory(school=school, owner=person, text=f"{LONG_WORD} {LONG}"[:200])
    PurposeDraftFactory(school=school, by=person, version=12, text=f"{LONG_WORD}\n\n{LONG}")


def leave_traces(story: Story) -> None:
    """What the story does not have: drafts, a meeting that did not take place, a group that has ended."""
    tine, maths = story.people["tine"], story.groups["wiskunde"]
    rows = [actions.YearRow(NOW + timedelta(days=days), 120) for days in (40, 72, 100)]
    actions.plan_year(community=maths, rows=rows, place=LONG_WORD, key=uuid4(), by=tine, now=NOW)
    extra = actions.plan_meeting(community=maths, starts_at=NOW + timedelta(days=20), minutes=90, by=tine, now=NOW)
    actions.cancel_meeting(meeting=extra, by=tine, now=NOW)
    Community.objects.filter(pk=story.groups["digitaal"].pk).update(ended_on=TODAY - timedelta(days=1))


def ask_pupils(story: Story) -> None:
    """Cards with papers whose codes are known here, and guests of whom nobody has asked whether they agree."""
    days = {"created_on": TODAY, "closes_on": TODAY + timedelta(days=14), "delete_on": TODAY + timedelta(days=140)}
    FeedbackCardFactory(community=story.groups["breuken"], about=LONG, number=24, **days)
    cards = {
        "open": FeedbackCardFactory(community=story.groups["stem"], about=LONG, question=LONG_WORD, **days),
        "closed": FeedbackCardFactory(
            community=story.groups["stem"], **days | {"closes_on": TODAY - timedelta(days=1)}
        ),
    }
    FeedbackTicket.objects.bulk_create(
        FeedbackTicket(card=cards.get(state, cards["open"]), code_hash=hash_of(code), is_used=state == "used")
        for state, code in PAPERS.items()
    )
    PupilGuestsFactory(community=story.groups["lezen"])


def work_otherwise(story: Story) -> None:
    """A group in the middle of a cycle, one that has none yet, and an online group with activity."""
    # The demo's group is in its cycle already; here its words are as long as words can be.
    words = CycleText.objects.filter(cycle__community=story.groups["lezen"])
    words.filter(step=None).update(text=f"Hoe lezen leerlingen een zakelijke tekst? {LONG_WORD}")
    words.exclude(step=None).update(text=LONG_WORD)
    waiting = CommunityFactory(school=story.host, name="Lesson study breuken", variant="LS", regime="cycle")
    MembershipFactory(community=waiting, user=story.people["tine"])
    story.groups["breuken"] = waiting
    for days in range(0, 120, 5):
        ActivityFactory(
            community=story.groups["digitaal"],
            day=TODAY - timedelta(days=days),
            text=LONG_WORD,
            link=f"https://overleg.example/{LONG_WORD}",
            by=story.people["tom"],
        )
    refresh_cadence(community_ids=[waiting.pk, story.groups["digitaal"].pk], today=TODAY)
