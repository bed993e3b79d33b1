"""Views reach rows through `visible_to` and `editable_by` only."""

import ast

import pytest

from tests.architecture.sources import name, python_files

DOORS = {
    "visible_to",
    "editable_by",
    "owned_by_group_of",
    "led_by",
    "open_to",
}  # two let fewer in, the last only looks at what is open
MANAGERS = {"objects", "_default_manager", "_base_manager"}


def is_view_module(path) -> bool:
    return path.stem == "views" or path.stem.endswith("_views") or path.parent.name == "views"


def doorless(source: str) -> list[int]:
    """Line numbers where a manager is used and no door stands in the same chain of calls."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in MANAGERS]
    return sorted(node.lineno for node in uses if not chain(node, parents) & DOORS)


def chain(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> set[str]:
    """Names of the methods that are called one after the other on `node`."""
    names = set()
    while (parent := parents.get(node)) is not None:
        if isinstance(parent, ast.Attribute):
            names.add(parent.attr)
        elif not (isinstance(parent, ast.Call) and parent.func is node):
            break
        node = parent
    return names


def test_views_use_the_doors():
    views = [path for path in python_files() if is_view_module(path)]

    faults = {name(path): lines for path in views if (lines := doorless(path.read_text(encoding="utf-8")))}

    assert faults == {}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("Meeting.objects.visible_to(user).held()", []),
        ("get_object_or_404(Meeting.objects.editable_by(user), pk=1)", []),
        ("Meeting.objects.filter(pk=1).visible_to(user)", []),
        ("Meeting.objects.filter(pk=1)", [1]),
        ("Meeting.objects.filter(group=Group.objects.visible_to(user))", [1]),
        ("get_object_or_404(Meeting._default_manager, pk=1)", [1]),
    ],
)
def test_doorless_finds_a_chain_without_a_door(source, lines):
    assert doorless(source) == lines
