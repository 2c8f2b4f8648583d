"""What another method, or another edition of a source, would move, before anybody puts it in use."""

from dataclasses import dataclass
from datetime import date

from samsvar.core.rules.risk import Assessor, Method, RiskCatalogues
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.due_diligence.selectors.assessments import Worked, work_out, work_out_with
from samsvar.subjects.due_diligence.selectors.contracts import titles_of
from samsvar.subjects.due_diligence.selectors.methods import method_in_use

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Moved:
    """A contract whose level would change."""

    number: str
    title: str
    was: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class Trial:
    """How many contracts would go up and down, of how many, and those that move first in the order of work."""

    contracts: int
    up: int
    down: int
    first: tuple[Moved, ...]

    @property
    def rest(self) -> int:
        return self.up + self.down - len(self.first)


def what_would_move(enterprise: OrgUnit, method: Method, on: date) -> Trial:
    """The enterprise's levels by its method in use against another. Stores nothing."""
    return _trial(enterprise, work_out(enterprise, on=on), work_out(enterprise, on=on, method=method))


def what_sources_would_move(enterprise: OrgUnit, catalogues: RiskCatalogues, on: date) -> Trial:
    """The enterprise's levels by the editions held against those of `catalogues`, by its method. Stores nothing."""
    assessor = Assessor(method_in_use(enterprise), catalogues, on)
    return _trial(enterprise, work_out(enterprise, on=on), work_out_with(enterprise, assessor))


def _trial(enterprise: OrgUnit, before: Worked, after: Worked) -> Trial:
    was = {each.id: each.level for each in before.assessments}
    now = after.assessments
    moved = [each for each in now if each.level != was[each.id]]
    titles = titles_of(enterprise, [each.id for each in moved[:SHOWN]])
    return Trial(
        contracts=len(now),
        up=sum(1 for each in moved if (each.level or 0) > (was[each.id] or 0)),
        down=sum(1 for each in moved if (each.level or 0) < (was[each.id] or 0)),
        first=tuple(Moved(each.id, titles.get(each.id, ""), was[each.id], each.level) for each in moved[:SHOWN]),
    )
