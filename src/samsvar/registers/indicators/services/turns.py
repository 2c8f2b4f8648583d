"""Who writes figures waits for whoever writes those that they are added up with, and for whoever closes a period.

Two who hand in of one indicator renew the same figures above them, and one who hands in must not be overtaken by the
period being closed. PostgreSQL would let both begin; SQLite lets one transaction write at a time, so nobody waits here.
To be called before anything is read that the write hangs on; what is taken is given back when the transaction ends.
"""

from collections.abc import Iterable

from django.db import connection

#: The locks of this register among PostgreSQL's advisory ones: of an indicator's figures, and of closing periods.
_FIGURES, _CLOSING = 5_401, 5_402
_NUMBERS = 2**31


def take_turn(indicators: Iterable[int]) -> None:
    """Wait until nobody else writes figures of these indicators (ids) or closes a period."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, 0)", [_CLOSING])
        for each in sorted({number % _NUMBERS for number in indicators}):  # in one order, so that no two wait in a ring
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_FIGURES, each])


def take_closing_turn() -> None:
    """Wait until all who hand in figures now have done so, and hold others back."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [_CLOSING])
