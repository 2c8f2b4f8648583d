"""What must be renewed when the tree changes: told by the rooms above, which this floor does not know.

Invariant: a renewal runs within the transaction of the change, so that both stand or fall together.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

Renewal = Callable[..., Any]
"""Called with `units` (ids of those that changed, and of those they stood and stand under) and `since` by name.

`since`: the first day with another tree than before; None is from the beginning.
"""

_renewals: list[Renewal] = []


def register_renewal(renewal: Renewal) -> None:
    """Declares a renewal; once is enough."""
    if renewal not in _renewals:
        _renewals.append(renewal)


def renew(*, units: Iterable[int | None], since: date | None) -> None:
    """Renew what hangs on where units stand and how long they live."""
    touched = frozenset(unit for unit in units if unit is not None)
    for renewal in _renewals if touched else ():
        renewal(units=touched, since=since)
