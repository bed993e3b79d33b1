"""manage.py simulate --school-year 2026-2027 --groups 200 --seed 1 --faults: a school year in minutes, for real.

Runs on a database of its own (SQLite in a temporary folder, or one that it makes and drops on --database-url) and on a
broker of its own (files in that folder, or with --broker redis a Redis that it starts itself). Never on the data of the
installation. Not on Windows: its processes are forked.
"""

import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import closing, contextmanager
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper
from environ import Env

from dashboard.simulation.sink import Sink
from dashboard.simulation.stage import free_port

INSIDE = "dashboard.simulation.settings"


class Command(BaseCommand):
    help = "Play a school year with real workers, a real mail server and everything that can fail; judge every mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--school-year", default="2026-2027")
        parser.add_argument("--groups", type=int, default=200)
        parser.add_argument("--days", type=int, help="only so many days of it, from 20 August")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--faults", action="store_true", help="kill, freeze, empty, cut and refuse all year")
        parser.add_argument("--kills", type=int, default=220, help="of the processes that work (with --faults)")
        parser.add_argument("--broker", choices=["files", "redis"], default="files")
        parser.add_argument("--database-url", help="a PostgreSQL server; a database is made there and dropped")
        parser.add_argument("--redis-port", type=int, help="internal: the Redis of this run")

    def handle(self, *args: Any, **options: Any) -> None:
        if os.name == "nt":
            raise CommandError("simulate does not run on Windows.")
        if os.environ.get("DJANGO_SETTINGS_MODULE") == INSIDE:
            self.play(options)
            return
        with TemporaryDirectory(prefix="simulate-") as folder, own_database(folder, options["database_url"]) as url:
            redis_port = free_port() if options["broker"] == "redis" else None
            broker = f"redis://127.0.0.1:{redis_port}/0" if redis_port else "filesystem://localhost"
            more = ["--redis-port", str(redis_port)] if redis_port else []
            code = subprocess.call(  # noqa: S603 - this very command, on data of its own
                [sys.executable, *sys.argv, *more],
                env={**without_demo(), **environment(folder, url, broker)},
            )
        sys.exit(code)

    def play(self, options: dict[str, Any]) -> None:
        # Everything below reads the settings of the simulation.
        from dashboard.simulation.run import play  # noqa: PLC0415

        with Sink() as sink:
            settings.EMAIL_PORT = sink.port
            os.environ["SIM_SMTP_PORT"] = str(sink.port)
            lines, is_broken = play(sink=sink, options=options)
        self.stdout.write(lines)
        sys.exit(1 if is_broken else 0)


def environment(folder: str, database_url: str, broker: str) -> dict[str, str]:
    """Nothing of the installation: no file of settings, no database, no broker, no mail server."""
    return {
        "DJANGO_SETTINGS_MODULE": INSIDE,
        "ENV_FILE": os.devnull,
        "DATABASE_URL": database_url,
        "CELERY_BROKER_URL": broker,
        "CACHE_URL": "locmemcache://",
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "SIM_DIR": folder,
        "SIM_SMTP_PORT": "1",
        "TICK_SECONDS": "2",
        "LOG_LEVEL": "WARNING",
    }


def without_demo() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in ("PLC_DEMO", "DEBUG", "STAGE_DIR")}


@contextmanager
def own_database(folder: str, server: str | None) -> Iterator[str]:
    """The address of an empty database that is gone afterwards."""
    if server is None:
        yield f"sqlite:///{folder}/simulation.sqlite3"
        return
    where, name = urlsplit(server), f"sim_{os.getpid()}"
    address = Env.db_url_config(where._replace(path="/postgres").geturl())
    server_itself = {**connection.settings_dict, "OPTIONS": {}, **address}
    with closing(DatabaseWrapper(server_itself)) as wrapper, wrapper.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield where._replace(path=f"/{name}").geturl()
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
