"""Django's `migrate`, which makes the tables of a migration together. Decision 0027 tells why."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.core.management.commands import migrate
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel, Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Some `CreateModel` in a row, done as one: all known models are built anew once, and not for each of them."""

    def __init__(self, models: list[Operation]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # Without its models built, the state takes in new ones as they are; the next who asks has all of them built.
        state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)


class Executor(MigrationExecutor):
    """Puts the tables that stand in a row together before a migration is applied."""

    def apply_migration(self, state: ProjectState, migration: Migration, *args: Any, **kwargs: Any) -> ProjectState:
        migration.operations = together(migration.operations)  # type: ignore[misc]  # of this migration alone
        return super().apply_migration(state, migration, *args, **kwargs)


def together(operations: Iterable[Operation]) -> list[Operation]:
    """The same operations in the same order, with each run of `CreateModel` as one."""
    found: list[Operation] = []
    for creates, run in groupby(operations, key=lambda operation: isinstance(operation, CreateModel)):
        row = list(run)
        found += [CreateModels(row)] if creates else row
    return found


migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]  # Django offers no other way to name one


class Command(migrate.Command):
    """Django's own, with the executor above."""
