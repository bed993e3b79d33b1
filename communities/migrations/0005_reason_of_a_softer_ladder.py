"""Keep in the group's own words why it wants reminders later."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("communities", "0004_pause_created_by")]

    operations = [
        migrations.AddField(
            model_name="community",
            name="wait_reason",
            field=models.CharField(blank=True, default="", max_length=160),
            preserve_default=False,
        ),
    ]
