"""A group that has a coach has accepted her: a year from now it is asked whether she stays."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone


def accept_coaches(apps, schema_editor):
    memberships = apps.get_model("communities", "Membership").objects.filter(role="coach", left_on=None)
    mandates = apps.get_model("communities", "CoachMandate").objects
    today = timezone.localdate()
    mandates.bulk_create(
        mandates.model(
            community_id=community,
            user_id=user,
            asked_on=min(joined_on, today),
            accepted_on=min(joined_on, today),
            ends_on=today + timedelta(days=365),
        )
        for community, user, joined_on in memberships.values_list("community_id", "user_id", "joined_on")
    )


def forget(apps, schema_editor):
    apps.get_model("communities", "CoachMandate").objects.filter(proposed_by=None).delete()


class Migration(migrations.Migration):
    dependencies = [("communities", "0015_learning_well")]
    operations = [migrations.RunPython(accept_coaches, forget)]
