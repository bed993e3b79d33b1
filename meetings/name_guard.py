"""Asks once about what looks like a pupil's name, in a text that is about pupils. It never refuses. Pure.

A letter (pupil A) or a class (3B, HUM) is no name.
"""

import re

PUPIL = r"\b(?i:leerling(?:e|en)?|pupils?|students?|élèves?)"
LOOKS_LIKE_A_NAME = re.compile(rf"{PUPIL}\s+([A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ'’]+(?:-\w+)*)")


def name_like(*texts: str) -> str:
    """The first word behind "pupil" that is written as a name is; "" when there is none."""
    found = (LOOKS_LIKE_A_NAME.search(text) for text in texts)
    return next((match[1] for match in found if match), "")
