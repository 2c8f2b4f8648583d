"""What the database itself refuses: the trail is only added to, and a chain's head only moves forward by one.

The migration installs these. They stop mistakes and injected SQL; who owns the database can drop them, and is then
told by `samsvar audit verify`. `docs/security/audit.md` has the GRANTs that keep PostgreSQL's application role from
owning the tables.
"""

from collections.abc import Callable
from typing import Any

_SAME_EVENT = " AND ".join(
    f'NEW."{column}" = OLD."{column}"'
    for column in (
        *("id", "chain_id", "sequence", "kind", "at", "actor_key", "via", "enterprise", "object_table", "object_key"),
        *("body", "previous", "hash"),
    )
)
_SAME_ROW = " AND ".join(
    f'NEW."{column}" = OLD."{column}"'
    for column in ("id", "event_id", "position", "table", "row_key", "person_key", "digest", "commitment", "leaf")
)
_NEXT_EVENT = (
    "EXISTS (SELECT 1 FROM audit_chain c WHERE c.id = NEW.chain_id AND c.size = NEW.sequence - 1"
    " AND c.head = NEW.previous)"
)
_HEAD_MOVES = (
    "NEW.id = OLD.id AND NEW.key = OLD.key AND ((NEW.size = OLD.size AND NEW.head = OLD.head)"
    " OR (NEW.size = OLD.size + 1 AND EXISTS (SELECT 1 FROM audit_event e WHERE e.chain_id = NEW.id"
    " AND e.sequence = NEW.size AND e.hash = NEW.head)))"
)

#: name → (table, when, what must hold)
_GUARDS = {
    "audit_chain_new": ("audit_chain", "INSERT", "NEW.size = 0"),
    "audit_chain_forward": ("audit_chain", "UPDATE", _HEAD_MOVES),
    "audit_chain_kept": ("audit_chain", "DELETE", "FALSE"),
    "audit_event_next": ("audit_event", "INSERT", _NEXT_EVENT),
    "audit_event_fixed": ("audit_event", "UPDATE", f"NEW.names = '' AND NEW.salt = '' AND {_SAME_EVENT}"),
    "audit_event_kept": ("audit_event", "DELETE", "FALSE"),
    "audit_eventrow_before": (
        "audit_eventrow",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM audit_event e WHERE e.id = NEW.event_id)",
    ),
    "audit_eventrow_fixed": ("audit_eventrow", "UPDATE", f"NEW.content = '' AND NEW.salt = '' AND {_SAME_ROW}"),
    "audit_eventrow_kept": ("audit_eventrow", "DELETE", "FALSE"),
}
#: On PostgreSQL asked once for all rows of a statement: an import adds thousands at a time.
_OF_ALL_ROWS = {
    "audit_eventrow_before": (
        "audit_eventrow",
        "NOT EXISTS (SELECT 1 FROM added JOIN audit_event e ON e.id = added.event_id)",
    ),
}
TABLES = ("audit_eventrow", "audit_event", "audit_chain")


def install(vendor: str, execute: Callable[[str], Any]) -> None:
    """Creates the triggers for "sqlite" or "postgresql"."""
    for name, (table, act, holds) in _GUARDS.items():
        for statement in _create(vendor, name, table, act, holds):
            execute(statement)
    if vendor == "postgresql":
        execute(_function("audit_not_emptied", "FALSE"))
        for table in TABLES:
            execute(
                f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION audit_not_emptied()"
            )


def remove(vendor: str, execute: Callable[[str], Any]) -> None:
    """Drops them: for undoing the migration, and for tests that tamper."""
    for name, (table, _act, _holds) in _GUARDS.items():
        execute(f"DROP TRIGGER {name}" if vendor == "sqlite" else f"DROP TRIGGER {name} ON {table}")
    if vendor == "postgresql":
        for table in TABLES:
            execute(f"DROP TRIGGER {table}_not_emptied ON {table}")
        for name in (*_GUARDS, "audit_not_emptied"):
            execute(f"DROP FUNCTION {name}()")


def _create(vendor: str, name: str, table: str, act: str, holds: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN NOT ({holds})"
            f" BEGIN SELECT RAISE(ABORT, '{name}: the audit trail is only added to'); END"
        ]
    if name in _OF_ALL_ROWS:
        table, holds = _OF_ALL_ROWS[name]
        return [
            _function(name, holds),
            f"CREATE TRIGGER {name} AFTER INSERT ON {table} REFERENCING NEW TABLE AS added"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        ]
    return [
        _function(name, holds),
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def _function(name: str, holds: str) -> str:
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF NOT ({holds}) THEN RAISE EXCEPTION '{name}: the audit trail is only added to'"
        " USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
