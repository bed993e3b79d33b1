"""A worker is alive as long as its lock is held, and dead the moment it is not."""

import pytest

from notifications import life

pytestmark = pytest.mark.django_db


def test_is_dead_of_a_name_that_nobody_holds():
    assert life.is_dead("nobody")


def test_alive_leaves_nothing_behind(settings, tmp_path):
    settings.VAR_DIR = tmp_path

    with life.alive() as token:
        assert len(token) <= 60
    assert life.is_dead(token)
    assert not list((tmp_path / "alive").glob("*")) if (tmp_path / "alive").exists() else True


def test_alive_gives_every_run_a_name_of_its_own():
    with life.alive() as one, life.alive() as two:
        assert one != two
