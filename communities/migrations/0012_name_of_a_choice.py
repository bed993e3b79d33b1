from django.db import migrations, models


class Migration(migrations.Migration):
    """What the school called a kind on the day it was chosen."""

    dependencies = [("communities", "0011_membership_last_day")]

    operations = [
        migrations.AddField(
            model_name="variantchoice",
            name="name",
            field=models.CharField(blank=True, max_length=80),
        ),
    ]
