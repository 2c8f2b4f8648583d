"""Times as they come from PostgreSQL: read by the driver, the same as Django would."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import register_tzloader

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

_ASKED = """
    SELECT at, NULL::timestamptz, ARRAY[at] FROM (VALUES
        ('2025-05-20 10:00:00.123456+02'::timestamptz), ('2025-10-26 02:30:00+01'), ('0001-01-01 00:00:00+00'),
        ('9999-12-31 23:59:59.999999+00')) AS moments(at)
"""


def test_times_are_read_as_django_reads_them() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ASKED)
        ours = cursor.fetchall()
    with connection.cursor() as cursor:
        assert cursor.cursor.adapters.get_loader(1184, 0).__module__ == "samsvar.config.postgresql.base"
        register_tzloader(UTC, cursor.cursor)
        cursor.execute(_ASKED)
        assert cursor.cursor.adapters.get_loader(1184, 0).__module__ != "samsvar.config.postgresql.base"
        assert cursor.fetchall() == ours
    assert ours[0] == (moment := datetime(2025, 5, 20, 8, 0, 0, 123456, tzinfo=UTC), None, [moment])
    assert all(row[0].utcoffset() == timedelta(0) for row in ours)
