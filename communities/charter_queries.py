"""What the pages of a charter read: the draft, the versions, who accepted, and how a version reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from communities.charter_text import FIELDS, GROUPS_OWN, OF_COMMUNITY, RHYTHM, SECTIONS, WEIGHTS, Piece, compare, tidy
from communities.charter_words import SECTIONS as TITLES
from communities.charter_words import title_of, value_in_words
from communities.models import (
    Charter,
    CharterAcceptance,
    CharterVersion,
    Community,
    Membership,
    Variant,
    WorkingAgreements,
)
from schools.models import User

CHECKS = ("is_relevant", "is_clear", "is_feasible")
ENOUGH = 3  # with fewer, a number beside names says who ticked what


# --- one charter as values -------------------------------------------------------------------------------------------
def draft_of(community: Community) -> Charter:
    """What the group is writing; an empty one that is not saved where nobody wrote yet."""
    charter = Charter.objects.filter(community=community).first() or Charter()
    charter.community = community
    return charter


def stored_text(charter: Charter, name: str) -> str:
    """A field of the draft as text, the way a form sends it back."""
    if name == "weights":
        return " ".join(str(getattr(charter, column)) for column in WEIGHTS)
    return str(getattr(charter.community if name in OF_COMMUNITY else charter, name))


def content_of(charter: Charter) -> dict[str, Any]:
    """What a version freezes of the draft: every field that is filled but the working agreements, and the rhythm of
    then."""
    found: dict[str, Any] = {
        name: tidy(stored_text(charter, name)) for name in FIELDS if name not in (*GROUPS_OWN, "weights")
    }
    found |= {name: getattr(charter, name) for name in WEIGHTS}
    found |= {name: getattr(charter.community, name) for name in RHYTHM}
    return {name: value for name, value in found.items() if value}


def sections_for(community: Community) -> dict[str, tuple[str, ...]]:
    """The parts of a charter; only a community of practice has a part of its own."""
    is_practice = community.variant == Variant.PRACTICE
    return {part: names for part, names in SECTIONS.items() if part != "practice" or is_practice}


# --- how it reads ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Line:
    """A field in words: its pieces tell what went and came since the version before."""

    name: str
    label: str
    pieces: list[Piece]

    @property
    def is_changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the sheet; parts and lines without a word are left out."""

    name: str
    title: str
    lines: list[Line]

    @property
    def is_changed(self) -> bool:
        return any(line.is_changed for line in self.lines)


LARGE_LETTERS = 2800  # characters that fit on a page in letters of the usual size


class Sheet(list[Part]):
    """The parts of a charter, on one page of paper."""

    @property
    def is_long(self) -> bool:
        """Whether it needs smaller letters to stay on one page."""
        pieces = (piece for part in self for line in part.lines for piece in line.pieces)
        return sum(len(piece.text) for piece in pieces if piece.kind != "gone") > LARGE_LETTERS


def sheet(content: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> Sheet:
    """A charter on one page; with `before` also what changed since."""
    found = Sheet()
    for part, names in SECTIONS.items():
        lines = [line_of(name, content, before) for name in names]
        if written := [line for line in lines if line.pieces]:
            found.append(Part(part, str(TITLES[part]), written))
    return found


def line_of(name: str, content: Mapping[str, Any], before: Mapping[str, Any] | None) -> Line:
    now = value_in_words(name, content)
    was = now if before is None else value_in_words(name, before)
    return Line(name, title_of(name), compare(was, now, by_line=name == "weights"))


# --- versions --------------------------------------------------------------------------------------------------------
def versions_of(community: Community, viewer: User) -> QuerySet[CharterVersion]:
    """The versions that this person may see, the newest first."""
    return CharterVersion.objects.visible_to(viewer).filter(community=community).order_by("-number")


def with_agreements(versions: Sequence[CharterVersion], viewer: User) -> list[dict[str, Any]]:
    """The contents of these versions, for the group's own people with the working agreements of then; one query."""
    texts = WorkingAgreements.objects.visible_to(viewer).filter(version__in=[version.pk for version in versions])
    own = dict(texts.values_list("version_id", "text"))
    return [{**version.content, "agreements": own.get(version.pk, "")} for version in versions]


def newest_for_invited(community: Community) -> Mapping[str, Any]:
    """What somebody who is invited reads of the newest version: need and pupils. The invitation is the door."""
    content = community.charter_versions.order_by("-number").values_list("content", flat=True).first()
    return {name: (content or {}).get(name, "") for name in ("need", "pupils")}


# --- accepting -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Standing:
    """How a version stands with the members, for the group's own people. Nobody reads a no out of it."""

    version: CharterVersion
    accepted: list[CharterAcceptance]
    members: list[Membership]
    viewer: User
    is_newest: bool

    @property
    def own(self) -> CharterAcceptance | None:
        return next((one for one in self.accepted if one.user_id == self.viewer.pk), None)

    @property
    def is_member(self) -> bool:
        return any(one.user_id == self.viewer.pk for one in self.members)

    @property
    def may_accept(self) -> bool:
        return self.is_newest and self.is_member and self.own is None

    @property
    def may_take_back(self) -> bool:
        return self.is_newest and self.own is not None and self.version.accepted_at is None

    @property
    def number_of_members(self) -> int:
        return len(self.members)

    @property
    def checks(self) -> dict[str, int] | None:
        """How many find the task relevant, clear, feasible (R45), of those with whom everybody had accepted.

        None before that and with fewer than three: beside the names, each next yes would say who ticked what.
        """
        settled = self.version.accepted_at
        counted = [one for one in self.accepted if settled and one.at <= settled]
        if len(counted) < ENOUGH:
            return None
        return {name: sum(bool(getattr(one, name)) for one in counted) for name in CHECKS}


def standing_of(version: CharterVersion, viewer: User, *, is_newest: bool = True) -> Standing:
    """Two queries: who accepted, and who is a member now."""
    accepted = CharterAcceptance.objects.visible_to(viewer).filter(version=version).select_related("user")
    members = Membership.objects.current().filter(community=version.community_id, role=Membership.Role.MEMBER)
    return Standing(version, list(accepted.order_by("at", "pk")), list(members), viewer, is_newest)


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A version with the one before it. `standing` only for the group's own people."""

    version: CharterVersion
    before: CharterVersion | None
    versions: list[CharterVersion]
    parts: Sheet
    standing: Standing | None

    @property
    def is_changed(self) -> bool:
        return any(part.is_changed for part in self.parts)


def version_page(community: Community, number: int, viewer: User) -> VersionPage | None:
    """None where there is no such version. Two queries; two more for the group's own people."""
    versions = list(versions_of(community, viewer).select_related("put_by"))
    at = next((at for at, one in enumerate(versions) if one.number == number), None)
    if at is None:
        return None
    version, *earlier = versions[at : at + 2]
    contents = with_agreements([version, *earlier], viewer)
    is_inside = bool(getattr(community, "is_inside", False))
    return VersionPage(
        version=version,
        before=earlier[0] if earlier else None,
        versions=versions,
        parts=sheet(contents[0], contents[1] if earlier else None),
        standing=standing_of(version, viewer, is_newest=at == 0) if is_inside else None,
    )


def seen_community(viewer: User) -> QuerySet[Community]:
    """Communities that this person sees, each with `is_inside`: whether she shares the group's own words."""
    inside = Community.objects.inside(viewer).filter(community=OuterRef("pk"))
    return Community.objects.visible_to(viewer).annotate(is_inside=Exists(inside)).select_related("school", "form")
