"""bootstrap.py, as far as it goes without installing anything."""

import os
import socket
import subprocess
import sys
from collections import Counter

import bootstrap
from tests.architecture.sources import ROOT


def test_demo_says_in_one_line_that_the_port_is_taken():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        ended = subprocess.run(
            [sys.executable, "bootstrap.py", "demo", "--port", port], cwd=ROOT, capture_output=True, text=True
        )

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.startswith(f"Port {port} is not free: ")


def test_without_words_it_explains_itself():
    ended = subprocess.run([sys.executable, "bootstrap.py"], cwd=ROOT, capture_output=True, text=True)

    assert ended.returncode == 1
    assert ended.stderr.strip() == bootstrap.__doc__.strip()


def test_own_environment_holds_no_setting_of_an_installation(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@db.example/school")
    monkeypatch.setenv("SECRET_KEY", "of the installation")
    monkeypatch.setenv("LANG", "nl_BE.UTF-8")

    env = bootstrap.own_environment(PLC_DEMO="1")

    assert {"DATABASE_URL", "SECRET_KEY"} & set(env) == set()
    assert (env["ENV_FILE"], env["PLC_DEMO"], env["LANG"]) == (os.devnull, "1", "nl_BE.UTF-8")


def test_counts_reads_a_report(tmp_path):
    report = tmp_path / "SQLite.xml"
    report.write_text('<testsuites><testsuite tests="9" failures="1" errors="1" skipped="2" /></testsuites>')

    assert bootstrap.counts(report) == Counter(passed=5, failed=2, skipped=2)


def test_closing_line_names_what_happened():
    assert bootstrap.closing_line(Counter(passed=5, failed=2)).startswith("===== 2 failed, 5 passed in ")
    assert bootstrap.closing_line(Counter()).startswith("===== no tests ran in ")
