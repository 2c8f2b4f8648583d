"""Django's `migrate`, which makes the tables of an empty database at once. Decision 0027 tells why."""

from collections.abc import Sequence
from typing import Any

from django.core.management.commands import migrate
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

OURS = "samsvar."
Plan = Sequence[tuple[Migration, bool]]


class Executor(MigrationExecutor):
    """Goes through the migrations one by one, but for a database that has none of them yet."""

    def migrate(self, targets: Any, plan: Any = None, state: Any = None, *args: Any, **kwargs: Any) -> ProjectState:
        everything = self.migration_plan(self.loader.graph.leaf_nodes(), clean_start=True)
        if plan != everything or self.loader.applied_migrations or any(args) or any(kwargs.values()):
            return super().migrate(targets, plan, state, *args, **kwargs)
        return self.make_all(everything)

    def make_all(self, plan: Plan) -> ProjectState:
        """Every table as the last migration leaves it, then what migrations run themselves: all of it or nothing."""
        state = ProjectState(real_apps=self.loader.unmigrated_apps)
        for migration, _backwards in plan:
            migration.mutate_state(state, preserve=False)
        self.recorder.ensure_schema()
        with self.connection.schema_editor(atomic=True) as editor:
            make_tables(state, editor, but=self.loader.unmigrated_apps)
            for migration, _backwards in plan:
                self._run(migration, state, editor)
        return state

    def _run(self, migration: Migration, state: ProjectState, editor: BaseDatabaseSchemaEditor) -> None:
        """What a migration of ours does besides making tables; a library's moves rows, and there are none."""
        if self.progress_callback:
            self.progress_callback("apply_start", migration, False)
        for operation in migration.operations if type(migration).__module__.startswith(OURS) else ():
            if isinstance(operation, RunPython | RunSQL):
                operation.database_forwards(migration.app_label, editor, state, state)
        self.record_migration(migration)  # type: ignore[call-arg,arg-type]  # the stubs have it as it once was
        if self.progress_callback:
            self.progress_callback("apply_success", migration, False)


def make_tables(state: ProjectState, editor: BaseDatabaseSchemaEditor, *, but: set[str]) -> None:
    """The tables of the state with their indexes and constraints; of apps without migrations (`but`) none."""
    for model in state.apps.get_models():
        if model._meta.app_label not in but and model._meta.can_migrate(editor.connection):
            editor.create_model(model)
    for statement in editor.deferred_sql:
        editor.execute(statement)
    editor.deferred_sql.clear()


migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]  # Django offers no other way to name one


class Command(migrate.Command):
    """Django's own, with the executor above."""
