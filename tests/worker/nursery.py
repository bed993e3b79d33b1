"""`python -m tests.worker.nursery`: holds Django ready and forks processes that begin their work at once.

A line of JSON orders one: `module` and `words` as for `python -m`, `env` on top of ours, `base` of its files' names:
`base.pid` when it lives, `base.out`, `base.log`, `base.code` when it has ended. A new Python with Django would take a
second each time; a fork takes milliseconds and is as much a process of its own.
"""

import json
import os
import runpy
import select
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.urls import get_resolver  # noqa: E402

import tests.factories  # noqa: E402, F401 - imported once for all
from tests.worker.settings import of_the_stage  # noqa: E402


def bear(order: dict) -> None:
    """The child's whole life."""
    os.environ.update(order["env"])
    for name, value in of_the_stage().items():
        setattr(settings, name, value)
    for number, kind in ((1, "out"), (2, "log")):
        os.dup2(os.open(f"{order['base']}.{kind}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    sys.argv = [order["module"], *order["words"]]
    code = 1
    try:
        runpy.run_module(order["module"], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as error:
        code = int(error.code or 0)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def main() -> None:
    get_resolver().url_patterns  # noqa: B018 - loads every view
    children: dict[int, str] = {}
    print("ready", flush=True)
    while True:
        if select.select([sys.stdin], [], [], 0.01)[0]:
            line = sys.stdin.readline()
            if not line:
                return
            order = json.loads(line)
            pid = os.fork()
            if not pid:
                bear(order)
            children[pid] = order["base"]
            write(f"{order['base']}.pid", pid)
        while children and (ended := os.waitpid(-1, os.WNOHANG))[0]:
            write(f"{children.pop(ended[0])}.code", os.waitstatus_to_exitcode(ended[1]))


def write(path: str, number: int) -> None:
    """Whole or not at all."""
    Path(f"{path}.part").write_text(str(number))
    os.replace(f"{path}.part", path)


if __name__ == "__main__":
    main()
