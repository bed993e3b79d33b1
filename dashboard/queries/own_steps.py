"""What somebody took on: subtasks, next steps on start and process conditions, steps of a school. One statement.

A next step of the group shows to a leader who took it once the leaders answered that condition too, because it tells
how the group sees it.
"""

from datetime import date
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from communities.models import Community
from conditions.models import ConditionAnswer, ProcessAnswer, ReadinessStep
from conditions.queries.open import also_said_by, in_running_groups, open_steps
from dashboard.queries.group_parts import NextStep, Task, say_task
from dashboard.queries.prepared import Prepared
from meetings.models import Subtask
from schools.models import User

SUBTASK, CONDITION, PROCESS, SCHOOL = "subtask", "condition", "process", "school"
Rows = QuerySet[Any, Any]


def columns(rows: "Rows", source: str, *, pk: str, what: str, whose: str, key: str) -> "Rows":
    """These rows with the columns that all four have; each is the path to a field."""
    text = CharField()
    named = rows.order_by().annotate(source=Value(source, text), what=F(what), whose=F(whose))
    named = named.annotate(key=F(key) if key else Value("", text))
    found: Rows = named.values_list("source", pk, "what", "due_on", "whose", "key")
    return found


def subtasks(viewer: User) -> "Rows":
    rows = Subtask.objects.open().visible_to(viewer).filter(owner=viewer)
    return columns(rows, SUBTASK, pk="pk", what="text", whose="meeting__community__name", key="")


def steps_on_conditions(viewer: User, today: date) -> "Rows":
    inside = Community.objects.owned_by_group_of(viewer).filter(pk=OuterRef("community"))
    seen = Q(side=ConditionAnswer.Side.LEADER) | Exists(inside) | also_said_by(ConditionAnswer.Side.LEADER)
    rows = in_running_groups(open_steps(), today).filter(
        seen, owner=viewer, community__in=Community.objects.visible_to(viewer)
    )
    return columns(rows, CONDITION, pk="community_id", what="next_step", whose="community__name", key="code")


def steps_on_process(viewer: User, today: date) -> "Rows":
    goes_on = Q(review__community__ended_on=None) | Q(review__community__ended_on__gt=today)
    rows = ProcessAnswer.objects.visible_to(viewer).filter(goes_on, owner=viewer, done_on=None)
    return columns(
        rows.exclude(next_step=""), PROCESS, pk="pk", what="next_step", whose="review__community__name", key=""
    )


def steps_of_schools(viewer: User) -> "Rows":
    rows = ReadinessStep.objects.visible_to(viewer).filter(owner=viewer, done_on=None)
    return columns(rows, SCHOOL, pk="pk", what="text", whose="school__name", key="school__slug")


OWN = Prepared(
    lambda user, today: subtasks(User(pk=user)).union(
        steps_on_conditions(User(pk=user), today),
        steps_on_process(User(pk=user), today),
        steps_of_schools(User(pk=user)),
        all=True,
    )
)


def own_steps(user: User, *, today: date) -> tuple[Task | NextStep, ...]:
    """Everything this person took on and did not do yet, the earliest due first, without a date last."""
    rows = OWN.rows(user=user.pk, today=today)
    rows.sort(key=lambda row: (row[3] or date.max, row[0], row[1], row[5]))
    return tuple(task_of(*row, today=today) for row in rows)


def task_of(
    source: str, pk: int, what: str, due_on: date | None, whose: str, key: str, *, today: date
) -> Task | NextStep:
    """A subtask and a step of group or school are ticked here; how a condition stands is said on its page."""
    if source == CONDITION:
        note = say_task(_("%(group)s, start conditions") % {"group": whose}, due_on, today)
        return NextStep(what, note, reverse("dashboard:conditions", args=[pk]) + f"#c-{key}")
    done: dict[str, tuple[str, list[object]]] = {
        SUBTASK: ("meetings:subtask-done", [pk]),
        PROCESS: ("conditions:process-step-done", [pk]),
        SCHOOL: ("conditions:step-done", [key, pk]),
    }
    address, args = done[source]
    return Task(what, say_task(whose, due_on, today), reverse(address, args=args))
