"""What the columns of recorded rows are called, in words: the one place where a reader of the trail gets them.

A column's word holds wherever its name stands; where one table means something else by it, the word is given by
"table.column". A column without a word is declared silent: it says nothing to a reader, or says it elsewhere.
"""

from collections.abc import Mapping

from django.utils.functional import Promise

from samsvar.platform.audit.column_words import (
    actions,
    campaigns,
    checks,
    climate,
    files,
    general,
    governance,
    impacts,
    indicators,
    meetings,
    openness,
    reports,
    strategy,
    suppliers,
    wheel,
)

#: Keys, checksums, places in a tree, and whole documents that have a page of their own.
SILENT = frozenset({"id", "key", "version", "created_at", "updated_at"}) | {
    *("digest", "sha256", "code_digest", "receipt_digest", "frozen", "frozen_sha256", "document"),
    *("path", "path_end"),
    *("owner_key", "record_key", "impact_key", "link_key", "target", "stored_name", "message_id"),
    "delivery_outgoingmessage.occasion",
}

_THEMES = (
    general,
    files,
    actions,
    campaigns,
    checks,
    climate,
    governance,
    impacts,
    indicators,
    openness,
    suppliers,
    wheel,
    strategy,
    meetings,
    reports,
)
COLUMN_WORDS: Mapping[str, str | Promise] = {name: said for theme in _THEMES for name, said in theme.WORDS.items()}


def column_words(table: str, name: str) -> str:
    """A column's name in the active language; its bare name where it no longer exists and has no words."""
    said = COLUMN_WORDS.get(f"{table}.{name}") or COLUMN_WORDS.get(name)
    return str(said) if said else name.replace("_", " ").capitalize()
