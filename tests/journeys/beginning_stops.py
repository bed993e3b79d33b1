"""Pages of how a school begins, and of what the product costs."""

from tests.journeys.stops import Stop, bare, school

BEGINNING: list[Stop] = [
    Stop("upkeep:cost", "hilde", school),
    Stop("upkeep:cost", "tine", school, note="a teacher"),
    Stop("upkeep:cost", "fresh", bare, note="nothing yet"),
    Stop("upkeep:own-cost", "koen"),
    Stop("upkeep:own-cost", "guest", note="works nowhere"),
]
