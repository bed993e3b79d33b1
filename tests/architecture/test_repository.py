"""What a reviewer would otherwise have to look for by hand."""

import ast
import re

import polib
import pytest
from django.core.management import call_command, get_commands

from plc_platform import settings
from tests.architecture.sources import ROOT, line_count, name, pages, templates

BOOTSTRAP_WORDS = {"demo", "test", "install"}
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
INLINE = {
    "script without a file": r"<script(?![^>]*\bsrc=)",
    "style element": r"<style\b",
    "style attribute": r"\sstyle\s*=",
    "event handler": r"\son[a-z]+\s*=",
    "script address": r"javascript:",
}


@pytest.mark.django_db
def test_no_migration_is_pending():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migration_is_named_by_intent():
    automatic = [name(path) for path in ROOT.glob("*/migrations/*.py") if "_auto_" in path.name]

    assert automatic == []


def test_dutch_is_complete_and_not_fuzzy():
    catalogue = polib.pofile(str(settings.LOCALE_PATHS[0] / "nl/LC_MESSAGES/django.po"))

    unfinished = [entry.msgid for entry in (*catalogue.untranslated_entries(), *catalogue.fuzzy_entries())]

    assert unfinished == []


def test_dutch_keeps_the_placeholders():
    catalogue = polib.pofile(str(settings.LOCALE_PATHS[0] / "nl/LC_MESSAGES/django.po"))

    assert [entry.msgid for entry in catalogue.translated_entries() if not same_placeholders(entry)] == []


def same_placeholders(entry: polib.POEntry) -> bool:
    placeholders = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
    pairs = [(entry.msgid, entry.msgstr)] if not entry.msgid_plural else []
    pairs += [(entry.msgid_plural, text) for text in list(entry.msgstr_plural.values())[1:]]
    return all(sorted(placeholders.findall(a)) == sorted(placeholders.findall(b)) for a, b in pairs)


def test_blocktranslate_is_trimmed():
    untrimmed = re.compile(r"{%\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)")

    assert [name(path) for path in templates() if untrimmed.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("kind", INLINE)
def test_page_has_nothing_inline(kind):
    pattern = re.compile(INLINE[kind], re.IGNORECASE)

    assert [name(path) for path in pages() if pattern.search(without_tags(path.read_text(encoding="utf-8")))] == []


def without_tags(template: str) -> str:
    """Only the HTML: `{% include ... with one=one %}` is no event handler."""
    return re.sub(r"{%.*?%}|{#.*?#}", "", template)


def test_comment_ends_on_its_line():
    """A `{#` without its `#}` on the same line is no comment for Django: it would be printed."""
    torn = re.compile(r"{#(?!.*#})")

    assert [name(path) for path in templates() if torn.search(path.read_text(encoding="utf-8"))] == []


def test_partial_begins_with_its_variables():
    """A partial is included with `only`; its first line tells with what."""
    partials = [path for path in pages() if path.name.startswith("_")]

    assert [name(path) for path in partials if not path.read_text(encoding="utf-8").startswith("{#")] == []


def test_readme_has_at_most_150_lines():
    assert line_count(ROOT / "README.md") <= 150


def test_command_in_a_guide_exists():
    known = {"manage.py": set(get_commands()), "bootstrap.py": BOOTSTRAP_WORDS | set(get_commands())}
    command = re.compile(r"\b(manage\.py|bootstrap\.py) ([a-z_]+)\b")

    unknown = [
        f"{name(guide)}: {program} {word}"
        for guide in GUIDES
        for program, word in command.findall(guide.read_text(encoding="utf-8"))
        if word not in known[program]
    ]

    assert unknown == []


def test_link_in_a_guide_leads_to_a_file():
    link = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")

    broken = [
        f"{name(guide)}: {target}"
        for guide in GUIDES
        for target in link.findall(guide.read_text(encoding="utf-8"))
        if not (guide.parent / target).exists()
    ]

    assert broken == []


def test_every_variable_of_the_settings_is_explained():
    explained = re.findall(r"^# ([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)

    assert set(explained) == environment_variables()


def environment_variables() -> set[str]:
    """Names that plc_platform/settings.py asks the environment for."""
    tree = ast.parse((ROOT / "plc_platform/settings.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    asked = [node for node in calls if isinstance(node.func.value, ast.Name) and node.func.value.id == "env"]
    return {node.args[0].value for node in asked}
