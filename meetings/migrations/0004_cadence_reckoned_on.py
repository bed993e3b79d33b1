"""Keep the day as of which a stored rhythm was reckoned, so that it can be checked against a second reckoning."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_log_receipts")]

    operations = [
        migrations.AddField(model_name="cadence", name="reckoned_on", field=models.DateField(null=True)),
    ]
