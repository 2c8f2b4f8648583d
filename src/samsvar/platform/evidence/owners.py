"""What may have files: each app that keeps files with its records declares the kind once, when Django starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit


class OwnerRow(Protocol):
    """A record that files hang on."""

    key: str
    enterprise: OrgUnit

    @property
    def unit(self) -> OrgUnit: ...


@dataclass(frozen=True)
class OwnerKind:
    """A kind of record that has files.

    `find` gives the record with a key among those the viewer may see, or None. `view` shows its files, `manage` adds
    and removes them, both on the record's unit. `address` is the record's own page. `read_beneath`: whoever finds the
    record reads its files, also from a unit beneath the record's. `answers`: whether the record is somebody's own
    to see to, who then reads, adds and removes its files without `view` and `manage` too.
    """

    code: str
    view: Permission
    manage: Permission
    find: Callable[[Viewer, str], Any]
    address: Callable[[Any], str]
    read_beneath: bool = False
    answers: Callable[[Viewer, Any], bool] | None = None

    def is_own(self, viewer: Viewer, row: Any) -> bool:
        """Whether the record is the viewer's own to see to."""
        return self.answers is not None and self.answers(viewer, row)

    def may_manage(self, viewer: Viewer, row: Any) -> bool:
        """Whether the viewer may add files to the record and remove them."""
        return viewer.may(self.manage, row.unit) or self.is_own(viewer, row)


@dataclass(frozen=True)
class Owner:
    """One record that files hang on, as plain text."""

    kind: str
    key: str


_kinds: dict[str, OwnerKind] = {}
OWNER_KINDS: Mapping[str, OwnerKind] = MappingProxyType(_kinds)


def register_owner(kind: OwnerKind) -> None:
    """Declare a kind, from the app's `ready`. Raises ValueError if another kind has the code."""
    if _kinds.setdefault(kind.code, kind) is not kind:
        raise ValueError(f"two kinds of records with files are called {kind.code!r}")
