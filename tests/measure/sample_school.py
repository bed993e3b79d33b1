"""How long a sample school takes to tell and to remove, on an empty database of its own.

    .venv/bin/python -m tests.measure.sample_school

Prints JSON: seconds and rows. The longest step is the longest that anybody else may have to wait on SQLite.
"""

import json
import os
import sys
import tempfile
from datetime import date
from itertools import pairwise
from pathlib import Path
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plc_platform.settings")


def main(folder: str) -> None:
    import django

    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/measure.sqlite3"
    django.setup()
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    from plc_platform import clock
    from schools.models import School, User
    from upkeep import telling
    from upkeep.actions import sample as actions

    settings.MEDIA_ROOT = Path(folder) / "files"
    call_command("migrate", verbosity=0)
    school = School.objects.create(slug="echt", name="Echt", calendar="BE-VLG")
    leader = User.objects.create_user("leader@echt.example")
    now, today = clock.now(), date.today()
    one = actions.ask_sample(school=school, by=leader, now=now)
    marks = [perf_counter()]
    usual = telling.note

    def noted(sample: object, told: int, total: int) -> None:
        usual(one, told, total)
        marks.append(perf_counter())

    telling.note = noted
    assert telling.tell_sample(one, today=today)
    told = perf_counter()
    rows = sum(model._default_manager.count() for model in apps.get_models())
    actions.remove_sample(sample=one, by=leader, now=now)
    gone = perf_counter()
    steps = [later - sooner for sooner, later in pairwise(marks)]
    figures = {
        "seconds_to_tell": round(told - marks[0], 1),
        "steps": len(steps),
        "longest_step_ms": round(1000 * max(steps)),
        "rows": rows,
        "seconds_to_remove": round(gone - told, 1),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        main(name)
