"""The kinds of files that can be read in. Rooms above declare theirs; this floor knows none of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.forms import Field
from django.utils.functional import Promise

from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import Progress, ReadResult, Source
from samsvar.platform.access.permissions import Permission
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.organisation.models import OrgUnit

Read = Callable[[Source, str, OrgUnit | None, Progress | None], ReadResult[Any]]
"""From (file, its name, the enterprise, progress) to typed rows with the errors beside them."""

Save = Callable[..., ImportOutcome]
"""Called with `enterprise, rows, fields, by, at, on, dry_run, sha256` by name. Saves all rows or none."""


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A kind of file.

    `word` is its word at the command line and in addresses. `columns` are the headings to suggest, the mandatory ones
    first, where the file is a table; `endings` the endings a file may have. `permission` is what a person must have on
    the enterprise; kinds without one are for the command line only. `listed` is where the pages go afterwards (the
    name of an address without arguments).

    `asked` gives the fields that a person fills in beside the file, by name; then `as_asked` gives the kind that reads
    as was answered, and the kind itself is for the pages only.
    """

    word: str
    name: str | Promise
    read: Read
    save: Save
    permission: Permission | None = None
    of_enterprise: bool = True
    columns: tuple[tuple[str, bool], ...] = ()
    endings: tuple[str, ...] = (".xlsx", ".ods", ".csv")
    several_files: bool = False
    listed: str = ""
    about: str | Promise = field(default="")
    asked: Callable[[], Mapping[str, Field]] | None = None
    as_asked: "Callable[[Mapping[str, str]], ImportKind] | None" = None

    def answered(self, answers: Mapping[str, str]) -> "ImportKind":
        """The kind that reads as was answered; this one where nothing is asked."""
        return self if self.as_asked is None else self.as_asked(answers)


def suggested(columns: Iterable[Column]) -> tuple[tuple[str, bool], ...]:
    """The `columns` of a kind: each heading with whether it is mandatory, those first."""
    ordered = sorted(columns, key=lambda column: not column.mandatory)
    return tuple((column.suggested, column.mandatory) for column in ordered)


def by_itself(read: Callable[[Source, str, Progress | None], ReadResult[Any]]) -> Read:
    """The `read` of a kind whose file means the same at every enterprise."""

    def reading(source: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None) -> ReadResult[Any]:
        return read(source, name, progress)

    return reading


def only_as_asked(*_told: Any, **_named: Any) -> Any:
    """What reads and saves for a kind with `as_asked`: nothing, before it is answered."""
    raise ValueError("such a file is read in only as was answered")


_kinds: dict[str, ImportKind] = {}
KINDS: Mapping[str, ImportKind] = MappingProxyType(_kinds)


def register_import(kind: ImportKind) -> None:
    """Declares a kind. Raises ValueError if another kind has its word."""
    if _kinds.setdefault(kind.word, kind) is not kind:
        raise ValueError(f"two kinds of imports are called {kind.word!r}")
