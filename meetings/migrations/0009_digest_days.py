"""Keep for each school on which day its leaders and coaches may get a digest next. The first is for next week."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def first_days(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """This week is over; the first look finds the day of the next."""
    today = timezone.localdate()
    days = apps.get_model("meetings", "DigestDay").objects
    schools = apps.get_model("schools", "School").objects.values_list("pk", flat=True)
    model = days.model
    days.bulk_create([model(school_id=pk, looked_on=today, next_on=today) for pk in schools], batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0008_replies"), ("schools", "0001_tables")]

    operations = [
        migrations.CreateModel(
            name="DigestDay",
            fields=[
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="digest_day",
                        serialize=False,
                        to="schools.school",
                    ),
                ),
                ("looked_on", models.DateField(null=True)),
                ("next_on", models.DateField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_on__isnull", False)), fields=["next_on"], name="digest_day_next"
                    )
                ],
            },
        ),
        migrations.RunPython(first_days, migrations.RunPython.noop),
    ]
