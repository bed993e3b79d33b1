"""A group may let the ladder of reminders wait longer; the leader never hears before the coach."""

from django.db import migrations, models

WAITS = (0, 5, 10, 15, 20)


class Migration(migrations.Migration):
    dependencies = [("communities", "0002_relations")]

    operations = [
        *(
            migrations.AddField(
                model_name="community", name=name, field=models.PositiveSmallIntegerField(default=0)
            )
            for name in ("overdue_wait", "help_wait", "leader_wait")
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.CheckConstraint(
                condition=models.Q(overdue_wait__in=WAITS, help_wait__in=WAITS, leader_wait__in=WAITS),
                name="community_waits_are_whole_weeks",
            ),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    help_wait__gte=models.F("overdue_wait"), leader_wait__gte=models.F("help_wait")
                ),
                name="community_leader_waits_longest",
            ),
        ),
    ]
