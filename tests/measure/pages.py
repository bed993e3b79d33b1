"""Measure: server time and bytes of the pages that are looked at most, beside a bare view and a signed-in one.

    DATABASE_URL=postgres://… .venv/bin/python manage.py bench_seed --sizes 10,100,500 > plan.json
    DATABASE_URL=postgres://… .venv/bin/python -m tests.measure.pages plan.json [--rounds 200]

gunicorn with two sync workers serves the product and the yardstick `who` (session and person), another one without
middleware serves `ok`. Every target is asked in turn, round by round, by one client, so that a busy moment hits all of
them. Prints the median, the ratios and the goals; the exit code is 1 where a goal is missed.
"""

import argparse
import gzip
import http.client
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent.parent
# Most times `who`, by role and number of groups.
GOALS = {"list 10": 1.7, "list 100": 2.8, "list 500": 8.5, "detail": 3.0, "home": 3.0}
BYTES = {"list 100": 8000}
WARM_UP = 20


@contextmanager
def serving(port: int, **env: str) -> Iterator[None]:
    """gunicorn on this port, until the end."""
    command = [sys.executable, "-m", "gunicorn", "plc_platform.wsgi", "-w", "2", "-b", f"127.0.0.1:{port}"]
    settings = {"DJANGO_SETTINGS_MODULE": "tests.measure.page_settings", "LOG_LEVEL": "ERROR", **env}
    process = subprocess.Popen(
        [*command, "--log-level", "error"], cwd=ROOT, env={**os.environ, **settings}, start_new_session=True
    )
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def ask(port: int, path: str, cookie: str, body: bytes | None = None) -> tuple[float, int, bytes]:
    """Milliseconds, status and body of one request on a connection of its own."""
    headers = {"Cookie": cookie, "Host": "127.0.0.1"}
    if body is not None:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://127.0.0.1{path}"}
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET" if body is None else "POST", path, body, headers)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return 1000 * (time.perf_counter() - started), response.status, content


def filled(page: bytes, fields: dict[str, object], token: str) -> bytes:
    """The form of this page with its hidden fields as they are and `fields` as typed."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', page.decode())
    values: dict[str, object] = {name: value.replace("&quot;", '"') for name, value in hidden}
    return urlencode({**values, **fields, "csrfmiddlewaretoken": token}, doseq=True).encode()


def measure(plan: dict[str, list[dict[str, object]]], rounds: int) -> dict[str, tuple[float, int]]:
    """Median milliseconds and gzip bytes by target."""
    token = "a" * 32
    cookie = "; ".join(f"{name}={value}" for name, value in plan["cookies"].items()) + f"; csrftoken={token}"
    targets = {"ok": (8351, "/measure/ok/"), "who": (8350, "/measure/who/")}
    for page in plan["pages"]:
        targets[f"{page['role']} {page.get('n', '')}".strip()] = (8350, str(page["path"]))
    times: dict[str, list[float]] = {name: [] for name in targets}
    sizes = {}
    with serving(8350), serving(8351, MEASURE_BARE="1"):
        for number in range(rounds + WARM_UP):
            for name, (port, path) in targets.items():
                spent, status, content = ask(port, path, cookie)
                if status != 200:
                    sys.exit(f"{path} answered {status}")
                sizes[name] = len(gzip.compress(content, 6, mtime=0))
                times[name] += [spent] if number >= WARM_UP else []
        for write in plan["writes"]:
            name, path = str(write["name"]), str(write["page"])
            times[name] = []
            for number in range(rounds // 4 + WARM_UP):
                page = ask(8350, path, cookie)[2]
                spent, status, content = ask(8350, path, cookie, filled(page, write["fields"], token))
                if status != 302:
                    sys.exit(f"{path} answered {status} to a save")
                times[name] += [spent] if number >= WARM_UP else []
                sizes[name] = len(content)
    return {name: (statistics.median(found), sizes[name]) for name, found in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plan", type=Path, help="what bench_seed printed")
    parser.add_argument("--rounds", type=int, default=200)
    options = parser.parse_args()
    plan = json.loads(options.plan.read_text().splitlines()[-1])
    found = measure(plan, options.rounds)
    who, ok = found["who"][0], found["ok"][0]
    print(f"{'target':<30}{'p50 ms':>8}{'x ok':>8}{'x who':>8}{'goal':>7}{'gzip':>8}")
    missed = []
    for name, (spent, size) in found.items():
        goal = GOALS.get(name)
        print(f"{name:<30}{spent:8.2f}{spent / ok:8.1f}{spent / who:8.2f}{goal or '':>7}{size:8}")
        if (goal and spent / who > goal) or size > BYTES.get(name, size):
            missed.append(name)
    if missed:
        sys.exit(f"Missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
