"""What Celery looks for by night has an index of its own, so that a night costs what there is to do."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.db.models import QuerySet

from coaching.models import Note
from communities.models import CoachMandate
from evidence.models import LookBack, RollUp
from leading.models import LeaderRequest
from learning.models import LessonTalk, StakeholderUpdate, Topic
from meetings.models import Meeting
from planning.models import YearPlan
from pulse.models import Finding, Round
from schools.models import AuditEvent, Staff
from upkeep.models import PageTime, RetentionRun, SchoolDeletion
from upkeep.queries.keeping import accounts_to_end, of_timetables

DAY = date(2026, 11, 23)
LOOKED_FOR = {
    "coach_note_to_delete": lambda: Note.objects.filter(expires_on__lt=DAY),
    "mandate_to_renew": lambda: CoachMandate.objects.filter(ended_on=None, ends_on__lte=DAY),
    "mandate_that_waits": lambda: CoachMandate.objects.filter(ended_on=None, accepted_on=None, asked_on__lt=DAY),
    "update_by_last_day": lambda: StakeholderUpdate.objects.filter(closes_on__gte=DAY),
    "topic_of_last_week": lambda: Topic.objects.filter(last_at__gte="2026-11-16T00:00:00Z").order_by(),
    "lesson_talk_to_empty": lambda: LessonTalk.objects.exclude(others=""),
    "pulse_round_to_close": lambda: Round.objects.filter(closed_on=None, closes_on__lt=DAY),
    "pulse_round_by_close": lambda: Round.objects.filter(closed_on__lt=DAY),
    "meeting_by_day": lambda: Meeting.objects.filter(day__lt=DAY).order_by().values("pk"),
    "audit_by_day": lambda: AuditEvent.objects.filter(at__lt="2024-11-23T00:00:00Z").order_by(),
    "staff_who_left": lambda: Staff.objects.filter(left_on__lt=DAY),
    "pulse_level_to_forget": lambda: Finding.objects.exclude(sealed_level=""),
    "year_plan_asked": lambda: YearPlan.objects.filter(published_at=None, asked_at__isnull=False),
    "roll_up_to_make": lambda: RollUp.objects.filter(made_on=None, closes_on__lt=DAY),
    "school_deletion_by_day": lambda: SchoolDeletion.objects.filter(due_on__lte=DAY),
    "leader_request_by_day": lambda: LeaderRequest.objects.filter(asked_at__lt="2021-08-01T00:00:00Z"),
    "look_back_by_year": lambda: LookBack.objects.filter(year__lt="2021"),
    "page_time_by_month": lambda: PageTime.objects.filter(month__lt=DAY),
    "retention_run_by_day": lambda: RetentionRun.objects.filter(day__lt=DAY),
}


@pytest.mark.django_db
@pytest.mark.parametrize("index", LOOKED_FOR)
def test_what_a_night_looks_for_is_found_by_an_index(index: str) -> None:
    rows: QuerySet = LOOKED_FOR[index]()
    if connection.vendor == "sqlite":
        assert index in rows.explain()
        return

    with connection.cursor() as cursor:  # empty tables: a scan would be cheaper, and any small index does
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "Seq Scan" not in rows.explain()


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [lambda: of_timetables(DAY)[0].rows, lambda: accounts_to_end(DAY).order_by()])
def test_what_goes_with_people_is_found_from_who_left(rows: Callable[[], QuerySet]) -> None:
    if connection.vendor == "sqlite":
        assert "staff_who_left" in rows().explain()
