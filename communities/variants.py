"""What a variant brings along: rhythm, size and usual length. Every number is a default, editable per community.

Sources: R22-R29 and R57-R59 for the regimes, the practice of each variant for sizes and lengths. Pure.
"""

from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Numbers of a rhythm policy, in school weeks; None where the regime does not use them."""

    target_weeks: int | None = None
    limit_weeks: int | None = None
    minimum_per_year: int | None = None
    gap_weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Waits:
    """A softer ladder of reminders: school days that each step waits longer. Never less than the step before it."""

    overdue: int = 0
    help_offer: int = 0
    ask_leader: int = 0

    @classmethod
    def in_order(cls, overdue: int, help_offer: int, ask_leader: int) -> "Waits":
        """A softer early step pushes the later ones, so that nobody further away hears first."""
        help_offer = max(overdue, help_offer)
        return cls(overdue, help_offer, max(help_offer, ask_leader))


USUAL = Waits()


@dataclass(frozen=True, slots=True)
class VariantDefaults:
    """Defaults of one variant. `minutes` is the usual length when planning; sizes are advice, never a limit.

    `minutes_band` is what practice does with this variant; `size_min` is what it takes at least, `size_ideal` the
    advised band; `schools_min` counts the host.
    """

    code: str
    name_nl: str
    name_en: str
    regime: str
    minutes: int
    minutes_band: tuple[int, int]
    size_min: int | None
    size_ideal: tuple[int, int] | None
    schools_min: int = 1
    own_rhythm: Rhythm | None = None  # of a school, in place of the usual numbers

    @property
    def rhythm(self) -> Rhythm:
        """The numbers of this variant's own regime."""
        return self.own_rhythm or RHYTHMS[self.regime]


RHYTHMS = {
    "interval": Rhythm(target_weeks=4, limit_weeks=6, minimum_per_year=5, gap_weeks=2),
    "count": Rhythm(minimum_per_year=5, gap_weeks=3),
    "cycle": Rhythm(),
    "none": Rhythm(),
}

VARIANTS = {
    defaults.code: defaults
    for defaults in (
        VariantDefaults("TDT", "Teacher Design Team", "Teacher design team", "interval", 150, (120, 180), 2, (4, 8)),
        VariantDefaults("COP", "Community of Practice", "Community of practice", "count", 120, (90, 150), 4, (4, 8)),
        VariantDefaults("DT", "Datateam", "Data team", "interval", 120, (90, 150), 4, (4, 8)),
        VariantDefaults("LS", "Lesson study", "Lesson study", "cycle", 90, (60, 90), 4, (4, 8)),
        VariantDefaults(
            "VLG",
            "Vakdidactische leergemeenschap",
            "Subject-didactic community",
            "count",
            150,
            (150, 180),
            4,
            (4, 8),
            schools_min=2,
        ),
        VariantDefaults("LN", "Lerend netwerk", "Learning network", "count", 120, (120, 180), None, None),
        VariantDefaults("OLC", "Online leergemeenschap", "Online learning community", "none", 60, (45, 90), None, None),
    )
}


def rhythm_of(
    regime: str,
    *,
    target_weeks: int | None = None,
    limit_weeks: int | None = None,
    minimum_per_year: int | None = None,
    gap_weeks: int | None = None,
) -> Rhythm:
    """A policy with its gaps filled from the regime: an empty number means the default. Raises KeyError on a regime.

    A number that the regime does not use is left out.
    """
    usual = RHYTHMS[regime]

    def filled(given: int | None, default: int | None) -> int | None:
        return None if default is None else default if given is None else given

    return Rhythm(
        target_weeks=filled(target_weeks, usual.target_weeks),
        limit_weeks=filled(limit_weeks, usual.limit_weeks),
        minimum_per_year=filled(minimum_per_year, usual.minimum_per_year),
        gap_weeks=filled(gap_weeks, usual.gap_weeks),
    )


def as_school_has_it(
    code: str,
    *,
    size: tuple[int, int] | None = None,
    minutes: tuple[int, int] | None = None,
    regime: str = "",
    rhythm: Rhythm = Rhythm(),
) -> VariantDefaults:
    """The defaults of a variant with what a school puts in their place; no rhythm counts without its regime."""
    usual = VARIANTS[code]
    own = rhythm_of(regime, **asdict(rhythm)) if regime else None
    if own and own.target_weeks and own.limit_weeks:
        own = replace(own, limit_weeks=max(own.target_weeks, own.limit_weeks))
    return replace(
        usual,
        size_ideal=size or usual.size_ideal,
        size_min=min(usual.size_min, size[0]) if size and usual.size_min else usual.size_min,
        minutes_band=minutes or usual.minutes_band,
        regime=regime or usual.regime,
        own_rhythm=own,
    )


def policy_fields(regime: str, policy: Rhythm) -> dict[str, str | int | None]:
    """A regime and its numbers, by the names that a community keeps them under."""
    return {"regime": regime, **asdict(policy)}
