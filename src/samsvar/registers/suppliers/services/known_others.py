"""Owners of agreements and contract owners as a file names them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from samsvar.platform.audit.services import RowChange
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.registers.suppliers.models import Partner
from samsvar.registers.suppliers.names import folded
from samsvar.registers.suppliers.services.bulk import Inserts, portions


@dataclass(eq=False, slots=True)
class KnownPartner:
    """An owner of agreements. `pk` is None until it is stored."""

    name: str
    pk: int | None = None


class KnownPartners:
    """Finds the owner of an agreement by folded name, and remembers those that are to be created."""

    def __init__(self, enterprise: OrgUnit) -> None:
        self._enterprise = enterprise
        stored = Partner.objects.filter(enterprise=enterprise).values_list("pk", "name")
        self._by_name = {folded(name): KnownPartner(name, pk) for pk, name in stored}
        self._new: list[KnownPartner] = []

    def meant(self, name: str) -> KnownPartner | None:
        """The owner of the name, a new one where nobody has it; None for no name."""
        if not name:
            return None
        known = self._by_name.get(folded(name))
        if known is None:
            known = self._by_name[folded(name)] = KnownPartner(name)
            self._new.append(known)
        return known

    def write(self, at: datetime) -> Iterator[RowChange]:
        """Stores the new ones."""
        inserts = Inserts(Partner, at, len(self._new))
        for portion in portions(self._new):
            rows = [{"enterprise_id": self._enterprise.pk, "name": known.name} for known in portion]
            for known, (pk, change) in zip(portion, inserts.insert(rows), strict=True):
                known.pk = pk
                yield change


class KnownPeople:
    """Finds the person a contract owner's name or e-mail address means: one who has a role in the enterprise."""

    def __init__(self, enterprise: OrgUnit) -> None:
        people = Person.objects.filter(is_active=True, roles__unit__enterprise=enterprise).distinct()
        self._by_words: dict[str, int | None] = {}
        for pk, name, email in people.values_list("pk", "name", "email").order_by("pk"):
            self._by_words[folded(email)] = pk
            words = folded(name)
            # Two people of one name: the name means neither.
            self._by_words[words] = None if words in self._by_words else pk

    def meant(self, words: str) -> int | None:
        """The person's primary key; None where nobody or several are meant."""
        return self._by_words.get(folded(words)) if words else None
