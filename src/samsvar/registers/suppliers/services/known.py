"""The enterprise's suppliers as they are while a file is read in: those stored and those the file adds.

Invariants: one entry per organisation number; a merged supplier is found as the one that was kept.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from samsvar.platform.audit.many import streamed
from samsvar.platform.audit.services import RowChange
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Supplier
from samsvar.registers.suppliers.names import folded
from samsvar.registers.suppliers.services.bulk import Inserts, change_rows, portions

#: What a file of suppliers can say of one, besides its parent.
COLUMNS = (
    "name",
    "orgnr",
    "country",
    "parent_name",
    "code_accepted_on",
    "code_accepted_version",
    "questionnaire_asked_on",
    "questionnaire_due_on",
    "questionnaire_answered_on",
    "open_gaps",
    "open_screening_hits",
)


@dataclass(eq=False, slots=True)
class Known:
    """A supplier. `pk` is None until it is stored. `changes` holds what the file says differently, by column."""

    name: str
    orgnr: str
    country: str
    pk: int | None = None
    stored: tuple[Any, ...] = ()
    parent_pk: int | None = None
    parent: "Known | None" = None
    changes: dict[str, Any] = field(default_factory=dict)
    first_row: int = 0

    def differing(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Those of the wanted values that are not stored already."""
        had = dict(zip(COLUMNS, self.stored, strict=False))
        return {column: value for column, value in wanted.items() if column not in had or had[column] != value}


class Several(LookupError):
    """Several suppliers have the name. `facts`: their organisation numbers and countries, as far as they are known."""

    def __init__(self, found: "list[Known]") -> None:
        super().__init__()
        self.facts = {
            "numbers": sorted({each.orgnr for each in found if each.orgnr}),
            "countries": sorted({each.country for each in found if each.country}),
        }


class KnownSuppliers:
    """Finds suppliers by number first, and without a number by folded name."""

    def __init__(self, enterprise: OrgUnit) -> None:
        self.enterprise = enterprise
        self.new: list[Known] = []
        self.amended: dict[int, Known] = {}
        self._by_number: dict[str, Known] = {}
        self._by_name: dict[str, list[Known]] = {}
        self.by_pk: dict[int, Known] = {}
        self._load()

    def _load(self) -> None:
        rows = Supplier.objects.filter(enterprise=self.enterprise).order_by("pk")
        merged: list[tuple[int, str, str]] = []
        for pk, parent_pk, into, *stored in rows.values_list("pk", "parent_id", "merged_into_id", *COLUMNS).iterator():
            name, orgnr, country = stored[:3]
            if into is not None:
                merged.append((into, name, orgnr))
                continue
            known = Known(name, orgnr, country, pk=pk, stored=tuple(stored), parent_pk=parent_pk)
            self.by_pk[pk] = known
            self._place(known)
        for into, name, orgnr in merged:
            kept = self.by_pk.get(into)
            if kept is not None:
                self._by_name.setdefault(folded(name), [kept])
                if orgnr:
                    self._by_number.setdefault(orgnr, kept)

    def _place(self, known: Known) -> None:
        same = self._by_name.setdefault(folded(known.name), [])
        if known not in same:
            same.append(known)
        if known.orgnr:
            self._by_number[known.orgnr] = known

    def find(self, number: str, name: str, country: str = "") -> Known | None:
        """The supplier meant, or None. Raises Several.

        Suppliers of one name in two countries are two. A number nobody has yet, with the name of the one supplier
        without a number, is that supplier's number.
        """
        same = self._by_name.get(folded(name), [])
        if country:
            same = [each for each in same if each.country in ("", country)]
        if number:
            found = self._by_number.get(number)
            if found is None:
                bare = [each for each in same if not each.orgnr]
                found = bare[0] if len(bare) == 1 else None
            return found
        if len(same) > 1 and country:
            same = [each for each in same if each.country == country] or same
        if len(same) > 1:
            raise Several(same)
        return same[0] if same else None

    def add(self, number: str, name: str, country: str, row: int) -> Known:
        """A supplier that is not stored yet."""
        known = Known(name, number, country, first_row=row)
        self.new.append(known)
        self._place(known)
        return known

    def amend(self, known: Known, **changes: Any) -> None:
        """Note what is to be stored of a supplier; of a new one too."""
        for column in ("name", "orgnr", "country"):
            if column in changes:
                setattr(known, column, changes[column])
        known.changes.update(changes)
        self._place(known)
        if known.pk is not None:
            self.amended[known.pk] = known

    def write(self, at: datetime) -> Generator[RowChange, None, None]:
        """Stores new suppliers, parents before those beneath them, then the amended ones."""
        inserts = Inserts(Supplier, at, len(self.new))
        with streamed(Supplier):
            for portion in (portion for level in self._levels() for portion in portions(level)):
                for known, (pk, change) in zip(portion, inserts.insert(list(map(self._values, portion))), strict=True):
                    known.pk = pk
                    yield change
        columns = [*COLUMNS, "name_folded", "parent"]
        for wanted in portions(self.amended.items()):
            yield from change_rows(Supplier, wanted, _apply, columns, at)

    def _levels(self) -> Iterator[list[Known]]:
        waiting = self.new
        while waiting:
            ready = [known for known in waiting if known.parent is None or known.parent.pk is not None]
            if not ready:
                # Parents in a ring: their names are kept, the ring is not drawn.
                for known in waiting:
                    known.parent = None
                ready = waiting
            yield ready
            waiting = [known for known in waiting if known.pk is None]

    def _values(self, known: Known) -> dict[str, Any]:
        return {
            "enterprise_id": self.enterprise.pk,
            "name": known.name,
            "orgnr": known.orgnr,
            "country": known.country,
            **known.changes,
            "name_folded": folded(known.name),
            "parent_id": known.parent.pk if known.parent else None,
        }


def _apply(supplier: Supplier, known: Known) -> None:
    for column, value in known.changes.items():
        setattr(supplier, column, value)
    supplier.name_folded = folded(supplier.name)
    supplier.parent_id = known.parent.pk if known.parent else known.parent_pk
