"""The form of the permission table; `README.md` beside this file tells how to write rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

#: Who asks. All but anonymous are people of `tests/cast.py`.
ACTORS = (
    *("kari", "ola", "per", "nils", "administrator", "auditor", "director", "chair", "owner", "leader", "sibling"),
    *("lookalike", "ended", "future", "regional", "berit", "anonymous"),
)

#: The neighbour's own people, who may see the neighbour's words.
NEIGHBOURS = frozenset({"nils", "per"})

Places = Mapping[str, Mapping[str, Any]]
Statuses = Mapping[str, int]


def everyone(status: int, *, anonymous: int = 302, **others: int) -> Statuses:
    """The status for every actor, with those that differ by name. Raises ValueError for an unknown name."""
    unknown = set(others) - set(ACTORS)
    if unknown:
        raise ValueError(f"not in the cast: {sorted(unknown)}")
    return {**dict.fromkeys(ACTORS, status), "anonymous": anonymous, **others}


@dataclass(frozen=True)
class Row:
    """What each actor gets from one address, at one place."""

    name: str
    get: Statuses | None = None
    post: Statuses | None = None
    at: str = ""
    query: str = ""
    body: Mapping[str, Any] | Callable[[Places], Mapping[str, Any]] = field(default_factory=dict)
    json: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    patch: Statuses | None = None
    delete: Statuses | None = None
    put: Statuses | None = None

    def __str__(self) -> str:
        return f"{self.name}{f' ({self.at})' if self.at else ''}{self.query}"

    def expected(self, method: str) -> Statuses:
        """Statuses by actor for the method; 405 where it is not named, after the sight of the method that is."""
        named: Statuses | None = getattr(self, method)
        if named is not None:
            return named
        shown = self.get or self.post or self.patch or self.put or self.delete or {}
        sees = {200, 204, 400, 422} if self.get is not None else {200, 201, 202, 204, 302, 303, 400, 409, 422}
        return {
            actor: 405 if status in sees and not (actor == "anonymous" and status == 302) else status
            for actor, status in shown.items()
        }

    def content(self, places: Places) -> Mapping[str, Any]:
        return self.body(places) if callable(self.body) else self.body
