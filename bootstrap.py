#!/usr/bin/env python3
"""Start here. Needs Python 3.11 or newer with its venv module, and writes nothing outside this folder.

python3 bootstrap.py demo [--port 8000] [--fresh]   a living school in the browser
python3 bootstrap.py test [PYTEST ARGUMENTS]        the test suite; with arguments: one run, on SQLite
python3 bootstrap.py install                        only sets up .venv
python3 bootstrap.py COMMAND ...                    any other word is handed to manage.py
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import importlib.util
import json
import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DEMO = ROOT / "var" / "demo"
TEST = ROOT / "var" / "test"
STARTED = time.monotonic()
DEMO_STEPS = (
    ("Preparing the database", "migrate", "--verbosity=0"),
    ("Compiling translations", "compile_translations"),
    ("Filling the demo school", "seed_demo"),
    ("Collecting static files", "collectstatic", "--noinput", "--verbosity=0"),
)


# --- saying what happens ---------------------------------------------------------------------------------------------
def say(text: str = "", end: str = "\n") -> None:
    """Progress goes to standard error: standard output belongs to the command that was asked for."""
    print(text, end=end, file=sys.stderr, flush=True)


def run(title: str, command: list[str], env: dict[str, str]) -> None:
    """Run a step with its name, its newest line (on a terminal) and its seconds; on failure show its output and end."""
    started, lines, tail = time.monotonic(), queue.Queue(), collections.deque(maxlen=30)
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    threading.Thread(target=lambda: [lines.put(line) for line in [*process.stdout, None]], daemon=True).start()
    show = Progress(title)
    try:
        while True:
            try:
                line = lines.get(timeout=0.25)
            except queue.Empty:
                line = ""
            if line is None:
                break
            tail.extend([line] if line else [])
            show.step(line.strip())
        code = process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
    show.done(time.monotonic() - started)
    if code:
        say("".join(tail))
        sys.exit(f"This step failed: {title}.")


class Progress:
    """One line a step. A terminal sees it live; a log gets the name and the seconds."""

    def __init__(self, title: str) -> None:
        self.title, self.is_live, self.detail, self.count = title, sys.stderr.isatty(), "", 0
        self.started = time.monotonic()
        say(f"  {title} ...", end="")

    def step(self, line: str) -> None:
        if line.startswith("Collecting "):
            self.count += 1
            line = f"{self.count}: {line.split()[1].split('==')[0]}"
        self.detail = line or self.detail
        if self.is_live:
            text = f"  {self.title} ... {time.monotonic() - self.started:3.0f} s  {self.detail}"
            say("\r\033[K" + text[: shutil.get_terminal_size().columns - 1], end="")

    def done(self, seconds: float) -> None:
        say(f"\r\033[K  {self.title} ... {seconds:.1f} s" if self.is_live else f" {seconds:.1f} s")


# --- the environment of the project ----------------------------------------------------------------------------------
def check_python() -> None:
    if sys.version_info < (3, 11):
        sys.exit("PLC Platform needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        sys.exit("This Python has no venv module (on Debian and Ubuntu: apt install python3-venv).")


def stamp() -> str:
    """What .venv was made from: the Python and the locks."""
    locks = b"".join(path.read_bytes() for path in sorted((ROOT / "requirements").glob("*.txt")))
    return hashlib.sha256(sys.version.encode() + locks).hexdigest()


def install(name: str) -> None:
    """Put the hashed lock `name` (base, or dev which holds base too) into .venv; nothing when it is there already."""
    check_python()
    marks = {lock: VENV / f"installed-{lock}" for lock in ("base", "dev")}
    wanted = [marks["dev"]] if name == "dev" else [marks["base"], marks["dev"]]
    if PYTHON.exists() and any(mark.exists() and mark.read_text() == stamp() for mark in wanted):
        return
    env = environment(PIP_NO_CACHE_DIR="1") if "PIP_CACHE_DIR" not in os.environ else environment()
    settings = VENV / "pyvenv.cfg"
    version = ".".join(map(str, sys.version_info[:3]))
    if not (PYTHON.exists() and settings.exists() and f"version = {version}\n" in settings.read_text()):
        run("Making .venv", [sys.executable, "-m", "venv", "--clear", str(VENV)], env)
    lock = ROOT / "requirements" / f"{name}.txt"
    number = sum("==" in line.split(";")[0] for line in lock.read_text().splitlines())
    options = ["--no-deps", "--no-input", "--disable-pip-version-check", "--progress-bar=off", "--require-hashes"]
    run(f"Installing {number} packages", [str(PYTHON), "-m", "pip", "install", *options, "-r", str(lock)], env)
    marks[name].write_text(stamp())


def environment(**changes: str) -> dict[str, str]:
    """The caller's environment, less what would lead Python out of .venv."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_USER")}
    return {**kept, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", **changes}


def own_environment(**changes: str) -> dict[str, str]:
    """As `environment`, less every setting of an installation: demo and tests never touch somebody's own data."""
    settings = [line.lstrip("# ").split("=")[0] for line in (ROOT / ".env.example").read_text().splitlines()]
    kept = {k: v for k, v in environment().items() if k not in settings}
    return {**kept, "ENV_FILE": os.devnull, **changes}


# --- demo ------------------------------------------------------------------------------------------------------------
def demo(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="bootstrap.py demo")
    parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (default: 8000)")
    parser.add_argument("--fresh", action="store_true", help="throw the demo's own data away first")
    options = parser.parse_args(words)
    check_port(options.port)
    install("base")
    if options.fresh:
        shutil.rmtree(DEMO, ignore_errors=True)
    url = f"http://127.0.0.1:{options.port}"
    env = own_environment(PLC_DEMO="1", SITE_URL=url, TICK_SECONDS="30")
    for title, *command in DEMO_STEPS:
        run(title, [str(PYTHON), "manage.py", *command], env)
    serve(url, options.port, env)


def check_port(port: int) -> None:
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            sys.exit(f"Port {port} is not free: choose another one, like: python3 bootstrap.py demo --port {port + 23}")


def programs(port: int) -> dict[str, list[str]]:
    """What the demo runs: name -> arguments for Python. gunicorn and `worker -B` do not exist on Windows."""
    celery = ["-m", "celery", "-A", "plc_platform"]
    worker = [*celery, "worker", "-P", "solo", "-l", "INFO", "--without-gossip", "--without-mingle"]
    if os.name == "nt":
        web = ["manage.py", "runserver", "--noreload", str(port)]
        return {"web server": web, "Celery worker": worker, "Celery beat": [*celery, "beat", "-l", "INFO"]}
    web = ["-m", "gunicorn", "plc_platform.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "8"]
    web += ["--no-control-socket", "--worker-tmp-dir", str(DEMO)]
    return {"web server": web, "Celery worker with beat": [*worker, "-B"]}


def serve(url: str, port: int, env: dict[str, str]) -> None:
    """Run the programs until Ctrl-C, SIGTERM or the end of one of them; then end them all."""
    children: dict[str, subprocess.Popen[bytes]] = {}
    logs = {name: DEMO / f"{name.lower().replace(' ', '-')}.log" for name in programs(port)}
    try:
        for name, arguments in programs(port).items():
            with logs[name].open("wb") as log:
                children[name] = subprocess.Popen(
                    [str(PYTHON), *arguments], cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True
                )
        worker_log = next(path for name, path in logs.items() if "worker" in name)
        show = Progress("Starting the programs")
        until(lambda: answers(url) and " ready." in worker_log.read_text(errors="replace"), children, logs)
        show.done(time.monotonic() - show.started)
        print(welcome(url, children), flush=True)
        until(lambda: False, children, logs)
    finally:
        end(children)


def until(done, children, logs) -> None:
    """Wait until `done`; a child that ends meanwhile ends everything, with its name and its last words."""
    while not done():
        for name, child in children.items():
            if child.poll() is not None:
                say(f"\nThe {name} ended (code {child.returncode}). The last lines of {logs[name].relative_to(ROOT)}:")
                say("\n".join(logs[name].read_text(errors="replace").splitlines()[-15:]))
                sys.exit(1)
        time.sleep(0.2)


def answers(url: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        return opener.open(url, timeout=10).status == 200
    except urllib.error.HTTPError as error:
        sys.exit(f"\nThe first page answered {error.code}; see {DEMO.relative_to(ROOT)}/web-server.log.")
    except OSError:
        return False


def welcome(url: str, children: dict[str, subprocess.Popen[bytes]]) -> str:
    personas = json.loads((DEMO / "personas.json").read_text(encoding="utf-8"))
    people = [f"    {one['role']:<9}{one['name']:<24}{one['email']}" for one in personas]
    running = [f"    {name} (process {child.pid})" for name, child in children.items()]
    return "\n".join(
        [
            f"\nPLC Platform runs at  {url}  (ready after {time.monotonic() - STARTED:.0f} s)\n",
            *("  Sign in there with one tap as", *people, ""),
            *("  Running", *running, ""),
            f"  Mail is kept, not sent: {url}/demo/mailbox/",
            "  Stop with Ctrl-C.",
        ]
    )


def end(children: dict[str, subprocess.Popen[bytes]]) -> None:
    """End every child and what it started: kindly first, by force after ten seconds."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    for child in children.values():
        child.terminate()
    deadline = time.monotonic() + 10
    for child in children.values():
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
        if os.name != "nt":
            try:
                os.killpg(child.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                pass


# --- test ------------------------------------------------------------------------------------------------------------
def test(words: list[str]) -> None:
    install("dev")
    env = own_environment()
    run("Compiling translations", [str(PYTHON), "manage.py", "compile_translations"], env)
    pytest = [str(PYTHON), "-m", "pytest"]
    if words:
        sys.exit(subprocess.call([*pytest, *words], cwd=ROOT, env=env))
    found = json.loads(subprocess.check_output([str(PYTHON), "-m", "tests.environment"], cwd=ROOT, env=env))
    missing = [text for key, text in MISSING.items() if not found[key]]
    for text in missing:
        say(f"  Skipped: {text}.")
    if missing and os.environ.get("CI", "").lower() not in ("", "0", "false"):
        sys.exit("CI is set, so nothing may be skipped.")
    postgres = {**env, "DATABASE_URL": found["postgres"] or ""}
    suites = [("SQLite", "not browser and not postgres", env)]
    suites += [("PostgreSQL", "not browser", postgres)] if found["postgres"] else []
    suites += [("Chromium", "browser", env)] if found["chromium"] else []
    total: collections.Counter[str] = collections.Counter()
    shutil.rmtree(TEST, ignore_errors=True)
    for name, marks, env in suites:
        print(f"\n--- {name}", flush=True)
        report = TEST / f"{name}.xml"
        code = subprocess.call(
            [*pytest, "-n2", "--dist=worksteal", "-q", "-m", marks, f"--junitxml={report}"], cwd=ROOT, env=env
        )
        if code not in (0, 1, 5):
            sys.exit(code)
        total += counts(report)
    print(f"\n{closing_line(total)}", flush=True)
    sys.exit(1 if total["failed"] or not total["passed"] else 0)


MISSING = {
    "postgres": "the suite on PostgreSQL (none answers on 127.0.0.1:5432 to user postgres without a password)",
    "redis": "the tests with Redis as broker (none answers on 127.0.0.1:6379)",
    "own_postgres": "the tests that crash a PostgreSQL of their own (no initdb)",
    "own_redis": "the tests that kill a Redis of their own (no redis-server)",
    "chromium": "the browser journeys (no Chromium on the path)",
}


def counts(report: Path) -> collections.Counter[str]:
    """How many tests passed, failed and were skipped in a pytest run."""
    suite = ElementTree.parse(report).getroot().find("testsuite").attrib
    failed, skipped = int(suite["failures"]) + int(suite["errors"]), int(suite["skipped"])
    return collections.Counter(passed=int(suite["tests"]) - failed - skipped, failed=failed, skipped=skipped)


def closing_line(total: collections.Counter[str]) -> str:
    words = ", ".join(f"{total[word]} {word}" for word in ("failed", "passed", "skipped") if total[word])
    return f"===== {words or 'no tests ran'} in {time.monotonic() - STARTED:.2f}s ====="


# --- the command line ------------------------------------------------------------------------------------------------
def hand_to_manage(words: list[str]) -> None:
    install("base")
    command = [str(PYTHON), str(ROOT / "manage.py"), *words]
    if os.name != "nt":
        os.execve(command[0], command, environment())
    sys.exit(subprocess.call(command, env=environment()))


def main(words: list[str]) -> None:
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda number, frame: sys.exit(129))
    if not words or words[0] in ("-h", "--help"):
        sys.exit(__doc__.strip())
    verbs = {"demo": demo, "test": test, "install": lambda rest: install("base")}
    if words[0] in verbs:
        verbs[words[0]](words[1:])
    else:
        hand_to_manage(words)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        say("\nStopped.")
        sys.exit(130)
