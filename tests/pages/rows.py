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


#: Statuses of somebody who sees what stands at the address.
_SEEN = frozenset({200, 201, 202, 204, 303, 400, 409, 422})


@dataclass(frozen=True)
class Row:
    """What each actor gets from one address, at one place.

    `beside` is what the methods not named answer, all or each, where the address is no secret (405 before any sight).
    """

    name: str
    get: Statuses | None = None
    post: Statuses | None = None
    at: str = ""
    query: str = ""
    body: Mapping[str, Any] | Callable[[Places], Mapping[str, Any]] = field(
        default_factory=lambda: {"csrfmiddlewaretoken": "x"}
    )
    json: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    patch: Statuses | None = None
    delete: Statuses | None = None
    put: Statuses | None = None
    beside: int | Statuses | None = None

    def __str__(self) -> str:
        return f"{self.name}{f' ({self.at})' if self.at else ''}{self.query}"

    def expected(self, method: str) -> Statuses:
        """Statuses by actor for the method; 405 where it is not named, after the sight of the method that is."""
        named: Statuses | None = getattr(self, method)
        if named is not None:
            return named
        if self.beside is not None:
            return dict.fromkeys(ACTORS, self.beside) if isinstance(self.beside, int) else self.beside
        shown = self.get or self.post or self.patch or self.put or self.delete or {}
        return {actor: 405 if self._sees(actor, status) else status for actor, status in shown.items()}

    def _sees(self, actor: str, status: int) -> bool:
        if status == 302:
            return self.get is None and actor != "anonymous"
        return status in _SEEN

    def content(self, places: Places) -> Mapping[str, Any]:
        """What is sent. A form says, as on its page, which version of the row it was opened with."""
        sent = self.body(places) if callable(self.body) else self.body
        return sent if self.json else {"version": "1", **sent}
