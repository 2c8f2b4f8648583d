"""What the database knows of its own tables, brought up to date before anything is measured."""

from django.db import connection


def count_anew() -> None:
    """As a database in use: else autovacuum begins a minute later and takes a core from what is measured.

    PostgreSQL tidies no table inside a transaction, as that of a test; there its tables are counted alone.
    """
    tidies = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if tidies else "ANALYZE")
