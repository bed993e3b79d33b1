"""Pages of topics and of questions to colleagues."""

from playwright.sync_api import Page

from learning.models import Post, StakeholderAsk, Topic
from tests.factories_learning import PostFactory, StakeholderAskFactory, StakeholderUpdateFactory, TopicFactory
from tests.journeys.stops import Args, Stop, crowd, group, open_everything, type_nonsense
from tests.journeys.town import LONG, LONG_WORD, NOW, Town


def thread(key: str, **facts: object) -> Args:
    """The newest topic of a group with these facts."""
    return lambda town: [Topic.objects.filter(community=town.group(key), **facts).latest("pk").pk]


def own_thread(town: Town) -> list[object]:
    return [Topic.objects.filter(community=town.group("wiskunde"), by=town.people["tine"]).latest("pk").pk]


def own_answer(town: Town) -> list[object]:
    return [Post.objects.filter(topic__community=town.group("wiskunde"), by=town.people["tine"]).latest("pk").pk]


def with_hidden(town: Town) -> list[object]:
    rows = Post.objects.filter(topic__community=town.group("digitaal")).exclude(hidden_on=None)
    return [rows.latest("pk").topic_id]


def long_thread(town: Town) -> list[object]:
    """A topic with words as long as they can be, in the group that has too much of everything."""
    if not town.crowd.topics.exists():
        row = TopicFactory(community=town.crowd, kind="theme", title=LONG_WORD * 2, text=f"{LONG} {LONG_WORD}" * 3)
        for _ in range(3):
            PostFactory(topic=row, text=f"{LONG_WORD}{LONG_WORD}", link=f"https://school.example/{LONG_WORD}" * 3)
    return [town.crowd.topics.get().pk]


def long_update(town: Town) -> list[object]:
    if not town.crowd.updates.exists():
        told = StakeholderUpdateFactory(community=town.crowd, text=f"{LONG_WORD} {LONG}", question=LONG_WORD * 2)
        StakeholderAskFactory(told=told, user=town.people["busy"], answer=LONG_WORD * 4, answered_at=NOW)
    return [town.crowd.pk]


def asked_of(who: str, *, is_open: bool = True) -> Args:
    def found(town: Town) -> list[object]:
        rows = StakeholderAsk.objects.filter(user=town.people[who]).order_by("told__closes_on")
        return [(rows.last() if is_open else rows.first()).pk]

    return found


def name_a_pupil_here(page: Page, town: Town) -> None:
    page.locator("main textarea").first.fill("Het ging over leerling Jana.")
    page.locator("main form .btn--primary").first.click()


TOPICS: list[Stop] = [
    Stop("learning:topics", "tine", group("wiskunde")),
    Stop("learning:topics", "tom", group("digitaal"), note="online, finished"),
    Stop("learning:topics", "leen", group("zorg"), note="cases"),
    Stop("learning:topics", "els", group("geschiedenis"), note="themes"),
    Stop("learning:topics", "fatima", group("frans"), note="nothing yet"),
    Stop("learning:topics", "tine", group("wiskunde"), query="?q=zeppelin", note="nothing found"),
    Stop("learning:topic-new", "tine", group("wiskunde"), query="?kind=theme", note="theme"),
    Stop("learning:topic-new", "tine", group("wiskunde"), type_nonsense, note="with errors"),
    Stop("learning:topic-new", "busy", crowd, note="no meeting"),
    Stop("learning:topic", "tine", thread("wiskunde", kind="case"), open_everything, note="case on the agenda"),
    Stop("learning:topic", "tine", thread("wiskunde", kind="question"), note="with practice"),
    Stop("learning:topic", "tine", thread("wiskunde", kind="question"), name_a_pupil_here, note="a name"),
    Stop("learning:topic", "tom", with_hidden, note="a hidden text"),
    Stop("learning:topic", "bram", with_hidden, note="a hidden text of one's own"),
    Stop("learning:topic", "leen", thread("zorg", closed_on=None), note="nobody wrote yet"),
    Stop("learning:topic", "els", thread("geschiedenis", closed_on__isnull=False), note="closed"),
    Stop("learning:topic", "els", thread("geschiedenis", closed_on=None), note="theme"),
    Stop("learning:topic", "busy", long_thread, note="too long"),
    Stop("learning:topic-edit", "tine", own_thread),
    Stop("learning:topic-close", "tine", own_thread),
    Stop("learning:topic-hide", "tine", own_thread),
    Stop("learning:post-edit", "tine", own_answer),
    Stop("learning:post-hide", "tine", own_answer),
    Stop("learning:updates", "tine", group("wiskunde"), open_everything),
    Stop("learning:updates", "fatima", group("frans"), note="nothing yet"),
    Stop("learning:updates", "busy", long_update, note="too long"),
    Stop("learning:update-new", "tine", group("wiskunde")),
    Stop("learning:update-new", "tine", group("wiskunde"), type_nonsense, note="with errors"),
    Stop("learning:asked", "hilde", asked_of("hilde"), note="the leader"),
    Stop("learning:asked", "griet", asked_of("griet"), note="answered"),
    Stop("learning:asked", "griet", asked_of("griet", is_open=False), note="closed"),
]
