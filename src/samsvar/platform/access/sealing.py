"""What only this installation reads: second factors' secrets in the database, and what a receipt's address carries.

A copy of the database alone lets nobody in. AES-256-GCM under a key drawn from the signing key by HKDF-SHA256. What an
earlier key sealed opens as long as that key is among `SECRET_KEY_FALLBACKS` or the retired ones, which sign nothing
(docs/security/cryptography.md).
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

START = "sealed1."
FACTORS = "secrets of second factors"
_NONCE_BYTES = 12


class NotOpened(Exception):
    """Not sealed here, changed since, or sealed with a key that is not at hand."""


def seal(text: str, purpose: str = FACTORS) -> str:
    """The text sealed, in letters that an address takes; never twice alike. Each purpose has a key of its own."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    box = AESGCM(_key(settings.SECRET_KEY, purpose)).encrypt(nonce, text.encode(), START.encode())
    return START + urlsafe_b64encode(nonce + box).decode()


def open_sealed(sealed: str, purpose: str = FACTORS) -> str:
    """The text. Raises NotOpened."""
    if not sealed.startswith(START):
        raise NotOpened
    try:
        content = urlsafe_b64decode(sealed[len(START) :])
    except ValueError as problem:
        raise NotOpened from problem
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS, *settings.SECRET_KEYS_RETIRED):
        try:
            box = AESGCM(_key(secret, purpose))
            return box.decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], START.encode()).decode()
        except (InvalidTag, ValueError):
            continue
    raise NotOpened


def _key(secret: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"samsvar: {purpose}".encode()).derive(secret.encode())
