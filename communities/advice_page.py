"""What the page of the adviser prints: the questions as chips, and the advice in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from communities.advice_words import ASKED, FIRST, OPTIONS, say_reason
from communities.adviser import ASK, MIND, STOP, Judged, advise
from communities.catalogue import Caution
from communities.variant_queries import SchoolForm, built_in, forms_of
from schools.models import School

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: Text
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    label: Text
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A kind with what speaks for it and against it. own: kinds of the school built on it, as (name, address)."""

    name: str
    purpose: str
    reasons: tuple[Text, ...]
    stops: tuple[Caution, ...]
    minds: tuple[Caution, ...]
    asks: tuple[Caution, ...]
    url: str
    start_url: str
    own: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """The whole page; the lists of cards are empty until something is asked."""

    questions: tuple[Question, ...]
    is_asked: bool
    suggested: tuple[Card, ...] = ()
    later: tuple[Card, ...] = ()
    others: tuple[Card, ...] = ()
    first: tuple[Text, ...] = ()


def advice_page(answers: Mapping[str, str], schools: list[School], *, is_asked: bool) -> AdvicePage:
    """The questions with these answers ticked, and the advice in the words of the first school."""
    questions = tuple(
        Question(
            name,
            ASKED[name],
            tuple(Option(value, label, is_asked and answers[name] == value) for value, label in options.items()),
        )
        for name, options in OPTIONS.items()
    )
    if not is_asked:
        return AdvicePage(questions, is_asked=False)
    advice = advise(answers)
    make = _Cards(schools, answers)
    return AdvicePage(
        questions,
        is_asked=True,
        suggested=make.cards(advice.suggested),
        later=make.cards(advice.later),
        others=make.cards(one for one in advice.others if one.warnings),
        first=tuple(
            dict.fromkeys(FIRST[code] if not variant else first_of(variant, code) for variant, code in advice.first)
        ),
    )


def first_of(variant: str, code: str) -> str:
    """What the catalogue says to do first, as a sentence."""
    first = next(one.first for one in built_in(variant).cautions if one.code == code)
    return f"{first[0].upper()}{first[1:]}."


class _Cards:
    """Makes cards in the words of a school; kinds that no school offers get no way to start."""

    def __init__(self, schools: list[School], answers: Mapping[str, str]) -> None:
        self.school = schools[0]
        self.forms = [form for school in schools for form in forms_of(school)]
        self.answers = answers

    def cards(self, judged: Iterable[Judged]) -> tuple[Card, ...]:
        return tuple(self._card(one) for one in judged)

    def _card(self, judged: Judged) -> Card:
        code = judged.variant
        kinds = [form for form in self.forms if form.base == code]
        form = next(form for form in kinds if not form.is_own)
        is_offered = any(not form.is_hidden for form in kinds if not form.is_own)
        said = {caution.code: caution for caution in built_in(code).cautions}

        def warned(weight: str) -> tuple[Caution, ...]:
            return tuple(said[one.code] for one in judged.warnings if one.weight == weight)

        return Card(
            name=form.name,
            purpose=form.text.purpose,
            reasons=tuple(say_reason(code, reason) for reason in judged.reasons),
            stops=warned(STOP),
            minds=warned(MIND),
            asks=warned(ASK),
            url=reverse("communities:form", args=[self.school.slug, form.code]),
            start_url=self._start(form) if is_offered else "",
            own=tuple((one.name, self._start(one)) for one in kinds if one.is_own and not one.is_hidden),
        )

    def _start(self, form: SchoolForm) -> str:
        return f"{reverse('communities:start')}?{urlencode({'variant': form.value, **self.answers})}"
