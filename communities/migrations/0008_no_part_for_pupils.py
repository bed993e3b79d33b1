"""Pupils take part without an account: `meetings` 0012 has counted them and taken their memberships away."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("communities", "0007_charter_of_practice")]

    operations = [
        migrations.AlterField(
            model_name=name,
            name="role",
            field=models.CharField(
                choices=[("member", "Member"), ("coach", "Process coach"), ("expert", "Expert")],
                default="member",
                max_length=7,
                verbose_name="role",
            ),
        )
        for name in ("invitation", "membership")
    ]
