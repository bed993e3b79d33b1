"""How many took part when a group said whether goal and people fit, so that who comes later that day counts too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0012_name_of_a_choice"),
    ]

    operations = [
        migrations.AddField(
            model_name="compositionanswer",
            name="number",
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
