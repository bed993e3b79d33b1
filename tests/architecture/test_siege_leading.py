"""The siege sees what leaders read: otherwise it would find no leak because it finds nothing."""

from django.urls import reverse

from tests.architecture.leading_marks import RELEASED
from tests.architecture.test_permissions import answer_of
from tests.architecture.test_siege import addresses, found_in, signed_in, world
from tests.architecture.world import World

__all__ = ["world"]


def test_siege_sees_what_a_leader_reads_of_requests_plans_and_reports(world: World) -> None:
    leader = world.people["leader"]
    client = signed_in(leader)
    names = ("leading:asked", "evidence:report", "evidence:report-gains", "upkeep:export-file", "evidence:report-sheet")
    paths = [path for name, path in addresses(world, leader) if name in names]
    seen = set().union(*(found_in(answer_of(client, "get", path)) for path in paths))

    assert {"leader_request", "planning_wish", "report_text", "school_gain", "release"} <= seen


def test_siege_sees_an_attest_where_its_code_opens_it(world: World, client) -> None:
    attest = world.here.rows["attest"]

    assert found_in(client.get(reverse("evidence:verify-code", args=[attest.code]))) == {"attest"}
    assert str(RELEASED) not in attest.content
