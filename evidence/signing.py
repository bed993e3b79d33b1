"""Codes and signatures of attests (T13): whoever gets one can check it, and nobody can write one.

The key is a phrase of the settings, outside the database: a row that was changed there no longer fits its signature.
The first phrase signs, all of them check, so that a key can be replaced.
"""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # of Crockford: no I, L, O or U, so that it can be read aloud
LENGTH, PART = 20, 5  # 100 random bits, in parts of five
READ_AS = str.maketrans("OILU", "011V", " -–—\t\r\n")
CONTEXT = "plc-attest-1"


def new_code() -> str:
    """100 random bits: as good as the address of the attest."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def shown(code: str) -> str:
    """In parts, as it stands on paper."""
    return "-".join(code[start : start + PART] for start in range(0, len(code), PART))


def read_code(typed: str) -> str:
    """What somebody typed as a code; empty when it cannot be one."""
    code = typed.upper().translate(READ_AS)
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else ""


@cache
def _keys(phrases: tuple[str, ...]) -> dict[str, Ed25519PrivateKey]:
    """By the name that a signature carries; in the order of the settings."""
    keys = [Ed25519PrivateKey.from_private_bytes(sha256(f"{CONTEXT}:{phrase}".encode()).digest()) for phrase in phrases]
    return {sha256(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:8]: key for key in keys}


def keys() -> dict[str, Ed25519PrivateKey]:
    return _keys(tuple(settings.ATTEST_KEYS))


def signed_bytes(code: str, content: Any) -> bytes:
    """The same for the same content, whatever order a database gives it back in."""
    told = {"context": CONTEXT, "code": code, "content": content}
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def sign(code: str, content: Any) -> str:
    """Name of the key and the signature."""
    name, key = next(iter(keys().items()))
    return f"{name}.{urlsafe_b64encode(key.sign(signed_bytes(code, content))).decode()}"


def is_genuine(code: str, content: Any, signature: str) -> bool:
    """Whether one of our keys signed exactly this under this code."""
    name, _dot, text = signature.partition(".")
    key = keys().get(name)
    if key is None:
        return False
    try:
        key.public_key().verify(urlsafe_b64decode(text), signed_bytes(code, content))
    except (InvalidSignature, ValueError):
        return False
    return True
