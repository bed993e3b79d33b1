"""Which variants fit what people know already: six answers in, reasons and warnings out. Pure. (R22, R31-R33)

The adviser never chooses. It names one to three variants, or says honestly "none yet" and what to do first; and it
shows for each of the seven what speaks against it. Warnings are codes of `communities.catalogue`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

UNKNOWN = "unknown"
STOP, MIND, ASK = "stop", "mind", "ask"  # better not yet · watch out · find out
MOST = 3

QUESTIONS: dict[str, tuple[str, ...]] = {
    "outcome": ("dated", "product", "lesson", "answer", "growth", "exchange"),
    "research": ("both", "some", "none"),
    "lesson": ("all", "some", "none"),
    "schools": ("one_same", "one_mixed", "several_same", "several_mixed"),
    "scale": ("pair", "small", "middle", "large"),
    "membership": ("fixed", "open"),
}

Rule = dict[str, tuple[str, ...]]  # every question named has one of these answers

# What makes a variant a candidate: one of these rules holds.
LEADS: dict[str, tuple[Rule, ...]] = {
    "TDT": ({"outcome": ("dated", "product")},),
    "COP": ({"outcome": ("growth", "exchange")}, {"outcome": ("lesson",), "lesson": ("some", "none")}),
    "DT": ({"outcome": ("answer",)},),
    "LS": ({"outcome": ("lesson",)},),
    "VLG": ({"outcome": ("product", "lesson", "growth"), "schools": ("several_same",)},),
    "LN": ({"outcome": ("exchange",)}, {"outcome": ("growth",), "scale": ("middle", "large")}),
    "OLC": (
        {"outcome": ("exchange",), "membership": ("open",)},
        {"outcome": ("exchange",), "scale": ("large",)},
        {"outcome": ("growth",), "scale": ("large",), "membership": ("open",)},
    ),
}
# What it may become while nobody knows yet what should exist afterwards.
HINTS: dict[str, tuple[Rule, ...]] = {
    "TDT": ({"schools": ("one_same",), "scale": ("pair", "small")},),
    "COP": ({"schools": ("one_mixed", "several_mixed"), "scale": ("pair", "small", "middle")},),
    "DT": ({"research": ("both",)},),
    "LS": ({"lesson": ("all",)},),
    "VLG": ({"schools": ("several_same",)},),
    "LN": ({"scale": ("large",)},),
    "OLC": ({"scale": ("large",), "membership": ("open",)},),
}
# Answers that speak for a variant, once it is a candidate.
SUPPORTS: dict[str, Rule] = {
    "TDT": {"schools": ("one_same", "several_same"), "scale": ("pair", "small"), "membership": ("fixed",)},
    "COP": {"schools": ("one_mixed", "several_mixed"), "scale": ("small",), "membership": ("fixed",)},
    "DT": {"research": ("both",), "schools": ("one_same", "one_mixed"), "scale": ("small",), "membership": ("fixed",)},
    "LS": {"lesson": ("all",), "schools": ("one_same", "one_mixed"), "scale": ("small",), "membership": ("fixed",)},
    "VLG": {"schools": ("several_same",), "scale": ("small",), "membership": ("fixed",)},
    "LN": {"schools": ("several_same", "several_mixed"), "scale": ("middle", "large"), "membership": ("open",)},
    "OLC": {"schools": ("several_same", "several_mixed"), "scale": ("large",), "membership": ("open",)},
}
PASSERS_BY = ("open_membership", "membership", {"open": MIND})
CROWD = ("too_large", "scale", {"middle": MIND, "large": STOP})
PARTS_OF_A_CROWD = ("too_large", "scale", {"middle": MIND, "large": MIND})
FEW = ("too_few", "scale", {"pair": MIND})
MAKING = ("product_wanted", "outcome", {"dated": STOP, "product": STOP})
# What speaks against a variant, and how strongly (R32 and the contra-indications of the catalogue).
AGAINST: dict[str, tuple[tuple[str, str, dict[str, str]], ...]] = {
    "TDT": (
        ("no_shared_curriculum", "schools", {"one_mixed": STOP, "several_mixed": STOP, UNKNOWN: ASK}),
        ("only_exchange", "outcome", {"growth": STOP, "exchange": STOP}),
        CROWD,
        PASSERS_BY,
    ),
    "COP": (("deliverable_by_date", "outcome", {"dated": STOP}), PARTS_OF_A_CROWD, FEW),
    "DT": (
        ("no_research_skills", "research", {"none": STOP, "some": MIND, UNKNOWN: ASK}),
        CROWD,
        PASSERS_BY,
        FEW,
    ),
    "LS": (
        ("closed_classrooms", "lesson", {"none": STOP, "some": MIND, UNKNOWN: ASK}),
        ("rosters", "schools", {"several_same": MIND, "several_mixed": MIND}),
        CROWD,
        PASSERS_BY,
        FEW,
    ),
    "VLG": (
        ("one_school", "schools", {"one_same": STOP, "one_mixed": STOP, UNKNOWN: ASK}),
        ("different_curriculum", "schools", {"several_mixed": STOP}),
        PARTS_OF_A_CROWD,
        PASSERS_BY,
        FEW,
    ),
    "LN": (("too_small", "scale", {"pair": STOP, "small": STOP}), MAKING),
    "OLC": (
        ("too_small", "scale", {"pair": STOP, "small": STOP, "middle": MIND}),
        ("closed_membership", "membership", {"fixed": MIND}),
        MAKING,
    ),
}


@dataclass(frozen=True, slots=True)
class Warned:
    """A contra-indication by its code in the catalogue. weight: `stop`, `mind` or `ask`."""

    code: str
    weight: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A variant with what speaks for it ("question.answer") and against it."""

    variant: str
    reasons: tuple[str, ...]
    warnings: tuple[Warned, ...]

    @property
    def is_not_yet(self) -> bool:
        return any(warning.weight == STOP for warning in self.warnings)


@dataclass(frozen=True, slots=True)
class Advice:
    """What the six answers say. The seven stand in one of three lists; `first` is filled when nothing is suggested.

    suggested: one to three that fit; later: what it may become, but better not yet; others: the rest.
    first: what to do before choosing, as (variant, code of the warning); ("", "outcome") when the goal is unknown.
    """

    suggested: tuple[Judged, ...]
    later: tuple[Judged, ...]
    others: tuple[Judged, ...]
    first: tuple[tuple[str, str], ...]

    @property
    def codes(self) -> list[str]:
        """The variants it names, as a decision record keeps them."""
        return [judged.variant for judged in self.suggested]


def complete(answers: Mapping[str, str]) -> dict[str, str]:
    """An answer to each of the six: what is missing or strange is not known yet."""
    return {name: answers[name] if answers.get(name) in allowed else UNKNOWN for name, allowed in QUESTIONS.items()}


def advise(answers: Mapping[str, str]) -> Advice:
    """Weigh the six answers; the same answers always get the same advice."""
    said = complete(answers)
    is_goal_known = said["outcome"] != UNKNOWN
    rules = LEADS if is_goal_known else HINTS
    judged = [_judge(code, rules[code], said) for code in LEADS]
    led = sorted((one for one in judged if one.reasons), key=_rank)
    fitting = [one for one in led if is_goal_known and not one.is_not_yet][:MOST]
    later = [one for one in led if one not in fitting and (one.is_not_yet == is_goal_known)][:MOST]
    first: list[tuple[str, str]] = []
    if not is_goal_known:
        first = [("", "outcome")]
    elif not fitting:
        first = [(one.variant, bad.code) for one in later for bad in one.warnings if bad.weight == STOP]
    others = (one for one in judged if one not in fitting and one not in later)
    return Advice(tuple(fitting), tuple(later), tuple(others), tuple(first))


def _judge(code: str, rules: tuple[Rule, ...], said: Mapping[str, str]) -> Judged:
    """Reasons only where a rule makes it a candidate: the rule that holds first, then what else supports it."""
    holding = [rule for rule in rules if all(said[name] in allowed for name, allowed in rule.items())]
    names = dict.fromkeys(name for rule in holding for name in rule)
    if holding:
        names |= dict.fromkeys(name for name, allowed in SUPPORTS[code].items() if said[name] in allowed)
    return Judged(
        code,
        tuple(f"{name}.{said[name]}" for name in names),
        tuple(
            Warned(warning, weights[said[name]]) for warning, name, weights in AGAINST[code] if said[name] in weights
        ),
    )


def _rank(judged: Judged) -> tuple[int, int]:
    """More reasons first, then fewer warnings; a stable sort keeps the order of the seven beyond that."""
    return -len(judged.reasons), len(judged.warnings)
