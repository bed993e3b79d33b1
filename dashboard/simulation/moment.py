"""The clock of a simulation: a file that its processes read and that the simulation moves."""

import os
from datetime import datetime
from pathlib import Path

CLOCK = "clock"


def told() -> datetime:
    """The moment that the simulation says it is."""
    return datetime.fromisoformat(Path(os.environ["SIM_DIR"], CLOCK).read_text(encoding="ascii"))


def tell(folder: Path, moment: datetime) -> None:
    """Move the clock of all processes; nobody ever reads half a moment."""
    draft = folder / f"{CLOCK}.part"
    draft.write_text(moment.isoformat(), encoding="ascii")
    os.replace(draft, folder / CLOCK)
