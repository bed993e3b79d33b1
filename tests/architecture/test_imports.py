"""The law of imports (pyproject.toml, [tool.importlinter]) is kept."""

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_law_of_imports_is_kept(capsys):
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS, capsys.readouterr().out
