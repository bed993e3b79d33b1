"""Which variant a community chose and why, what its members think of it, and the forms that a school knows."""

from dataclasses import dataclass, replace

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.utils.translation import get_language

from communities.catalogue import VariantText, text_of
from communities.models import (
    Community,
    Membership,
    SchoolVariant,
    Variant,
    VariantChoice,
    VariantVersion,
    WatchWords,
)
from communities.variants import RHYTHMS, Rhythm, VariantDefaults, as_school_has_it
from schools.models import School, User

WATCH_WORDS = ("feasible", "supported", "purposeful")
ENOUGH = 3  # answers before anything but their number is shown


def choice_of(community: Community) -> VariantChoice | None:
    """The decision record that holds (R31); None for groups from before there were any."""
    return records_of(community).first()


def records_of(community: Community) -> QuerySet[VariantChoice]:
    """Every decision record, the latest first."""
    return community.choices.select_related("decided_by").order_by("-decided_on", "-pk")


def number_of_versions(form: SchoolVariant) -> int:
    """The number of the latest text of a form; 0 while the built-in text holds."""
    return form.versions.aggregate(last=Max("number"))["last"] or 0


def asked_for_watch_words(community: Community, user: User) -> bool:
    """Whether this person answers the three questions: a member of a running group who leads no school of it (R33)."""
    if community.ended_on:
        return False
    if not Membership.objects.current().filter(community=community, user=user, role=Membership.Role.MEMBER).exists():
        return False
    led = School.objects.editable_by(user).values("pk")
    return not Community.objects.filter(pk=community.pk, school__in=led).exists() and not (
        community.partnerships.filter(school__in=led).exists()
    )


@dataclass(frozen=True, slots=True)
class SchoolForm:
    """A kind of group as a school knows it: one of the seven, or one of its own on a base (R30).

    code: in addresses; number: the version of the text, 0 for the built-in one; row: what the school keeps of it.
    """

    code: str
    base: str
    name: str
    text: VariantText
    number: int = 0
    is_hidden: bool = False
    row: SchoolVariant | None = None

    @classmethod
    def usual(cls, base: str) -> "SchoolForm":
        """One of the seven in its usual words."""
        return cls(base, base, str(Variant(base).label), built_in(base))

    @property
    def is_own(self) -> bool:
        return self.code != self.base

    @property
    def base_name(self) -> str:
        return str(Variant(self.base).label)

    @property
    def defaults(self) -> VariantDefaults:
        """Size, length and rhythm: what the school says, and what practice advises where it says nothing."""
        said = self.text
        return as_school_has_it(
            self.base,
            size=_pair(said.size_low, said.size_high),
            minutes=_pair(said.minutes_low, said.minutes_high),
            regime=said.regime if said.regime in RHYTHMS else "",
            rhythm=Rhythm(said.target_weeks, said.limit_weeks, said.minimum_per_year, said.gap_weeks),
        )

    @property
    def value(self) -> str:
        """How the form is named where several schools are at hand."""
        return f"form-{self.row.pk}" if self.row and self.is_own else self.base


def _pair(low: int | None, high: int | None) -> tuple[int, int] | None:
    return (low, high) if low and high and low <= high else None


def forms_of(school: School) -> list[SchoolForm]:
    """The seven in their order, in the words of the school, then its own by name; one statement."""
    latest = VariantVersion.objects.filter(variant=OuterRef("pk")).order_by("-number")
    rows = {
        row.code: row
        for row in SchoolVariant.objects.filter(school=school)
        .annotate(number=Subquery(latest.values("number")[:1]), content=Subquery(latest.values("content")[:1]))
        .order_by("name", "pk")
    }
    seven = [_form(rows.pop(code), code) if code in rows else _form(None, code) for code in Variant.values]
    return seven + [_form(row, row.base) for row in rows.values()]


def form_of(school: School, code: str, *, number: int | None = None) -> SchoolForm | None:
    """One of the forms, or an earlier text of it; None when there is no such form, or no such version."""
    form = next((form for form in forms_of(school) if form.code == code), None)
    if form is None or number in (None, form.number):
        return form
    if number == 0:
        return replace(form, number=0, text=built_in(form.base))
    version = form.row.versions.filter(number=number).first() if form.row else None
    return replace(form, number=number, text=VariantText.from_content(version.content)) if version else None


def begun_with(community: Community) -> SchoolForm:
    """The kind of a group in the words that held when it began or chose again; one statement where there is a form."""
    row, number = community.form, community.form_version
    version = row.versions.filter(number=number).first() if row and number else None
    return SchoolForm(
        code=row.code if row else community.variant,
        base=community.variant,
        name=community.kind_name,
        text=VariantText.from_content(version.content) if version else built_in(community.variant),
        number=number if version else 0,
        row=row,
    )


def built_in(code: str) -> VariantText:
    """The built-in text of a variant in the language of the page."""
    return text_of(code, get_language() or "")


def _form(row: SchoolVariant | None, base: str) -> SchoolForm:
    if row is None:
        return SchoolForm.usual(base)
    number, content = row.number, row.content  # type: ignore[attr-defined]
    return SchoolForm(
        code=row.code,
        base=row.base,
        name=row.name or str(Variant(row.base).label),
        text=VariantText.from_content(content) if number else built_in(row.base),
        number=number or 0,
        is_hidden=row.is_hidden,
        row=row,
    )


@dataclass(frozen=True, slots=True)
class Saying:
    """How the answers to one of the three watch-words lie: (value, how many) from 1 to 5."""

    name: str
    counts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Sayings:
    """What members think of the plan; no `spread` below three answers and while it rests. `own` is of the viewer."""

    number: int
    spread: tuple[Saying, ...]
    own: WatchWords | None
    is_resting: bool = False


def sayings_of(community: Community, viewer: User) -> Sayings:
    """The answers of those who are members now, never whose they are (R33); one statement.

    When somebody who answered leaves, how they lie rests until the next answer: what is missing would be hers.
    """
    here = Membership.objects.filter(community=community, user=OuterRef("user"))
    member = here.current().filter(role=Membership.Role.MEMBER)
    left = here.exclude(left_on=None).order_by("-left_on").values("left_on")[:1]
    every = list(community.watch_words.annotate(is_member=Exists(member), left=Subquery(left)).order_by("pk"))
    rows = [row for row in every if row.is_member]  # type: ignore[attr-defined]
    ends = [row.left for row in every if not row.is_member and row.left]  # type: ignore[attr-defined]
    latest = max((row.day for row in rows), default=None)
    is_resting = latest is not None and any(left >= latest for left in ends)
    spread = (
        tuple(
            Saying(name, tuple((value, sum(getattr(row, name) == value for row in rows)) for value in range(1, 6)))
            for name in WATCH_WORDS
        )
        if len(rows) >= ENOUGH and not is_resting
        else ()
    )
    return Sayings(len(rows), spread, next((row for row in rows if row.user_id == viewer.pk), None), is_resting)
