"""One stage for all worker tests of a run, on the kind of database the run uses."""

import os
from collections.abc import Iterator
from contextlib import closing

import psycopg2
import pytest
from django.conf import settings

from tests.worker.sink import Sink
from tests.worker.stage import Stage


@pytest.fixture(scope="session")
def _stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("stage")
    with Sink() as sink:
        database = settings.DATABASES["default"]
        if database["ENGINE"].endswith("sqlite3"):
            stage = prepared(Stage(folder, sink, f"sqlite:///{folder}/stage.sqlite3"))
            yield stage
            stage.close()
            return
        server = f"postgres://{database['USER']}@{database['HOST']}:{database['PORT'] or 5432}"
        name = f"plc_stage_{os.getpid()}"
        with closing(psycopg2.connect(f"{server}/postgres")) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute(f"CREATE DATABASE {name}")
            try:
                stage = prepared(Stage(folder, sink, f"{server}/{name}"))
                yield stage
                stage.close()
            finally:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def prepared(stage: Stage) -> Stage:
    stage.run("tests.worker.scene", "migrate")
    return stage


@pytest.fixture
def stage(_stage: Stage) -> Iterator[Stage]:
    """The stage, empty of processes, messages and mail."""
    yield _stage
    _stage.clear()
    _stage.broker = "filesystem://"
