"""How often anyone may use what is open to anyone: per link, per address block and on the whole installation.

Counted in the database, so that all processes count together. Addresses are never kept: a block is hashed with the
day's own random salt, which is thrown away.
"""

import ipaddress
import secrets
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from django.db.models import F
from django.http import HttpRequest

from samsvar.platform.links.models import DaySalt, LimitCount
from samsvar.platform.ui.clients import client_address

KEPT = timedelta(days=2)
_BITS = {4: 24, 6: 48}


def within(scope: str, key: str, *, at: datetime, most: int, seconds: int) -> bool:
    """Count one more in this window of so many seconds: False where `most` were counted before.

    Exact also where several processes count at once: the row is only raised while it is beneath `most`. To be called
    outside the transaction of what it guards, or a failure is not counted.
    """
    row = {"scope": scope, "key": sha256(key.encode()).hexdigest(), "ends_at": window_end(at, seconds)}
    below = LimitCount.objects.filter(**row, count__lt=most)
    if below.update(count=F("count") + 1) == 1:
        return True
    LimitCount.objects.bulk_create([LimitCount(**row)], ignore_conflicts=True)
    return below.update(count=F("count") + 1) == 1


def window_end(at: datetime, seconds: int) -> datetime:
    """When the window that the instant lies in ends: then it may be tried again."""
    return datetime.fromtimestamp((int(at.timestamp()) // seconds + 1) * seconds, UTC)


def block_of(request: HttpRequest, at: datetime) -> str:
    """The address block that the request comes from (/24, /48), hashed with the day's salt: a key for `within`."""
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    block = ipaddress.ip_network((address, _BITS[address.version]), strict=False)
    return sha256(_salt_of(at.astimezone(UTC).date()) + str(block).encode()).hexdigest()


def forget_counts(before: datetime) -> int:
    """Remove the windows that ended before the instant, and the salts of the days before it; how many windows."""
    DaySalt.objects.filter(day__lt=before.astimezone(UTC).date()).delete()
    count, _each = LimitCount.objects.filter(ends_at__lt=before).delete()
    return count


def _salt_of(day: date) -> bytes:
    held = DaySalt.objects.filter(day=day).first()
    if held is None:
        DaySalt.objects.bulk_create([DaySalt(day=day, salt=secrets.token_bytes(32))], ignore_conflicts=True)
        held = DaySalt.objects.get(day=day)
    return bytes(held.salt)
