"""Second factors' secrets lie sealed in the database: a copy of it alone lets nobody in.

AES-256-GCM under a key drawn from the signing key by HKDF-SHA256. What an earlier key sealed opens as long as that key
is among `SECRET_KEY_FALLBACKS` or the retired ones, which sign nothing (docs/security/cryptography.md).
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

START = "sealed1."
_PURPOSE = b"samsvar: secrets of second factors, 1"
_NONCE_BYTES = 12


class NotOpened(Exception):
    """Not sealed here, changed since, or sealed with a key that is not at hand."""


def seal(text: str) -> str:
    """The text sealed; the same text is never sealed alike twice."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    box = AESGCM(_key(settings.SECRET_KEY)).encrypt(nonce, text.encode(), START.encode())
    return START + urlsafe_b64encode(nonce + box).decode()


def open_sealed(sealed: str) -> str:
    """The text. Raises NotOpened."""
    if not sealed.startswith(START):
        raise NotOpened
    try:
        content = urlsafe_b64decode(sealed[len(START) :])
    except ValueError as problem:
        raise NotOpened from problem
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS, *settings.SECRET_KEYS_RETIRED):
        try:
            return AESGCM(_key(secret)).decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], START.encode()).decode()
        except (InvalidTag, ValueError):
            continue
    raise NotOpened


def _key(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
