"""Attacker B: reads every word that any screen shows of a group's rounds, knows who came and went, and may be in it.

Pure: rounds of simulated groups are told by the rules of the product. An attacker who learns from half of the groups
guesses, in the other half, in which band the answer of one person lies; it is compared with guessing from the words of
that one round alone. And what somebody inside can work out for certain is counted by trying every possible answer.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations_with_replacement

from pulse.scoring import Told, change_of, may_compare, one_band, person_score, size_of, told_of

VALUES = tuple(
    sorted({sum(marks) / len(marks) for n in (2, 3) for marks in combinations_with_replacement(range(1, 6), n)})
)
ANSWERS, LEAVES, STAYS, SAME, ROUNDS = 0.8, 0.12, 0.8, 0.05, 6
Screen = Callable[[Sequence[float]], Hashable]


@dataclass(frozen=True, slots=True)
class Guess:
    """One case: what was read of this round, all that the attacker has, and the band that was to be guessed."""

    words: Hashable
    everything: Hashable
    truth: str


def words_of(scores: Sequence[float]) -> Hashable:
    """What the product shows of one condition."""
    told = told_of(scores)
    return (told.band, told.agreement) if told else None


def marks(rng: random.Random, middle: float) -> float:
    """The score of a person whose answers lie about `middle`; now and then one of the three is left out."""
    answers = [min(5, max(1, round(rng.gauss(middle, 0.8)))) for _ in range(3)]
    if rng.random() < 0.1:
        answers[0] = 0
    return person_score(answers) or 3.0


def rounds_of(rng: random.Random) -> Iterator[tuple[set[int], dict[int, float]]]:
    """Six rounds of one group: who was asked, and the scores of who answered. Some groups answer all alike."""
    people, following = set(range(rng.randint(4, 8))), 100
    middles = {person: rng.uniform(1.5, 4.8) for person in people}
    alike = rng.random() < SAME
    before: dict[int, float] = {}
    for _ in range(ROUNDS):
        scores = {}
        for person in sorted(people):
            if rng.random() < ANSWERS:
                stays = person in before and rng.random() < STAYS
                scores[person] = 4.0 if alike else before[person] if stays else marks(rng, middles[person])
        yield set(people), scores
        before = before | scores
        for person in sorted(people):
            if rng.random() < LEAVES and len(people) > 1:
                people.discard(person)
        while len(people) < 4 or (rng.random() < LEAVES and len(people) < 8):
            people.add(following)
            middles[following] = rng.uniform(1.5, 4.8)
            following += 1


def change_shown(last: tuple[set[int], Told] | None, asked: set[int], told: Told) -> str:
    if last is None or not may_compare(last[1].level, told.level, asked_before=last[0], asked_after=asked):
        return ""
    return change_of(last[1].level, told.level)


def guesses(rng: random.Random, screen: Screen) -> Iterator[Guess]:
    """For every round that shows something: about somebody who came, or anybody else but the attacker inside."""
    last: tuple[set[int], Told] | None = None
    past: Hashable = None
    known: set[int] = set()
    for asked, scores in rounds_of(rng):
        told = told_of(list(scores.values()))
        if told is None:
            continue
        inside, *others = rng.sample(sorted(scores), len(scores))
        target = next((one for one in others if known and one not in known), others[0])
        shown = screen(list(scores.values()))
        moved = (len(known - asked), len(asked - known)) if known else None
        seen = (shown, change_shown(last, asked, told), past, moved, size_of(len(scores)), one_band(scores[inside]))
        yield Guess(shown, (*seen, target in known), one_band(scores[target]))
        last, past, known = (asked, told), shown, asked


def accuracy(cases: Sequence[Guess], view: Callable[[Guess], Hashable]) -> float:
    """How often the most likely band is right, learned from the first half and tried on the second."""
    half = len(cases) // 2
    seen: defaultdict[Hashable, Counter[str]] = defaultdict(Counter)
    for case in cases[:half]:
        seen[view(case)][case.truth] += 1
        seen[view(case)[:1] if isinstance(view(case), tuple) else None][case.truth] += 1  # type: ignore[index]
    overall = Counter(case.truth for case in cases[:half])

    def best(key: Hashable) -> str:
        found = seen.get(key)
        if (found is None or sum(found.values()) < 20) and isinstance(key, tuple):
            found = seen.get(key[:1])
        return (found or overall).most_common(1)[0][0]

    return sum(best(view(case)) == case.truth for case in cases[half:]) / (len(cases) - half)


@cache
def possible(number: int, screen: Screen) -> dict[tuple[float, Hashable], frozenset[tuple[float, ...]]]:
    """For somebody inside, by her own answer and the words: all that the others can have answered."""
    found: defaultdict[tuple[float, Hashable], set[tuple[float, ...]]] = defaultdict(set)
    for others in combinations_with_replacement(VALUES, number - 1):
        for own in VALUES:
            found[own, screen([own, *others])].add(others)
    return {key: frozenset(those) for key, those in found.items()}


def exact_disclosures(number: int, screen: Screen) -> int:
    """In how many situations somebody inside knows for certain what each of the others answered."""
    return sum(len(set().union(*those)) == 1 for those in possible(number, screen).values())


def measure(
    groups: int, seed: int, screen: Screen = words_of, numbers: Sequence[int] = (4, 5)
) -> dict[str, float | int]:
    """The figures of attacker B; accuracies and gains in percentage points."""
    rng = random.Random(seed)
    cases = [case for _ in range(groups) for case in guesses(rng, screen)]
    rng.shuffle(cases)
    blind = accuracy(cases, lambda case: None)
    words = accuracy(cases, lambda case: (case.words,))
    everything = accuracy(cases, lambda case: case.everything)
    return {
        "screens_groups": groups,
        "screens_cases": len(cases),
        "screens_blind": round(100 * blind, 1),
        "screens_words": round(100 * words, 1),
        "screens_everything": round(100 * everything, 1),
        "screens_gain": round(100 * (everything - words), 1),
        "screens_exact": sum(exact_disclosures(number, screen) for number in numbers),
    }
