"""docs/requirements.md: every number and demand has its line, every address is one of ours, every test is a file."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
LEADING = {f"SL{number}" for number in range(1, 15)} | {"T3", "T13", "T17", "C26"}
NUMBERS = {f"R{number}" for number in range(1, 89)} | LEADING


def lines() -> list[list[str]]:
    found = (ROOT / "docs/requirements.md").read_text(encoding="utf-8").splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in found if re.match(r"\| (R|SL|T|C)\d", line)
    ]


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from names(one, f"{one.namespace}:" if one.namespace else prefix)
        elif isinstance(one, URLPattern) and one.name:
            yield f"{prefix}{one.name}"


def test_every_number_has_one_line_with_a_place_and_a_test():
    assert sorted(line[0] for line in lines()) == sorted(NUMBERS)
    assert all(len(line) == 4 and all(line) for line in lines())


def test_every_address_exists():
    known = set(names(get_resolver()))
    told = {name for line in lines() for name in re.findall(r"`([a-z]+:[a-z-]+)`", line[2])}
    assert told - known == set()


def test_every_line_names_an_address():
    assert [line[0] for line in lines() if not re.search(r"`[a-z]+:[a-z-]+`", line[2])] == []


def test_every_test_is_a_file():
    files = {name for line in lines() for name in re.findall(r"`(tests/[\w/]+\.py)`", line[3])}
    assert {name for name in files if not (ROOT / name).is_file()} == set()
    assert all(re.search(r"`tests/", line[3]) for line in lines())
