"""Django's `migrate`, which makes the tables of a migration together. Decision 0027 tells why."""

from collections.abc import Iterable
from typing import Any

from django.core.management.commands import migrate
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class MakeTables(Operation):
    """Tables, indexes and constraints in a row, done as one: all known models are built anew once, not for each."""

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # Without its models built, the state takes in new ones as they are; the next who asks has all of them built.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.operations:
            if isinstance(operation, CreateModel):  # with the indexes and constraints that it has at the end
                operation.database_forwards(app_label, schema_editor, from_state, to_state)


class Executor(MigrationExecutor):
    """Puts the tables that stand in a row together before a migration is applied."""

    def apply_migration(self, state: ProjectState, migration: Migration, *args: Any, **kwargs: Any) -> ProjectState:
        migration.operations = together(migration.operations)  # type: ignore[misc]  # of this migration alone
        return super().apply_migration(state, migration, *args, **kwargs)


def together(operations: Iterable[Operation]) -> list[Operation]:
    """The operations with each run of `CreateModel` as one, and with it the indexes and constraints of its tables.

    Columns that are added meanwhile (two tables that point to each other) stand after it, where none of it is of them.
    """
    found: list[Operation] = []
    tables: MakeTables | None = None
    columns: list[AddField] = []
    for operation in operations:
        if isinstance(operation, CreateModel) and (tables is None or columns):
            tables, columns = MakeTables([]), []
            found.append(tables)
        if tables is not None and _belongs(operation, tables, columns):
            tables.operations.append(operation)
            continue
        found.append(operation)
        if isinstance(operation, AddField):
            columns.append(operation)
        elif not isinstance(operation, AddIndex | AddConstraint):
            tables = None
    return found


def _belongs(operation: Operation, tables: MakeTables, columns: Iterable[AddField]) -> bool:
    if isinstance(operation, CreateModel):
        return True
    if not isinstance(operation, AddIndex | AddConstraint):
        return False
    table, told = operation.model_name.lower(), repr(operation.deconstruct())
    made = {each.name_lower for each in tables.operations if isinstance(each, CreateModel)}
    return table in made and not any(each.model_name_lower == table and each.name in told for each in columns)


migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]  # Django offers no other way to name one


class Command(migrate.Command):
    """Django's own, with the executor above."""
