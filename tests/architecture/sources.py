"""The project's own files, as the tests of the repository read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = (
    *("plc_platform", "schools", "communities", "meetings", "conditions"),
    *("learning", "pulse", "coaching", "notifications", "dashboard", "exchange"),
)


def python_files() -> list[Path]:
    """Production Python, without migrations."""
    files = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    return sorted(path for path in files if "migrations" not in path.parts)


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def pages() -> list[Path]:
    """Templates that a browser gets; mail cannot do without inline style."""
    return [path for path in templates() if "emails" not in path.parts]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
