import os
import time

import pytest
from django.contrib.sessions.backends.db import SessionStore

from exchange import uploads


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path / "uploads"


def files():
    return list(uploads.folder().iterdir())


def test_upload_is_kept_for_its_own_session_and_purpose():
    mine, other = SessionStore(), SessionStore()
    uploads.keep(mine, "staff:1", b"abc", file_name="lijst.csv")

    data, noted = uploads.kept(mine, "staff:1")

    assert (data, noted["file_name"]) == (b"abc", "lijst.csv")
    assert uploads.kept(mine, "staff:2") is None
    assert uploads.kept(other, "staff:1") is None


def test_upload_lies_under_a_random_name_that_only_we_read():
    uploads.keep(SessionStore(), "staff:1", b"abc", file_name="../../lijst.csv")

    [path] = files()
    assert len(path.name) == 43
    assert path.stat().st_mode & 0o777 == 0o600


def test_second_upload_takes_the_place_of_the_first():
    session = SessionStore()
    uploads.keep(session, "staff:1", b"abc", file_name="a")
    uploads.note(session, "staff:1", fields=["email"])
    uploads.keep(session, "staff:1", b"def", file_name="b")

    assert len(files()) == 1
    assert "fields" not in uploads.kept(session, "staff:1")[1]


def test_dropped_upload_is_gone():
    session = SessionStore()
    uploads.keep(session, "staff:1", b"abc", file_name="a")
    uploads.drop(session, "staff:1")

    assert (files(), uploads.kept(session, "staff:1")) == ([], None)


def test_forgotten_uploads_are_swept():
    uploads.keep(SessionStore(), "staff:1", b"abc", file_name="a")
    [old] = files()
    past = time.time() - uploads.KEPT_SECONDS - 1
    os.utime(old, (past, past))

    uploads.keep(SessionStore(), "staff:1", b"def", file_name="b")

    assert [path.read_bytes() for path in files()] == [b"def"]


def test_tampered_name_reaches_no_file():
    session = SessionStore()
    session["upload:staff:1"] = {"name": "../settings.py", "file_name": "x"}

    assert uploads.kept(session, "staff:1") is None
