"""What groups ask of their leader, and the views of her page."""

from leading.models import LeaderRequest
from tests.factories_leading import LeaderRequestFactory, SavedViewFactory
from tests.journeys.stops import Stop, bare, full, group, open_everything, school, type_nonsense
from tests.journeys.town import LONG, LONG_WORD, NOW, Town


def asked(town: Town) -> list[object]:
    """A question that waits for the leader."""
    row = LeaderRequest.objects.filter(community__school=town.story.host, answered_at=None, closed_on=None).first()
    return [(row or LeaderRequestFactory(community=town.group("wiskunde"))).pk]


def asked_at_length(town: Town) -> list[object]:
    for number in range(30):
        said = {"line": (LONG + LONG_WORD)[:200], "kind": ("time", "room", "seen")[number % 3]}
        if number % 2:
            said |= {"outcome": "no", "answer": LONG_WORD[:300], "answered_at": NOW, "answer_days": 3}
        LeaderRequestFactory(community=town.crowd, **said)
    return [town.crowd.pk]


MORE = "column=state&column=variant&column=reason&column=reach&column=strip&column=next&column=met&column=members"


def with_views(town: Town) -> list[object]:
    """A leader who keeps views, with long names."""
    for name in ("Wie mij nodig heeft", LONG_WORD[:40], "Lezen"):
        SavedViewFactory(user=town.people["hilde"], school=town.story.host, name=name)
    return school(town)


def asked_of_the_full(town: Town) -> list[object]:
    asked_at_length(town)
    return full(town)


REQUESTS: list[Stop] = [
    Stop("leading:requests", "tine", group("wiskunde")),
    Stop("leading:requests", "karim", group("wiskunde"), type_nonsense, note="with errors"),
    Stop("leading:requests", "leen", group("zorg"), note="nothing asked"),
    Stop("leading:requests", "busy", asked_at_length, note="too much"),
    Stop("leading:answer", "hilde", asked),
    Stop("leading:answer", "hilde", asked, type_nonsense, note="with errors"),
    Stop("leading:asked", "hilde", school),
    Stop("leading:keep-view", "hilde", school, query="?state=overdue&column=state&column=members"),
    Stop("leading:keep-view", "hilde", school, type_nonsense, note="with errors"),
    Stop("dashboard:school", "hilde", with_views, open_everything, query=f"?state=&{MORE}", note="every column"),
    Stop(
        "dashboard:school", "busy", asked_of_the_full, open_everything, query=f"?state=&{MORE}", note="too much asked"
    ),
    Stop("leading:asked", "fresh", bare, note="nobody asked"),
]
