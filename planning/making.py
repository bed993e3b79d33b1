"""Makes the proposal of a plan: reads, asks the solver in a process of its own, and keeps the answer."""

import json
import logging
import subprocess
import sys
from datetime import datetime
from typing import Any

from django.conf import settings

from meetings.localtime import local_day
from planning import actions
from planning.free_hours import time_of
from planning.models import PlannedDate, YearPlan
from planning.placing import Wanted, wanted_of
from planning.queries.ground import Basis, basis_of
from planning.reasons import Result, problem_of, result_of
from schools.models import SchoolYear

logger = logging.getLogger(__name__)
SECONDS = 500  # of the solver at most; its limit in work done ends it long before


def make_proposal(plan: YearPlan, *, now: datetime) -> None:
    """For a plan that was taken (`actions.take_plan`). What goes wrong is noted in the plan, in a code."""
    today = local_day(now)
    year = SchoolYear.objects.filter(school=plan.school_id, label=plan.year).first()
    if year is None or year.last_day <= today:
        actions.note_failure(plan=plan, code="no_year", now=now)
        return
    basis = basis_of(plan.school, year, today=today, plan=plan)
    if not basis.hours:
        actions.note_failure(plan=plan, code="no_hours", now=now)
        return
    try:
        result = placed(basis)
    except (subprocess.SubprocessError, json.JSONDecodeError, OSError) as error:
        logger.exception("the solver failed: %s", type(error).__name__)
        actions.note_failure(plan=plan, code="failed", now=now)
        return
    dates = [
        PlannedDate(
            plan=plan,
            community_id=one.group,
            day=one.day,
            starts=time_of(one.starts),
            minutes=one.minutes,
            room_id=one.room,
        )
        for one in result.placed
    ]
    actions.keep_proposal(plan=plan, dates=dates, left_over=[*result.left_over, *left_out(basis)], now=now)


def placed(basis: Basis) -> Result:
    wanted = [one for group in basis.groups for one in wanted_of(group, today=basis.day)]
    return result_of(wanted, basis.rooms, answer_to(wanted, basis))


def answer_to(wanted: list[Wanted], basis: Basis) -> dict[str, Any]:
    """What the solver says. Raises SubprocessError or JSONDecodeError where it says nothing that can be read."""
    if not any(one.options for one in wanted):
        return {"chosen": []}
    done = subprocess.run(
        [sys.executable, "-m", "planning.solver"],
        input=json.dumps(problem_of(wanted, basis.rooms)),
        capture_output=True,
        text=True,
        check=True,
        timeout=SECONDS,
        cwd=settings.BASE_DIR,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def left_out(basis: Basis) -> list[dict[str, Any]]:
    """Groups for which nothing was to be placed, and why."""
    return [{"community": key, "wanted": 0, "placed": 0, "reasons": [{"code": why}]} for key, why in basis.out.items()]
