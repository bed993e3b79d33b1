"""What a coach's note holds, and how it is sealed and opened (R86)."""

import json
from dataclasses import dataclass

from plc_platform import sealing


@dataclass(frozen=True, slots=True)
class Said:
    """Ids of a group and, where the note is about one, of a person; and the words."""

    group: int
    person: int | None
    text: str


def seal_note(said: Said) -> str:
    words = {"group": said.group, "person": said.person, "text": said.text}
    return sealing.seal(json.dumps(words), sealing.NOTES)


def open_note(sealed: str) -> Said:
    """Raises CannotOpen where the key is gone."""
    words = json.loads(sealing.unseal(sealed, sealing.NOTES))
    return Said(words["group"], words["person"], words["text"])
