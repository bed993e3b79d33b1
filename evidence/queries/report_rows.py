"""Records of needs, products, conditions and decisions behind a yearly report; plain dicts without a person."""

from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.utils import timezone

from communities.models import Experiment, Renewal, StageDecision
from conditions.gaps import GROUP, LEADER
from conditions.models import ConditionAnswer, OtherScan, PurposeNote, ReadinessRound, ReadinessStep
from conditions.queries.start import conditions_of
from evidence.queries.report_scope import Scope
from evidence.report_sections import may_be_told
from leading.models import LeaderRequest
from learning.models import Outcome
from pulse.models import Conversation, Round, SchoolPulse

Rows = list[dict[str, Any]]


def need_rows(scope: Scope) -> Rows:
    """What the choices rest on: rounds of readiness, other scans, and what colleagues brought in on the purpose."""
    here = {"school": scope.school}
    rounds = ReadinessRound.objects.filter(**here, closed_on__range=scope.span).values_list("closed_on", flat=True)
    scans = OtherScan.objects.filter(**here, taken_on__range=scope.span).values_list("taken_on", "name")
    notes = PurposeNote.objects.filter(**here, at__date__range=scope.span).values_list("at", "question")
    found: Rows = [{"what": "round", "day": day.isoformat(), "text": ""} for day in rounds if day]
    found += [{"what": "scan", "day": day.isoformat(), "text": name} for day, name in scans]
    found += [
        {"what": "note", "day": timezone.localdate(at).isoformat(), "text": str(dict(QUESTIONS)[question])}
        for at, question in notes
    ]
    return sorted(found, key=lambda row: (row["day"], row["what"], row["text"]))


QUESTIONS = PurposeNote._meta.get_field("question").choices or ()


def outcome_rows(scope: Scope) -> Rows:
    """What groups made this year and let others find, with the number of schools that said they use it."""
    rows = Outcome.objects.filter(
        community__in=scope.hosted(),
        made_on__range=scope.span,
        removed_on=None,
        reach__in=(Outcome.Reach.SCHOOL, Outcome.Reach.ALL),
    ).select_related("community")
    return [
        {
            "outcome_pk": one.pk,
            "group": one.community.name,
            "title": one.title,
            "outcome": one.kind,
            "subject": one.subject,
            "reach": one.reach,
            "day": one.made_on.isoformat(),
            "users": one.users,  # type: ignore[attr-defined]  # annotated
        }
        for one in rows.annotate(users=Count("uses__school", distinct=True)).order_by("made_on", "pk")
    ]


def condition_rows(scope: Scope) -> Rows:
    """Each start condition of which anything was said: at the begin of the year and now.

    Leader and group answer apart, and a side is shown once the other has answered; so what a group said stands here
    only beside an answer of its leader.
    """
    answers = ConditionAnswer.objects.filter(community__in=scope.hosted(), at__date__lte=scope.until)
    columns = answers.order_by("at", "pk").values_list("community__name", "community", "code", "side", "status", "at")
    told: defaultdict[tuple[str, int, str], dict[str, list[tuple[str, bool]]]] = defaultdict(lambda: defaultdict(list))
    for name, pk, code, side, status, at in columns:
        told[name, pk, code][side].append((status, timezone.localdate(at) <= scope.first))
    names = {one.code: one.name for one in conditions_of(scope.school)}
    return [
        {"pk": pk, "group": name, "condition": names.get(code, code), **begin_and_end(sides)}
        for (name, pk, code), sides in sorted(told.items())
        if LEADER in sides
    ]


def begin_and_end(sides: dict[str, list[tuple[str, bool]]]) -> dict[str, str]:
    """The last answer up to the first day of the year, else the first one; and the last one of all."""
    found = {}
    for word, side in (("leader", LEADER), ("group", GROUP)):
        said = sides.get(side, [])
        before = [status for status, is_before in said if is_before]
        found[f"{word}_begin"] = before[-1] if before else (said[0][0] if said else "")
        found[f"{word}_end"] = said[-1][0] if said else ""
    return found


def request_rows(scope: Scope) -> Rows:
    """What groups asked of the leaders of this school: what kind, when, and in how many school days they answered."""
    rows = LeaderRequest.objects.filter(school=scope.school, asked_at__date__range=scope.span)
    columns = rows.order_by("asked_at", "pk").values_list(
        "community", "community__name", "kind", "asked_at", "outcome", "answer_days"
    )
    return [
        {
            "pk": pk,
            "group": group,
            "request": kind,
            "day": timezone.localdate(at).isoformat(),
            "outcome_word": outcome,
            "days": days,
        }
        for pk, group, kind, at, outcome, days in columns
    ]


def step_rows(scope: Scope) -> Rows:
    """Steps of the school towards its groups that were done."""
    rows = ReadinessStep.objects.filter(school=scope.school, done_on__range=scope.span).order_by("done_on", "pk")
    return [{"text": text, "day": day.isoformat()} for text, day in rows.values_list("text", "done_on") if day]


def health_rows(scope: Scope) -> Rows:
    """How often groups measured below the surface and how often they talked about it, where that may be told; and how
    often five words of the whole school were given. No group, no word, no day."""
    here = {"community__in": scope.hosted()}
    rounds = Round.objects.filter(**here, closed_on__range=scope.span).exclude(size="")
    talks = Conversation.objects.filter(**here, held_on__range=scope.span)
    words = SchoolPulse.objects.filter(school=scope.school, released_on__range=scope.span).count()
    measured = list(rounds.values_list("community_id", "pk"))
    discussed = set(talks.values_list("community_id", "held_on"))
    return [
        {"what": "measured", "n": told(measured, scope)},
        {"what": "discussed", "n": told(list(discussed), scope)},
        {"what": "words", "n": words},
    ]


def told(rows: "list[tuple[int, Any]]", scope: Scope) -> int | None:
    """The number of rows, if it may be told."""
    groups = {community for community, _which in rows}
    return len(rows) if may_be_told(len(groups), is_over=scope.is_over) else None


def decision_rows(scope: Scope) -> Rows:
    rows = StageDecision.objects.filter(community__school=scope.school, decided_on__range=scope.span)
    columns = rows.order_by("decided_on", "pk").values_list("community", "community__name", "kind", "decided_on")
    return [{"pk": pk, "group": group, "decision": kind, "day": day.isoformat()} for pk, group, kind, day in columns]


def experiment_rows(scope: Scope) -> Rows:
    """Experiments that are open on the last day that counts."""
    rows = Experiment.objects.filter(community__in=scope.hosted(), started_on__lte=scope.until)
    still = rows.exclude(closed_on__lte=scope.until).order_by("ends_on", "pk")
    columns = still.values_list("community", "community__name", "started_on", "ends_on")
    return [
        {"pk": pk, "group": group, "day": day.isoformat(), "until": until.isoformat()}
        for pk, group, day, until in columns
    ]


def renewal_rows(scope: Scope) -> Rows:
    """What the members of embedded groups decided on going on."""
    rows = Renewal.objects.filter(community__school=scope.school, closed_on__range=scope.span)
    columns = rows.order_by("closed_on", "pk").values_list("community", "community__name", "closed_on", "goes_on")
    return [
        {"pk": pk, "group": group, "day": day.isoformat(), "goes_on": goes_on}
        for pk, group, day, goes_on in columns
        if day
    ]
