"""Lets Django empty the tables after a transactional test, although the trail's triggers refuse every deletion."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

from samsvar.platform.audit.triggers import TABLES, install, remove


def allow_emptying() -> None:
    """Takes the triggers off while a flush runs, and puts them back."""
    operations = type(connection.ops)
    empty = operations.execute_sql_flush

    def without_triggers(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> Any:
        if not any(f'"{table}"' in statement for statement in sql_list for table in TABLES):
            return empty(self, sql_list)
        with self.connection.cursor() as cursor:
            remove(self.connection.vendor, cursor.execute)
            try:
                return empty(self, sql_list)
            finally:
                install(self.connection.vendor, cursor.execute)

    operations.execute_sql_flush = without_triggers
