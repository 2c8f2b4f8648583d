"""Reads of rounds: who is asked at an enterprise and how it stands, and what one person owes.

A document's round reaches those at units for which the document holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from samsvar.core.rules.acknowledgements import Duty, Group, State, duties
from samsvar.core.rules.acknowledgements import Signature as SignatureFacts
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.registers.suppliers.models import Supplier
from samsvar.subjects.governance.models import (
    AcknowledgementRound,
    Attendance,
    DocumentStanding,
    DocumentValidity,
    GoverningDocument,
    RoundKind,
    Signature,
    Signer,
)


@dataclass(frozen=True)
class Asked:
    """Those a round asks at an enterprise, with what each owes. `meetings`: each meeting with how many were there."""

    round: AcknowledgementRound
    duties: tuple[Duty, ...]
    signers: Mapping[str, Signer]
    meetings: tuple[tuple[date, str, int], ...]

    def of(self, *states: State) -> list[tuple[Duty, Signer]]:
        """Those in the states, by day they owe it and name."""
        found = [(each, self.signers[each.signer.id]) for each in self.duties if each.state in states]
        return sorted(found, key=lambda pair: (pair[0].due_on or date.max, pair[1].name))


def open_round(document: GoverningDocument) -> AcknowledgementRound | None:
    """The document's round that is open, of its newest version that has one. One query."""
    rows = AcknowledgementRound.objects.filter(document_version__document=document, ended_on=None)
    return rows.select_related("document_version").order_by("-document_version__number").first()


def people_present(enterprise: OrgUnit, today: date) -> "list[Signer]":
    """Those who are there today, with their units. One query."""
    there = Q(left_on=None) | Q(left_on__gte=today)
    return list(
        Signer.objects.filter(there, enterprise=enterprise).select_related("unit", "person").order_by("name", "pk")
    )


def asked_at(one: AcknowledgementRound, document: GoverningDocument, enterprise: OrgUnit, today: date) -> Asked:
    """Whom the round asks at the enterprise today. Four queries."""
    holds = holding(document.validities.select_related("unit"), today)
    signers = {str(each.pk): each for each in people_present(enterprise, today) if holds(each.unit)}
    mine = {"document_version": one.document_version, "signer__enterprise": enterprise}
    number = one.document_version.number
    signed = Signature.objects.filter(**mine).values_list("signer_id", "signed_on")
    there = list(Attendance.objects.filter(**mine).values_list("signer_id", "held_on", "occasion"))
    answered = [SignatureFacts(str(signer), number, on) for signer, on in signed]
    if one.kind == RoundKind.INFORM:
        answered += [SignatureFacts(str(signer), number, on) for signer, on, _occasion in there]
    found = duties([each.as_facts() for each in signers.values()], [one.as_version()], answered, one.as_terms(), today)
    days = sorted({(on, occasion) for _signer, on, occasion in there})
    meetings = tuple((on, said, sum((each[1], each[2]) == (on, said) for each in there)) for on, said in days)
    return Asked(one, found, signers, meetings)


def holding(validities: Iterable[DocumentValidity], today: date) -> "Holds":
    """Whether a document with these validities holds for a unit today."""
    now = [each for each in validities if (each.valid_from or date.min) <= today <= (each.valid_to or date.max)]
    return Holds(tuple(now))


@dataclass(frozen=True)
class Holds:
    """For which units a document holds."""

    validities: tuple[DocumentValidity, ...]

    def __call__(self, unit: OrgUnit) -> bool:
        return any(each.holds_for(unit) for each in self.validities)


@dataclass(frozen=True)
class Owed:
    """A document that a person is asked to read and confirm. `duties`: one for each group they are asked in."""

    round: AcknowledgementRound
    duties: tuple[Duty, ...]

    @property
    def document(self) -> GoverningDocument:
        return self.round.document_version.document

    @property
    def due_on(self) -> date | None:
        """The first day by which it is owed; None where nothing is, or they are only invited."""
        days = [each.due_on for each in self.duties if each.due_on and each.state is not State.SIGNED]
        return min(days, default=None)

    @property
    def is_open(self) -> bool:
        return any(each.state is not State.SIGNED for each in self.duties)


def asked_of_person(person: Person, today: date, key: str | None = None) -> list[Owed]:
    """What a person is asked to read and confirm, signed or not; of one document where its key is given.

    One query where they are asked nothing, else four.
    """
    there = Q(left_on=None) | Q(left_on__gte=today)
    signers = list(Signer.objects.filter(there, person=person).select_related("unit"))
    if not signers:
        return []
    rows = AcknowledgementRound.objects.filter(ended_on=None, kind=RoundKind.SIGN, opened_on__lte=today)
    rows = rows.filter(document_version__document__standing=DocumentStanding.IN_FORCE)
    if key is not None:
        rows = rows.filter(document_version__document__key=key)
    rounds = list(rows.select_related("document_version__document__unit").order_by("document_version__number"))
    documents = [each.document_version.document_id for each in rounds]
    if not documents:
        return []
    valid = DocumentValidity.objects.filter(document__in=documents).select_related("unit")
    by_document: dict[int, list[DocumentValidity]] = {}
    for each in valid:
        by_document.setdefault(each.document_id, []).append(each)
    signed = Signature.objects.filter(signer__in=signers, document_version__document__in=documents)
    given = list(
        signed.values_list("signer_id", "document_version__document_id", "document_version__number", "signed_on")
    )
    newest = {each.document_version.document_id: each for each in rounds}
    found = []
    for document, one in newest.items():
        holds = holding(by_document.get(document, []), today)
        owed = duties(
            [each.as_facts() for each in signers if holds(each.unit)],
            [one.as_version()],
            [SignatureFacts(str(pk), number, on) for pk, of, number, on in given if of == document],
            one.as_terms(),
            today,
        )
        if owed:
            found.append(Owed(one, owed))
    return found


def suppliers_reached(enterprise: OrgUnit) -> tuple[int, int]:
    """How many of the enterprise's suppliers have accepted its code of conduct, and of how many. One query."""
    rows = Supplier.objects.filter(enterprise=enterprise, merged_into=None)
    accepted = list(rows.values_list("code_accepted_on", flat=True))
    return sum(each is not None for each in accepted), len(accepted)


def asks_suppliers(one: AcknowledgementRound) -> bool:
    """Whether suppliers are among those the round asks."""
    return Group.SUPPLIERS in one.group_codes
