"""What sorts of document govern, for whom each is valid, and who may change it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samsvar.core.rules.due_diligence import Decision
from samsvar.core.rules.org import UnitFacts, ancestors


class Kind(StrEnum):
    """What sort of document it is."""

    LAW = "law"
    REGULATION = "regulation"
    CONVENTION = "convention"
    OWNER_EXPECTATION = "owner_expectation"
    ASSIGNMENT = "assignment"
    AGREEMENT = "agreement"
    FRAMEWORK = "framework"
    GUIDELINE = "guideline"
    POLICY = "policy"
    GOALS = "goals"
    STRATEGY = "strategy"
    PROGRAMME = "programme"
    PROCEDURE = "procedure"
    ROUTINE = "routine"
    SUPPLIER_CODE = "supplier_code"
    VALUES = "values"


class Standing(StrEnum):
    """Whether a document is in force. A replaced one stays readable."""

    IN_FORCE = "in_force"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Validity:
    """For whom a document holds: a unit, with everything under it unless `subtree` is False. `unit_id` None: everybody.

    `to_on` is the last day; None on either side is without end.
    """

    unit_id: str | None
    subtree: bool = True
    from_on: date | None = None
    to_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on the day."""
        return (self.from_on or date.min) <= day <= (self.to_on or date.max)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document as its validity is judged. `owner_id` None: owned outside the tree, as a law or a partner's policy."""

    id: str
    owner_id: str | None
    valid_for: tuple[Validity, ...]


@dataclass(frozen=True, slots=True)
class ValidDocument:
    """A document that holds for a unit. `owner_id`: the level that set it. `through`: the unit whose validity reaches
    here, None for everybody. `distance`: levels from the unit up to `through`; None where it holds for everybody."""

    document_id: str
    owner_id: str | None
    through: str | None
    distance: int | None
    own: bool


def documents_for(
    unit_id: str, documents: Iterable[DocumentFacts], by_id: Mapping[str, UnitFacts], on: date
) -> tuple[ValidDocument, ...]:
    """All documents that hold for a unit on a day, own and inherited, each once by its nearest validity.

    The furthest come first, so that a reader meets the law before the unit's own routine; then by identifier. A unit
    made after the validity was set is reached like any other. Empty for a unit that is unknown or does not live then.
    """
    unit = by_id.get(unit_id)
    if unit is None or not unit.lives_on(on):
        return ()
    distances: dict[str | None, int | None] = {None: None}
    for distance, above in enumerate(ancestors(unit_id, by_id)):
        distances.setdefault(above.id, distance)
    found = (_nearest(document, unit_id, distances, on) for document in documents)
    return tuple(sorted((each for each in found if each is not None), key=_from_afar))


def _nearest(
    document: DocumentFacts, unit_id: str, distances: Mapping[str | None, int | None], on: date
) -> ValidDocument | None:
    reaching = [
        (distances[each.unit_id], each.unit_id)
        for each in document.valid_for
        if each.holds_on(on) and each.unit_id in distances and (each.subtree or each.unit_id == unit_id)
    ]
    if not reaching:
        return None
    distance, through = min(reaching, key=lambda each: _FAR if each[0] is None else each[0])
    return ValidDocument(document.id, document.owner_id, through, distance, document.owner_id == unit_id)


_FAR = 10**6


def _from_afar(valid: ValidDocument) -> tuple[int, str]:
    return (-_FAR if valid.distance is None else -valid.distance, valid.document_id)


def may_edit(document: DocumentFacts, acting_unit_id: str, by_id: Mapping[str, UnitFacts]) -> Decision:
    """Whether somebody acting for a unit may change the document: only the owner's level, or one above it.

    Reasons: `owned_outside` (a law, another organisation's), `owned_above`, `owned_elsewhere`.
    """
    if document.owner_id is None:
        return Decision(("owned_outside",))
    if acting_unit_id in {unit.id for unit in ancestors(document.owner_id, by_id)}:
        return Decision()
    above = {unit.id for unit in ancestors(acting_unit_id, by_id)}
    return Decision(("owned_above" if document.owner_id in above else "owned_elsewhere",))
