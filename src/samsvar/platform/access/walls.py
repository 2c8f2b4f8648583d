"""The wall between enterprises in the database itself, on PostgreSQL: row-level security under the ORM's own scoping.

Each table with an `enterprise` column is forced to show only rows of the enterprises that `samsvar.enterprises` names
for the transaction: ids with commas, or `*` for the operator's commands. Without the setting there are no rows. The
setting is read in a sub-select, so it is planned once for each statement and not for each row.

This is an enterprise-level wall: within an enterprise and for rows of nobody's, `visible_to` decides alone.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Q

from samsvar.platform.access.viewer import Grant, Viewer
from samsvar.platform.organisation.models import OrgUnit

SETTING = "samsvar.enterprises"
EVERYTHING = "*"
POLICY = "samsvar_enterprise"
#: A second policy, for reading only, on a table whose model says `shown_also`: rows shared with the one who reads.
#: A model whose rows belong to two enterprises says `walled = False`; `visible_to` alone decides there.
SHOWN_ALSO = "samsvar_shown_also"
_READ = f"current_setting('{SETTING}', true)"
_IDS = f"(SELECT string_to_array(nullif(nullif({_READ}, ''), '{EVERYTHING}'), ',')::bigint[])::bigint[]"

#: Tables that must be read before anybody's enterprise is known: the tree itself, who signs in, and tokens by digest.
OUTSIDE = frozenset({"organisation_orgunit", "organisation_person", "access_apitoken"})


def walled_models() -> list[type[models.Model]]:
    """The models whose rows belong to an enterprise."""
    return [
        model
        for model in apps.get_models()
        if model._meta.db_table not in OUTSIDE
        and _enterprise_column(model)
        and not model._meta.proxy
        and getattr(model, "walled", True)
    ]


def raise_walls() -> list[str]:
    """Force row-level security on every table with an enterprise; to be called after each migration.

    Returns the tables. Does nothing on another database than PostgreSQL.
    """
    if connection.vendor != "postgresql":
        return []
    tables = []
    with connection.cursor() as cursor:
        for model in walled_models():
            table = connection.ops.quote_name(model._meta.db_table)
            column = connection.ops.quote_name(_enterprise_column(model))
            cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            cursor.execute(f"DROP POLICY IF EXISTS {POLICY} ON {table}")
            cursor.execute(f"CREATE POLICY {POLICY} ON {table} USING ({_predicate(column)})")
            cursor.execute(f"DROP POLICY IF EXISTS {SHOWN_ALSO} ON {table}")
            if also := getattr(model, "shown_also", ""):
                cursor.execute(f"CREATE POLICY {SHOWN_ALSO} ON {table} FOR SELECT USING ({also.format(ids=_IDS)})")
            tables.append(model._meta.db_table)
    return tables


def _enterprise_column(model: type[models.Model]) -> str:
    for field in model._meta.concrete_fields:
        if field.name == "enterprise" and field.related_model is OrgUnit:
            return str(field.column)
    return ""


def _predicate(column: str) -> str:
    setting = f"(SELECT {_READ})"
    return f"{setting} = '{EVERYTHING}' OR {column} = ANY ({_IDS}) OR ({column} IS NULL AND {setting} <> '')"


def unwalled_tables() -> list[str]:
    """Tables that ought to stand behind the wall and do not. Empty on another database than PostgreSQL."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
            "WHERE nspname = current_schema() AND relrowsecurity AND relforcerowsecurity "
            "AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid AND polname = %s)",
            [POLICY],
        )
        standing = {row[0] for row in cursor.fetchall()}
    return sorted({model._meta.db_table for model in walled_models()} - standing)


def show_enterprises(ids: Iterable[int]) -> None:
    """Let this transaction see the enterprises with these ids, and no other's rows. Only on PostgreSQL."""
    _set(",".join(str(number) for number in sorted(ids)))


def show_to(viewer: Viewer) -> None:
    """Let this transaction see what the viewer's grants reach: own enterprises, and those beneath a region's role."""
    if connection.vendor != "postgresql":
        return
    if viewer.everything:
        _set(EVERYTHING)
        return
    ids = {grant.enterprise_id for grant in viewer.grants if grant.enterprise_id is not None}
    reaching = [grant for grant in viewer.grants if grant.below]
    if reaching:
        _show_with_those_beneath(ids, reaching)
    else:
        show_enterprises(ids)


def _show_with_those_beneath(ids: Iterable[int], reaching: Iterable[Grant]) -> None:
    """The enterprises with these ids and all beneath the grants, in one statement: it stands before every page."""
    listed, given = _listing_beneath(tuple((grant.path, grant.path_end) for grant in reaching))
    own = ",".join(str(number) for number in sorted(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT set_config(%s, concat_ws(',', nullif(%s, ''), ({listed})), true)", [SETTING, own, *given]
        )


@lru_cache(maxsize=200)  # a region's people have few paths between them, and each page of theirs asks
def _listing_beneath(paths: tuple[tuple[str, str], ...]) -> tuple[str, tuple[Any, ...]]:
    """The statement that lists the ids of enterprises inside the paths, and its values. It is not carried out here."""
    inside = Q(pk__in=[])
    for path, path_end in paths:
        inside |= Q(path__gte=path, path__lt=path_end)
    beneath, given = OrgUnit.objects.enterprises().filter(inside).order_by().values_list("pk").query.sql_with_params()
    return f"SELECT string_agg(found.id::text, ',') FROM ({beneath}) AS found(id)", given  # noqa: S608  written by the mapper, its values bound


@contextmanager
def everything_shown() -> Iterator[None]:
    """Inside, the transaction sees all enterprises' rows; afterwards what it saw before.

    For the few questions that are about several enterprises at once: what is read inside must be cut down there to
    what the asker may know.
    """
    if connection.vendor != "postgresql":
        yield
        return
    seen = _seen()
    _set(EVERYTHING)
    try:
        yield
    finally:
        _set(seen)


@contextmanager
def all_read() -> Iterator[None]:
    """Inside, all enterprises' rows are read; for work in the background, outside a transaction.

    SQLite has no wall, and a transaction there would keep everybody else from writing while it lasts: none is begun.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), everything_shown():
        yield


def show_besides(ids: Iterable[int]) -> None:
    """Let this transaction see these enterprises too, beside those it sees already. 0 stands for rows of nobody's."""
    if connection.vendor != "postgresql":
        return
    seen = _seen()
    if seen != EVERYTHING:
        show_enterprises({*(int(number) for number in seen.split(",") if number), *ids})


def _seen() -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_READ}")
        return cursor.fetchone()[0] or ""


def _set(value: Any) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, value])
