"""What a page asks of the database, counted alike on SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

#: What raises the wall around a request on PostgreSQL, alike on every page: a transaction, and whose rows may be seen.
WALL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT", "SELECT set_config(")


def questions(captured: CaptureQueriesContext) -> list[str]:
    """The SQL of what was captured, without the wall's own."""
    return [query["sql"] for query in captured if not query["sql"].startswith(WALL)]


@contextmanager
def at_most(most: int) -> Iterator[CaptureQueriesContext]:
    """Fails where more than `most` questions are asked inside."""
    with CaptureQueriesContext(connection) as captured:
        yield captured
    found = questions(captured)
    assert len(found) <= most, "\n".join(sql[:160] for sql in found)
