"""What a school agreed on hours in communities (R57). Off until it is published; what is published is not rewritten."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schools import audit
from schools.models import School, User, WorkloadRule


class RuleIsPublished(Exception):
    """People have read it: it changes only after it was withdrawn."""

    message = _("This rule is published. Withdraw it first, so that nobody is surprised by another one.")


@transaction.atomic
def set_workload_rule(*, school: School, ceiling_hours: int, text: str, by: User, now: datetime) -> WorkloadRule:
    """Write the rule down; nobody is shown by it yet. Raises RuleIsPublished."""
    School.objects.select_for_update().get(pk=school.pk)
    if WorkloadRule.objects.filter(school=school).exclude(published_on=None).exists():
        raise RuleIsPublished
    said = {"ceiling_hours": ceiling_hours, "text": text}
    rule, _is_new = WorkloadRule.objects.update_or_create(school=school, defaults=said)
    audit.record(by=by, verb="workload.written", target=f"school:{school.pk}", at=now, hours=ceiling_hours)
    return rule


@transaction.atomic
def publish_workload_rule(*, rule: WorkloadRule, by: User, now: datetime) -> WorkloadRule:
    """From now on the staff reads it, and the leader sees who is above it. A second time changes nothing."""
    rule = WorkloadRule.objects.select_for_update().get(pk=rule.pk)
    if rule.published_on is None:
        rule.published_on = timezone.localdate(now)
        rule.save(update_fields=["published_on"])
        audit.record(by=by, verb="workload.published", target=f"school:{rule.school_id}", at=now)
    return rule


@transaction.atomic
def withdraw_workload_rule(*, rule: WorkloadRule, by: User, now: datetime) -> WorkloadRule:
    """From now on nobody is shown to the leader any more."""
    rule = WorkloadRule.objects.select_for_update().get(pk=rule.pk)
    if rule.published_on is not None:
        rule.published_on = None
        rule.save(update_fields=["published_on"])
        audit.record(by=by, verb="workload.withdrawn", target=f"school:{rule.school_id}", at=now)
    return rule
