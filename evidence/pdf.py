"""Papers of the product: a template of `evidence/typst` and data in, a tagged PDF (PDF/UA-1) out.

Data goes in as JSON and is set as text, so that nothing that somebody typed is read as markup. The file depends on
nothing but template, data and day: the same again gives the same bytes. Fonts are embedded; nothing is fetched.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst

FOLDER = Path(__file__).with_name("typst")
FONTS = FOLDER / "fonts"
# Signs that our fonts and those of the compiler have; PDF/UA allows no others (measured sign by sign).
UNKNOWN = re.compile(
    "[^\n\x20-\x7e\xa0-\u0377\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff\u05d0-\u05ea\u0621-\u063a\u0640-\u0652"
    "\u1d00-\u1eff\u2000-\u2027\u2030-\u2064\u2074-\u208e\u20a0-\u20c0\u2100-\u2151\u2153-\u2184\u2190-\u23ff\u25a0-\u25ff]"
)
BEYOND_PLAIN = re.compile(r"[^\n\x20-\x7e\xa0-\xff]")
NO_SIGN = "□"
PLAIN_SIGN = "?"


def make_pdf(template: str, data: Mapping[str, Any], *, title: str, language: str, day: date) -> bytes:
    """The paper of `template` ("attest" is `typst/attest.typ`) on `day`; `title` and `language` are in the file too.

    In the template `data` of `house.typ` is what came in, with `title`, `language` and `date`.
    """
    dated = {"year": day.year, "month": day.month, "day": day.day}
    told = {**data, "title": title, "language": language, "date": dated}
    try:
        return _compiled(template, fit_for_paper(told), day)
    except typst.TypstError:  # a rare mix of signs, such as an accent that no font puts on its letter
        return _compiled(template, fit_for_paper(told, is_plain=True), day)


def _compiled(template: str, data: object, day: date) -> bytes:
    made = typst.compile(
        str(FOLDER / f"{template}.typ"),
        root=str(FOLDER),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(day, time(12), UTC),
    )
    return bytes(made)


def fit_for_paper(value: Any, *, is_plain: bool = False) -> Any:
    """The same data with signs that can be printed: others become a square, or a question mark in plain Latin."""
    match value:
        case str():
            text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\t", " "))
            return BEYOND_PLAIN.sub(PLAIN_SIGN, text) if is_plain else UNKNOWN.sub(NO_SIGN, text)
        case Mapping():
            return {key: fit_for_paper(one, is_plain=is_plain) for key, one in value.items()}
        case list() | tuple():
            return [fit_for_paper(one, is_plain=is_plain) for one in value]
    return value
