"""Fails when `makemessages` would find texts that the Dutch catalogue does not have, or the other way round.

Works on a copy of the catalogue's folder, so that the checkout stays as it is. Needs GNU gettext.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "plc_platform/locale/nl/LC_MESSAGES/django.po"


def texts(path: Path) -> set[tuple[str | None, str, str]]:
    entries = (entry for entry in polib.pofile(str(path)) if not entry.obsolete)
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries}


def extracted(folder: Path) -> set[tuple[str | None, str, str]]:
    """What the sources hold today: the tracked sources, extracted in a folder of their own."""
    listing = ["git", "ls-files", "-z", "*.py", "*.html", "*.txt"]
    tracked = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, tracked.split("\0")):
        if (ROOT / name).exists() and not name.startswith(("tests/", "docs/", "requirements/", ".ci/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    (folder / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "-l", "nl", "--settings=django.conf.global_settings"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": ""})
    return texts(folder / "locale/nl/LC_MESSAGES/django.po")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        wanted = extracted(Path(folder))
    found = texts(CATALOGUE)
    for mark, rows in (("missing", wanted - found), ("no longer used", found - wanted)):
        for row in sorted(rows, key=str):
            print(f"{mark}: {row[1]!r}")
    return int(wanted != found)


if __name__ == "__main__":
    sys.exit(main())
