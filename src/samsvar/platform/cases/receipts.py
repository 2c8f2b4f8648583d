"""The address of a receipt: it shows number and code for half an hour, and holds them sealed.

Whoever finds it later in a log or a history finds nothing.
"""

import json
from datetime import datetime

from samsvar.platform.access.sealing import NotOpened, open_sealed, seal

LIFE_SECONDS = 30 * 60
_PURPOSE = "receipt of a case"


def sealed(number: str, code: str, at: datetime) -> str:
    """What stands in the address."""
    return seal(json.dumps([number, code, int(at.timestamp())]), _PURPOSE)


def opened(text: str, at: datetime) -> tuple[str, str] | None:
    """Number and code; None where it is none of ours, or older than half an hour."""
    try:
        number, code, written = json.loads(open_sealed(text, _PURPOSE))
    except NotOpened:
        return None
    if not 0 <= int(at.timestamp()) - written <= LIFE_SECONDS:
        return None
    return str(number), str(code)
