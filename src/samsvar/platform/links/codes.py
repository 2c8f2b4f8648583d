"""Codes on receipts: what somebody without an account writes to come back to a case."""

import secrets
from base64 import b32encode
from hashlib import sha256

_CODE_BYTES = 10
_ALPHABET = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789abcdefghjkmnpqrstvwxyz")


def new_code() -> str:
    """A receipt code of 80 random bits, in groups that can be read aloud."""
    text = b32encode(secrets.token_bytes(_CODE_BYTES)).translate(_ALPHABET).decode()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def digest_of_code(code: str) -> str:
    """What is kept of a code; blanks, dashes and capitals make no difference."""
    bare = "".join(sign for sign in code.lower() if sign.isalnum())
    return sha256(bare.encode()).hexdigest()
