"""Research-lesson cycles with their steps, and what an online community does between live moments."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0002_relations'),
        ('meetings', '0005_cadence_last_places'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='cadence',
            name='last_active_on',
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name='Cycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('form_key', models.UUIDField(blank=True, null=True, unique=True)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cycles', to='communities.community')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CycleStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('orientation', 'Orientation and goal'), ('design', 'Design of the lesson'), ('lesson', 'Research lesson and discussion'), ('reteach', 'Adapted lesson and discussion'), ('share', 'Share what was learned')], max_length=11)),
                ('lesson_on', models.DateField(blank=True, null=True)),
                ('skipped_on', models.DateField(blank=True, null=True)),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='meetings.cycle')),
                ('meeting', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='step', to='meetings.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='CycleText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=160)),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='meetings.cycle')),
                ('step', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='text', to='meetings.cyclestep')),
            ],
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('kind', models.CharField(choices=[('question', 'Question'), ('answer', 'Answer'), ('material', 'Material'), ('live', 'Live session')], max_length=8)),
                ('text', models.CharField(blank=True, max_length=200, verbose_name='in one line')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link')),
                ('form_key', models.UUIDField(blank=True, null=True, unique=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='communities.community')),
            ],
            options={
                'verbose_name_plural': 'activities',
                'indexes': [models.Index(fields=['community', 'day'], name='activity_by_community_and_day')],
            },
        ),
        migrations.AddConstraint(
            model_name='cycle',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('community',), name='cycle_one_open'),
        ),
        migrations.AddConstraint(
            model_name='cycle',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='cycle_runs_forward'),
        ),
        migrations.AddConstraint(
            model_name='cyclestep',
            constraint=models.UniqueConstraint(fields=('cycle', 'position'), name='cycle_step_once'),
        ),
        migrations.AddConstraint(
            model_name='cycletext',
            constraint=models.UniqueConstraint(condition=models.Q(('step', None)), fields=('cycle',), name='cycle_one_theme'),
        ),
    ]
