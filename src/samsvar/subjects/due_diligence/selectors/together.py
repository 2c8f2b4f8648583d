"""A column's values in one text, so that the database and not Python goes through the rows."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, TextField
from django.db.models.sql.compiler import SQLCompiler


class Together(Aggregate):
    """The values with a comma between them, as often as they stand; None where there are no rows."""

    function = "group_concat"
    template = "%(function)s(%(expressions)s)"
    output_field = TextField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """PostgreSQL has another name for it, and no separator by itself."""
        found: tuple[str, tuple[Any, ...]] = self.as_sql(
            compiler, connection, template="string_agg(%(expressions)s, ',')", **extra
        )
        return found
