"""Files that somebody brought, between the upload and the decision: under a random name, for this session only."""

import re
import secrets
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

MAX_UPLOAD = 10 * 2**20  # bytes
KEPT_SECONDS = 2 * 3600
NAME = re.compile(r"[\w-]{43}")


def keep(session: SessionBase, purpose: str, data: bytes, *, file_name: str, **details: object) -> None:
    """Keeps one file for a purpose ("workbook:7"); an earlier one for the same purpose goes."""
    drop(session, purpose)
    _sweep()
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    name = secrets.token_urlsafe(32)
    path = folder() / name
    path.touch(mode=0o600)
    path.write_bytes(data)
    session[_key(purpose)] = {"name": name, "file_name": file_name[:120], **details}


def kept(session: SessionBase, purpose: str) -> tuple[bytes, dict[str, Any]] | None:
    """The file and what was noted with it; None when there is none (any more)."""
    noted = session.get(_key(purpose))
    if not noted or not NAME.fullmatch(noted["name"]):
        return None
    try:
        return (folder() / noted["name"]).read_bytes(), noted
    except FileNotFoundError:
        return None


def note(session: SessionBase, purpose: str, **details: object) -> None:
    """Adds to what is noted with a kept file."""
    session[_key(purpose)] = {**session[_key(purpose)], **details}


def drop(session: SessionBase, purpose: str) -> None:
    """The file is no longer needed."""
    noted = session.pop(_key(purpose), None)
    if noted and NAME.fullmatch(noted["name"]):
        (folder() / noted["name"]).unlink(missing_ok=True)


def folder() -> Path:
    return Path(settings.UPLOAD_DIR)


def _key(purpose: str) -> str:
    return f"upload:{purpose}"


def _sweep() -> None:
    """Files that nobody came back for."""
    oldest = time.time() - KEPT_SECONDS
    for path in folder().glob("*") if folder().is_dir() else ():
        if NAME.fullmatch(path.name) and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
