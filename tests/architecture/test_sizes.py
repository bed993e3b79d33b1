"""Files and functions stay small enough to be read in one go. Who needs more says here why."""

from tests.architecture.sources import ROOT, functions, line_count, name, python_files, templates

LARGER_FILES = {
    "bootstrap.py": 360,  # one file on purpose: it must run before anything is installed
}


def test_python_file_has_at_most_300_lines():
    lines = {name(path): line_count(path) for path in [*python_files(), ROOT / "bootstrap.py"]}

    assert {path: n for path, n in lines.items() if n > LARGER_FILES.get(path, 300)} == {}


def test_template_has_at_most_120_lines():
    assert {name(path): n for path in templates() if (n := line_count(path)) > 120} == {}


def test_function_has_at_most_40_lines():
    assert long_functions(40) == {}


def test_view_has_at_most_25_lines():
    assert long_functions(25, only="views") == {}


def long_functions(limit: int, only: str = "") -> dict[str, int]:
    """Body lines of every function longer than `limit`, without decorators, signature and docstring."""
    found = {}
    for path in python_files():
        if only and only not in (path.stem, path.parent.name):
            continue
        for function in functions(path):
            body = function.body[1:] if has_docstring(function) else function.body
            length = function.body[-1].end_lineno - body[0].lineno + 1 if body else 0
            if length > limit:
                found[f"{name(path)}:{function.name}"] = length
    return found


def has_docstring(function) -> bool:
    first = function.body[0]
    return hasattr(first, "value") and isinstance(getattr(first.value, "value", None), str)
