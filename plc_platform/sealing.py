"""Texts that the database may hold but not tell: sealed with a key of the installation (R86, trust 2.5).

A key is named in the settings, lies outside the database, and can be replaced: the first of a list seals, all open.
A sealed text does not tell when it was sealed: the lock would write the moment on it, for everybody to read.
"""

from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

NOTES = "NOTES_KEYS"  # a coach's own notes
PULSE = "PULSE_KEYS"  # the box of an open round, and averages
NO_MOMENT = 0


class CannotOpen(Exception):
    """The key that sealed this is not among those that the installation has now."""


@cache
def _lock(phrases: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(phrase.encode()).digest())) for phrase in phrases])


def lock_of(name: str) -> MultiFernet:
    """The lock of one setting: NOTES or PULSE."""
    return _lock(tuple(getattr(settings, name)))


def seal(text: str, name: str) -> str:
    return lock_of(name).encrypt_at_time(text.encode(), NO_MOMENT).decode()


def unseal(sealed: str, name: str) -> str:
    """The text again. Raises CannotOpen."""
    try:
        return lock_of(name).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotOpen from error


def new_key() -> str:
    """A key for one thing alone, to be sealed itself and thrown away."""
    return Fernet.generate_key().decode()


def seal_with(key: str, text: str) -> str:
    return Fernet(key).encrypt_at_time(text.encode(), NO_MOMENT).decode()


def unseal_with(key: str, sealed: str) -> str:
    """Raises CannotOpen."""
    try:
        return Fernet(key).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotOpen from error
