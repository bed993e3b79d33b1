"""Averages as the database keeps them: sealed, of one length, for the next round and for a school's five words."""

from plc_platform import sealing
from pulse.scoring import Level


def sealed_level(level: Level) -> str:
    return sealing.seal(f"{level.mean:.4f} {level.median:.4f} {level.number:04d}", sealing.PULSE)


def opened_level(sealed: str) -> Level:
    """Raises plc_platform.sealing.CannotOpen."""
    mean, middle, number = sealing.unseal(sealed, sealing.PULSE).split()
    return Level(float(mean), float(middle), int(number))
