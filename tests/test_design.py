"""The look keeps its promises: contrast in both appearances, a small stylesheet, nothing literal outside the tokens."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parent.parent / "static"
CSS = (STATIC / "css" / "app.css").read_text()
START_CSS = (STATIC / "css" / "start.css").read_text()
LEARN_CSS = (STATIC / "css" / "learn.css").read_text()
LEAD_CSS = (STATIC / "css" / "lead.css").read_text()
TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", CSS)
} | {name: (colour, colour) for name, colour in re.findall(r"--([\w-]+): (#[0-9a-f]{6});", CSS)}
STATE_INKS = ["good", "soon", "late", "stuck", "rest", "quiet"]
FOCI = ["expertise", "professional", "school", "curriculum"]
GROUNDS = ["paper", "surface", "sunken"]

READ = (
    [(ink, ground) for ink in ("ink", "ink-soft", "primary", "primary-deep") for ground in GROUNDS]
    + [(ink, ground) for ink in STATE_INKS for ground in (f"{ink}-tint", "surface", "paper")]
    + [(focus, ground) for focus in FOCI for ground in ("surface", "paper")]
    + [("ink", f"{state}-tint") for state in STATE_INKS]
    + [("primary", f"{state}-tint") for state in STATE_INKS]
    + [("on-primary", "primary"), ("on-primary", "primary-deep"), ("on-accent", "accent"), ("ink", "primary-tint")]
    + [("on-hue", hue) for hue in (*FOCI, "primary")]
    + [("on-board", "board"), ("on-board-soft", "board")]
)
SEEN = [("line-strong", ground) for ground in ("paper", "surface")] + [
    ("accent", "board"),
    ("primary", "paper"),
    ("late", "surface"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("appearance", [0, 1], ids=["light", "dark"])
def test_text_tokens_contrast_at_least_4_5(appearance: int) -> None:
    weak = {
        f"{ink} on {ground}": round(contrast(TOKENS[ink][appearance], TOKENS[ground][appearance]), 2)
        for ink, ground in READ
        if contrast(TOKENS[ink][appearance], TOKENS[ground][appearance]) < 4.5
    }

    assert weak == {}


@pytest.mark.parametrize("appearance", [0, 1], ids=["light", "dark"])
def test_control_tokens_contrast_at_least_3(appearance: int) -> None:
    weak = {
        f"{ink} on {ground}": round(contrast(TOKENS[ink][appearance], TOKENS[ground][appearance]), 2)
        for ink, ground in SEEN
        if contrast(TOKENS[ink][appearance], TOKENS[ground][appearance]) < 3
    }

    assert weak == {}


def test_stylesheet_fits_its_budget() -> None:
    assert len(gzip.compress(CSS.encode(), 9)) <= 12_000
    assert len(gzip.compress(START_CSS.encode(), 9)) <= 4_000
    assert len(gzip.compress(LEARN_CSS.encode(), 9)) <= 5_000
    assert len(gzip.compress(LEAD_CSS.encode(), 9)) <= 5_000


def test_script_fits_its_budget() -> None:
    assert len((STATIC / "js" / "app.js").read_text().splitlines()) <= 200


def test_literal_colours_stand_in_the_token_layer_only() -> None:
    components = CSS.split("@layer components {")[1].split("@layer print {")[0]

    assert re.findall(r"#[0-9a-f]{3,8}\b", components + START_CSS) == []


def test_icons_named_in_templates_exist() -> None:
    known = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    used = set()
    for template in (STATIC.parent / "templates").rglob("*.html"):
        used |= set(re.findall(r'icon\.html" with name="([\w-]+)"', template.read_text()))

    assert used - known == set()
