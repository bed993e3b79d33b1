"""Where the product can write a membership, read from its source."""

import ast
from collections.abc import Iterator

WRITERS = {
    *("create", "acreate", "bulk_create", "abulk_create", "get_or_create", "aget_or_create"),
    *("update_or_create", "aupdate_or_create", "add", "aadd", "set", "aset"),
}
HARMLESS = {"isinstance", "issubclass", "ForeignKey", "OneToOneField", "connect"}  # a signal tells, it writes nothing
TABLE = "communities_membership"


def writers_in(source: str) -> list[str]:
    """The functions (dotted, inside classes) of a module that can begin or revive a membership."""
    tree = ast.parse(source)
    types = {id(node.slice) for node in ast.walk(tree) if isinstance(node, ast.Subscript)}  # tuple[Membership, …]
    return sorted({place for place, node in placed(tree) if writes(node) and id(node) not in types})


def callers_in(source: str, name: str) -> list[str]:
    """The functions of a module that call `name`."""
    return sorted(
        {
            place
            for place, node in placed(ast.parse(source))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute) and called(node) == name
        }
    )


def placed(tree: ast.AST, place: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Every node with the function or class that it stands in."""
    for node in ast.iter_child_nodes(tree):
        is_named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        inner = f"{place}.{node.name}".lstrip(".") if is_named else place
        yield inner, node
        yield from placed(node, inner)


def writes(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and TABLE in node.value and "INSERT" in node.value.upper()
    if isinstance(node, ast.Assign):
        return is_none(node.value) and any(isinstance(t, ast.Attribute) and t.attr == "left_on" for t in node.targets)
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(isinstance(one, ast.Name) and one.id == "Membership" for one in node.elts)
    return isinstance(node, ast.Call) and (makes(node) or revives(node) or fetches_model(node))


def makes(call: ast.Call) -> bool:
    """`Membership(…)`, `Membership.objects.create(…)`, `group.memberships.add(…)`, and `anything(Membership, …)`."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    if any(isinstance(one, ast.Name) and one.id == "Membership" for one in given):
        return called(call) not in HARMLESS
    if isinstance(call.func, ast.Name):
        return call.func.id == "Membership"
    return called(call) in WRITERS and bool(chain(call) & {"Membership", "memberships"})


def revives(call: ast.Call) -> bool:
    """`….update(left_on=None)` of memberships."""
    ends = any(keyword.arg == "left_on" and is_none(keyword.value) for keyword in call.keywords)
    return called(call) in {"update", "aupdate"} and ends


def fetches_model(call: ast.Call) -> bool:
    """`apps.get_model("communities", "Membership")`."""
    texts = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return called(call) == "get_model" and any("membership" in text.lower() for text in texts)


def called(call: ast.Call) -> str:
    func = call.func
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def chain(node: ast.AST) -> set[str]:
    """The names on the way from a call back to where it begins."""
    names = set()
    while True:
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
            node = node.value
        else:
            return names | ({node.id} if isinstance(node, ast.Name) else set())


def is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
