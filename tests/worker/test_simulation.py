"""A tiny simulated year with real workers, kills and all: the command keeps its promise and touches nothing of ours."""

import json
import os
import subprocess
import sys

import pytest

from tests.worker.stage import ROOT

pytestmark = pytest.mark.worker


def simulate(*options, **more):
    command = [sys.executable, "-W", "ignore", "manage.py", "simulate", "--seed", "3", *options]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "plc_platform.settings", "ENV_FILE": os.devnull, **more}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=240)


def test_six_weeks_with_kills_lose_and_double_nothing(tmp_path):
    mine = tmp_path / "installation.sqlite3"

    done = simulate("--groups", "8", "--days", "42", "--faults", "--kills", "6", DATABASE_URL=f"sqlite:///{mine}")

    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["kills"] >= 6
    assert figures["notices due"] == figures["notices sent"] > 20
    assert figures["lost"] == figures["doubled, new Message-ID"] == figures["on a closed day"] == 0
    assert not mine.exists()
