"""Pages of learning well, a part an area, and the whole walk."""

from learning.models import TryOut
from meetings.models import GroupScript
from tests.journeys import stops
from tests.journeys.stops import Stop, crowd, group, open_everything, type_nonsense
from tests.journeys.town import Town

COACH: list[Stop] = []


def own_script(town: Town) -> list[object]:
    return [GroupScript.objects.filter(community=town.group("wiskunde")).latest("pk").pk]


RUNNING: list[Stop] = [
    Stop("meetings:scripts", "tine", group("wiskunde"), open_everything),
    Stop("meetings:scripts", "fatima", group("frans"), note="nothing said yet"),
    Stop("meetings:scripts", "busy", crowd, note="empty"),
    Stop("meetings:script", "tine", own_script),
    Stop("meetings:script", "tine", own_script, type_nonsense, note="with errors"),
]


HEALTH: list[Stop] = [
    Stop("meetings:mirror", "tine", group("wiskunde"), open_everything),
    Stop("meetings:mirror", "karim", group("frans"), note="coach"),
    Stop("meetings:mirror", "leen", group("zorg"), note="nothing yet"),
    Stop("meetings:mirror", "busy", crowd, note="too much"),
]


BOARDS: list[Stop] = []


TOPICS: list[Stop] = []


def own_try_out(town: Town) -> list[object]:
    return [TryOut.objects.filter(by=town.people["tine"]).latest("pk").pk]


BETWEEN: list[Stop] = [
    Stop("learning:try-outs", "tine", group("wiskunde"), open_everything),
    Stop("learning:try-outs", "tine", group("wiskunde"), type_nonsense, note="with errors"),
    Stop("learning:try-outs", "tine", group("breuken"), note="nothing yet"),
    Stop("learning:try-outs", "tine", group("wiskunde"), query="?by=me", note="one's own"),
    Stop("learning:try-outs", "busy", crowd, note="long names"),
    Stop("learning:try-out", "tine", own_try_out),
    Stop("learning:course", "tine", group("wiskunde")),
]


PULSE: list[Stop] = []


PROCESS: list[Stop] = []


STOPS = [*stops.STOPS, *COACH, *RUNNING, *HEALTH, *BOARDS, *TOPICS, *BETWEEN, *PULSE, *PROCESS]
NO_PAGE: set[str] = stops.NO_PAGE | set()  # a file, or a part of a page
