"""Keep the latest days of the remaining meetings, which a list draws. The next look fills them in for stored rows."""

from django.db import migrations, models
from django.db.models import F


def look_again(apps, schema_editor):
    stored = apps.get_model("meetings", "Cadence").objects.exclude(last_reachable_on=None)
    stored.update(next_look_on=F("reckoned_on"))


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_cadence_reckoned_on")]

    operations = [
        migrations.AddField(model_name="cadence", name="last_places", field=models.JSONField(default=list)),
        migrations.RunPython(look_again, migrations.RunPython.noop),
    ]
