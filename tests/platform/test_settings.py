"""The demo lets anybody be anybody, so nothing but its own command may switch it on."""

import os
import subprocess
import sys

from tests.architecture.sources import ROOT

SHOW = "from plc_platform import settings; print(settings.DEMO, settings.DATABASES['default']['NAME'])"


def settings_with(**env: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**kept, "ENV_FILE": os.devnull, **env},
    )


def test_demo_is_off_when_nothing_is_set():
    assert settings_with().stdout == f"False {ROOT / 'var/plc.sqlite3'}\n"


def test_demo_has_its_own_database():
    assert settings_with(PLC_DEMO="1").stdout == f"True {ROOT / 'var/demo/demo.sqlite3'}\n"


def test_demo_refuses_a_chosen_database():
    ended = settings_with(PLC_DEMO="1", DATABASE_URL="sqlite:////srv/plc/school.sqlite3")

    assert ended.returncode == 1
    assert "PLC_DEMO uses its own database" in ended.stderr


def test_a_file_cannot_switch_the_demo_on(tmp_path):
    file = tmp_path / "env"
    file.write_text("PLC_DEMO=1\n")

    assert settings_with(ENV_FILE=str(file)).stdout.startswith("False ")
