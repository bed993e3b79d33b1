"""The words and counts of leading, planning and evidence that the siege looks for: signed, in JSON, or numbers."""

from evidence.models import Attest, Release
from evidence.signing import sign
from tests.architecture.world import Things

RELEASED = 31_337_271  # a count of one school, which its leader alone reads
OF_GROUP = {"planning_wish", "leader_request"}
OF_ONE = {"look_back", "attest"}
OF_LEADER = {"report_text", "school_gain", "year_report", "shared_report", "year_plan"}
LEADING_WORDS = OF_GROUP | OF_ONE | OF_LEADER


def mark_leading(things: Things) -> None:
    """An attest with the mark in it, signed again; counts of a release that no other page can hold."""
    attest = things.rows["attest"]
    content = attest.content | {"activities": ["zq-of-attest-qz"], "schools": ["zq-of-attest-qz"]}
    Attest.objects.filter(pk=attest.pk).update(content=content, signature=sign(attest.code, content))
    figures = {"groups": RELEASED, "meetings": RELEASED}
    Release.objects.filter(pk=things.rows["release"].pk).update(figures=figures)


def counts_in(body: bytes) -> set[str]:
    """Whether an answer holds the counts of one school, in any way of writing a number."""
    text = body.decode(errors="replace")
    ways = (f"{RELEASED}", f"{RELEASED:,}", f"{RELEASED:,}".replace(",", "."), f"{RELEASED:,}".replace(",", "\xa0"))
    return {"release"} if any(way in text for way in ways) else set()
